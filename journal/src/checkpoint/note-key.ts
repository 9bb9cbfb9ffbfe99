import { hash, type KeyObject } from 'node:crypto'
import { privateKeyFromSeed, publicKeyFromRaw, rawPublicKey, seedOf } from './ed25519-key.ts'

/**
 * Keys of signed notes, by name and in their text forms (C2SP signed-note):
 *
 *     vkey   <name>+<key id, hex>+<base64(algorithm byte || public key)>
 *     skey   PRIVATE+KEY+<name>+<key id, hex>+<base64(algorithm byte || seed)>
 *
 * The key id is a hint to find the right key, never a proof of anything.
 */

/** `log` signs its own tree head (0x01); `witness` adds a timestamped cosignature/v1 (0x04). */
export type NoteAlgorithm = 'log' | 'witness'

export interface NoteSigner {
  readonly name: string
  readonly algorithm: NoteAlgorithm
  readonly keyId: string
  readonly privateKey: KeyObject
}

export interface NoteVerifier {
  readonly name: string
  readonly algorithm: NoteAlgorithm
  /** Eight hex digits. */
  readonly keyId: string
  readonly publicKey: KeyObject
}

/** A signer under `name`. Throws when the name cannot stand in a note. */
export function noteSigner(
  name: string,
  privateKey: KeyObject,
  algorithm: NoteAlgorithm = 'log',
): NoteSigner {
  return { name, algorithm, keyId: noteKeyId(name, rawPublicKey(privateKey), algorithm), privateKey }
}

/** A verifier under `name`; takes the public or the private key. */
export function noteVerifier(name: string, key: KeyObject, algorithm: NoteAlgorithm = 'log'): NoteVerifier {
  const raw = rawPublicKey(key)
  return { name, algorithm, keyId: noteKeyId(name, raw, algorithm), publicKey: publicKeyFromRaw(raw) }
}

export function verifierOf(signer: NoteSigner): NoteVerifier {
  return noteVerifier(signer.name, signer.privateKey, signer.algorithm)
}

/** First four bytes, as hex, of SHA-256(name || "\n" || algorithm byte || public key). */
export function noteKeyId(name: string, rawKey: Uint8Array, algorithm: NoteAlgorithm): string {
  if (!isNoteKeyName(name)) throw new TypeError(`a note key name has no spaces and no plus sign: ${name}`)
  const named = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), algorithmByte[algorithm], rawKey])
  return hash('sha256', named, 'hex').slice(0, 8)
}

/** The vkey text of a verifier: what one party publishes for the others to check its notes. */
export function formatVkey(verifier: NoteVerifier): string {
  const key = Buffer.concat([algorithmByte[verifier.algorithm], rawPublicKey(verifier.publicKey)])
  return `${verifier.name}+${verifier.keyId}+${key.toString('base64')}`
}

/** The skey text of a signer: a secret. */
export function formatSkey(signer: NoteSigner): string {
  const key = Buffer.concat([algorithmByte[signer.algorithm], seedOf(signer.privateKey)])
  return `PRIVATE+KEY+${signer.name}+${signer.keyId}+${key.toString('base64')}`
}

/** Reads a vkey. Throws InvalidNoteKeyError, also when its key id does not belong to its key. */
export function parseVkey(text: string): NoteVerifier {
  const { name, keyId, algorithm, key } = parseKeyText(text)
  const verifier = noteVerifier(name, publicKeyFromRaw(key), algorithm)
  if (verifier.keyId !== keyId) throw new InvalidNoteKeyError('its key id belongs to another key')
  return verifier
}

/** Reads an skey. Throws InvalidNoteKeyError. The error never contains the text. */
export function parseSkey(text: string): NoteSigner {
  if (!text.startsWith(skeyPrefix)) throw new InvalidNoteKeyError(`a private key begins with ${skeyPrefix}`)
  const { name, keyId, algorithm, key } = parseKeyText(text.slice(skeyPrefix.length))
  const signer = noteSigner(name, privateKeyFromSeed(key), algorithm)
  if (signer.keyId !== keyId) throw new InvalidNoteKeyError('its key id belongs to another key')
  return signer
}

export class InvalidNoteKeyError extends Error {
  override name = 'InvalidNoteKeyError'
  constructor(why: string) {
    super(`Not a key for signed notes: ${why}. Copy the whole line again.`)
  }
}

export function isNoteKeyName(name: string): boolean {
  return name.length > 0 && !/[\s+\p{Cc}]/u.test(name) && name.isWellFormed()
}

const skeyPrefix = 'PRIVATE+KEY+'
const algorithmByte: Record<NoteAlgorithm, Uint8Array> = {
  log: Uint8Array.of(0x01),
  witness: Uint8Array.of(0x04),
}

function parseKeyText(text: string) {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text)
  if (!parts) throw new InvalidNoteKeyError('it must be name, key id and key, joined by plus signs')
  const [, name, keyId, encoded] = parts as unknown as [string, string, string, string]
  if (!isNoteKeyName(name)) throw new InvalidNoteKeyError('its name has a space or a control character')
  const bytes = Buffer.from(encoded, 'base64')
  const algorithm = (Object.keys(algorithmByte) as NoteAlgorithm[]).find(
    (each) => algorithmByte[each][0] === bytes[0],
  )
  if (!algorithm || bytes.length !== 33) throw new InvalidNoteKeyError('its algorithm is not Ed25519')
  return { name, keyId, algorithm, key: bytes.subarray(1) }
}
