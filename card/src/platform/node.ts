import { constants, createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import { type Bytes, toBase64Url } from '../envelope/bytes.ts'
import type { PublicKey } from '../envelope/cose-key.ts'
import { type ForeignKey, hashFor } from '../envelope/foreign-key.ts'
import { derFromSignature } from './der-signature.ts'
import type { Platform } from './platform.ts'

/** Node's own OpenSSL and zlib: on the same machine twice as fast as WebCrypto with its thread pool. */
export const platform: Platform = {
  verifyEs256: (key, message, signature) =>
    verify('sha256', message, es256Key(key), derFromSignature(signature)),
  verifyForeign: (key, algorithm, message, signature) => {
    const hash = hashFor(algorithm, key.kind)
    const object = hash && foreignKeyObject(key)
    if (!object) return false
    if (key.kind === 'RSA') return verify(hash, message, { key: object, ...pss }, signature)
    if (key.kind === 'Ed25519' || key.kind === 'Ed448') return verify(null, message, object, signature)
    return verify(hash, message, object, derFromSignature(signature))
  },
  latin1: (bytes, start, end) => latin1Slice.call(bytes, start, end),
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  inflate: (bytes, maxLength) => {
    try {
      return asBytes(inflateSync(bytes, { maxOutputLength: maxLength }))
    } catch {
      return null
    }
  },
  deflate: (bytes) => asBytes(deflateSync(bytes, bytes.length < smallInput ? small : large)),
}

/** RFC 8230: the salt is as long as the hash. */
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }

/** A card is under 1 KiB: a small window costs no size and saves clearing 256 KiB for each card. */
const smallInput = 1024
const small = { level: 9, windowBits: 10, memLevel: 3, chunkSize: 1024 }
const large = { level: 9 }

const latin1Slice = (Buffer.prototype as unknown as { latin1Slice: Latin1Slice }).latin1Slice
type Latin1Slice = (this: Uint8Array, start: number, end: number) => string

/** The bare object: wrapped in options, each call would look it over anew. */
const es256Keys = new WeakMap<PublicKey, KeyObject>()

function es256Key(publicKey: PublicKey): KeyObject {
  const known = es256Keys.get(publicKey)
  if (known) return known
  const [x, y] = [toBase64Url(publicKey.subarray(1, 33)), toBase64Url(publicKey.subarray(33))]
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  es256Keys.set(publicKey, key)
  return key
}

const foreignKeys = new WeakMap<ForeignKey, KeyObject | null>()

function foreignKeyObject(key: ForeignKey): KeyObject | null {
  const known = foreignKeys.get(key)
  if (known !== undefined) return known
  const made = readKey(key.spki)
  foreignKeys.set(key, made)
  return made
}

function readKey(spki: Bytes): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

function asBytes(buffer: Buffer): Bytes {
  return new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.length)
}
