import type { webcrypto } from 'node:crypto'
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption'

/** Encryption of what travels by hand: age, so that any age tool opens it with the right identity. */

/** Encrypts to these recipients (`age1…`); each opens it alone. Throws for a text that is none. */
export async function seal(bytes: Uint8Array, ...recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

/** The content, or undefined when it was not encrypted to this identity or was changed on the way. */
export async function unseal(
  sealed: Uint8Array,
  identity: string | webcrypto.CryptoKey,
): Promise<Uint8Array | undefined> {
  const opened = await openSealed(sealed, identity)
  return opened instanceof Uint8Array ? opened : undefined
}

/** The content, or which of the two it is: made for others, or changed on the way. */
export async function openSealed(
  sealed: Uint8Array,
  identity: string | webcrypto.CryptoKey,
): Promise<Uint8Array | { fault: 'not-for-this-key' | 'damaged-bundle' }> {
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    return await decrypter.decrypt(sealed)
  } catch (error) {
    const forOthers = (error as Error).message.startsWith('no identity matched')
    return { fault: forOthers ? 'not-for-this-key' : 'damaged-bundle' }
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
