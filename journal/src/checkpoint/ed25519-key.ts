import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

/**
 * Ed25519 keys as the raw 32 bytes that signed notes write, and as the key objects that Node signs with.
 */

/** A new key for a log or a witness. */
export function generateLogKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey
}

/** The private key of a 32-byte seed. */
export function privateKeyFromSeed(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
}

/** The public key of 32 raw bytes. */
export function publicKeyFromRaw(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' })
}

/** The 32 raw bytes of the public half; takes a private or a public key. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new TypeError('logs and witnesses sign with Ed25519')
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(spkiPrefix.length)
}

/** The 32-byte seed of a private key: a secret. */
export function seedOf(key: KeyObject): Uint8Array {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('logs and witnesses sign with Ed25519')
  return key.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Prefix.length)
}

/** RFC 8410: the fixed DER in front of an Ed25519 key. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
