import { type Bytes, toBase64Url } from './bytes.ts'
import { type PublicKey, thumbprintInput } from './cose-key.ts'

/**
 * ES256 verification by WebCrypto: the same call in Node and in a browser. A browser offers it only
 * in a secure context, that is https or localhost.
 */
export class NoSecureContextError extends Error {
  constructor() {
    super('Cards can be checked only on a secure page: open the verifier over https:// or on localhost.')
    this.name = 'NoSecureContextError'
  }
}

/** A signature is 64 bytes, r then s (RFC 9053); the DER form is refused. */
export const signatureLength = 64

export async function verifyEs256(key: PublicKey, message: Bytes, signature: Uint8Array): Promise<boolean> {
  if (signature.length !== signatureLength) return false
  const imported = await importKey(key)
  return webCrypto().verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, new Uint8Array(signature), message)
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await webCrypto().digest('SHA-256', bytes))
}

/** The name of a key: the first 8 bytes of its COSE thumbprint (RFC 9679). */
export async function keyId(key: PublicKey): Promise<Bytes> {
  return (await sha256(thumbprintInput(key))).slice(0, 8)
}

/**
 * Two signatures fit one message and key: (r, s) and (r, n - s). Our own cards use the lower one,
 * so that nobody can make a second envelope for a card without its key.
 */
export function isLowS(signature: Uint8Array): boolean {
  return toNumber(signature.subarray(32)) <= order / 2n
}

export function toLowS(signature: Uint8Array): Bytes {
  const low = new Uint8Array(signature)
  if (isLowS(low)) return low
  const s = order - toNumber(low.subarray(32))
  for (let index = 0; index < 32; index += 1) low[63 - index] = Number((s >> BigInt(8 * index)) & 0xffn)
  return low
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

/** A verifier meets the same few keys again and again. Bound: the keys of a region's laptops. */
const importedKeys = new Map<string, Promise<CryptoKey>>()
const importedKeysMax = 256

function importKey(key: PublicKey): Promise<CryptoKey> {
  const name = toBase64Url(key)
  const known = importedKeys.get(name)
  if (known) return known
  if (importedKeys.size >= importedKeysMax) importedKeys.clear()
  const imported = webCrypto().importKey('raw', key, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'verify',
  ])
  importedKeys.set(name, imported)
  return imported
}

function webCrypto(): SubtleCrypto {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) throw new NoSecureContextError()
  return subtle
}
