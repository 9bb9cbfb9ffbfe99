import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { type Bytes, concatBytes, fromBase64Url } from '../envelope/bytes.ts'
import { type PublicKey, thumbprintInput } from '../envelope/cose-key.ts'
import { signatureFromDer } from '../platform/der-signature.ts'

/**
 * Whatever can sign with a P-256 key: a key in this process, a keeper in another one, a PKCS#11 token or an HSM.
 * Nothing else in this product sees a private key. ES256 is the only algorithm: phones must check it.
 */
export interface Signer {
  /** First 8 bytes of the key's COSE thumbprint (RFC 9679). */
  readonly kid: Bytes
  readonly publicKey: PublicKey
  /** 64 bytes, r then s, over SHA-256 of `bytes`; at once, or when the keeper answers. */
  sign(bytes: Uint8Array): Bytes | Promise<Bytes>
}

/** A key in this process, which signs at once: a site signs inside the transaction that records the card. */
export interface Es256Signer extends Signer {
  sign(bytes: Uint8Array): Bytes
}

/** What a signer makes is there at once when the signer answers at once. */
export type Signed<By extends Signer, Made> = By extends Es256Signer ? Made : Made | Promise<Made>

export function whenSigned<By extends Signer, Made>(
  signer: By,
  bytes: Uint8Array,
  finish: (signature: Bytes) => Made,
): Signed<By, Made> {
  const signature = signer.sign(bytes)
  return (signature instanceof Promise ? signature.then(finish) : finish(signature)) as Signed<By, Made>
}

/** Goes on with what was signed, now or later. */
export function afterSigning<By extends Signer, Made, Next>(
  _signer: By,
  made: Signed<By, Made>,
  next: (made: Made) => Next,
): Signed<By, Next> {
  return (made instanceof Promise ? made.then(next) : next(made as Made)) as Signed<By, Next>
}

/** A new key as PKCS#8 PEM. Where it is kept, and under which passphrase, is the caller's to decide. */
export function generateKeyPem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
}

/** Throws when the PEM is not an unencrypted P-256 key, or the passphrase is wrong. */
export function signerFromPem(pem: string, passphrase?: string): Es256Signer {
  return signerFromKey(createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase }))
}

export function signerFromKey(privateKey: KeyObject): Es256Signer {
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new TypeError('a card key must be P-256')
  const publicKey = publicKeyOf(privateKey)
  return {
    kid: kidOfKey(publicKey),
    publicKey,
    sign: (bytes) => signatureFromDer(sign('sha256', bytes, privateKey), 32),
  }
}

export function publicKeyOf(key: KeyObject): PublicKey {
  const jwk = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  return concatBytes(new Uint8Array([4]), fromBase64Url(jwk.x!), fromBase64Url(jwk.y!))
}

export function kidOfKey(publicKey: PublicKey): Bytes {
  return new Uint8Array(createHash('sha256').update(thumbprintInput(publicKey)).digest().subarray(0, 8))
}
