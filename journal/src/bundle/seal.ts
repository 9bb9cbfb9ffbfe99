import type { webcrypto } from 'node:crypto'
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption'

/** Encryption of what travels by hand: age, so that any age tool opens it with the right identity. */

/** Encrypts to one recipient (`age1…`). Throws for a text that is none. */
export async function seal(bytes: Uint8Array, recipient: string): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

/** The content, or undefined when it was not encrypted to this identity or was changed on the way. */
export async function unseal(
  sealed: Uint8Array,
  identity: string | webcrypto.CryptoKey,
): Promise<Uint8Array | undefined> {
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    return await decrypter.decrypt(sealed)
  } catch {
    return undefined
  }
}

/** A new identity (`AGE-SECRET-KEY-1…`) and the recipient that belongs to it. */
export async function newSealIdentity(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateIdentity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** The identity of a 32-byte secret that was derived from another one. */
export async function sealIdentityOf(
  secret: Uint8Array,
): Promise<{ identity: webcrypto.CryptoKey; recipient: string }> {
  const der = Buffer.concat([x25519Prefix, secret])
  const identity = await crypto.subtle.importKey('pkcs8', der, { name: 'X25519' }, false, ['deriveBits'])
  return { identity, recipient: await identityToRecipient(identity) }
}

/** RFC 8410: the fixed DER in front of an X25519 key. */
const x25519Prefix = Buffer.from('302e020100300506032b656e04220420', 'hex')
