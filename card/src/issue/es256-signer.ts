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
 * Whatever can sign with a P-256 key: a key in a file here, a PKCS#11 token elsewhere. Nothing else in
 * this product sees a private key.
 */
export interface Es256Signer {
  /** First 8 bytes of the key's COSE thumbprint (RFC 9679). */
  readonly kid: Bytes
  readonly publicKey: PublicKey
  /** 64 bytes, r then s, over SHA-256 of `bytes`. */
  sign(bytes: Uint8Array): Bytes
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
