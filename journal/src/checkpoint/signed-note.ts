import { sign, verify } from 'node:crypto'
import { isNoteKeyName, type NoteSigner, type NoteVerifier } from './note-key.ts'

/**
 * Signed notes (C2SP signed-note, cosignature/v1): a text a person can read, a blank line, and one
 * line for each signature. Several parties can sign the same text; unknown signatures are carried
 * along and ignored; a signature that claims a key we know and does not verify spoils the note.
 *
 *     sentra/krw-01/1
 *     1240
 *     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 *     — sentra/krw-01/1 Az3grl…        the site's log key
 *     — hub.sentra.example 9x0aBw…     the hub, with the time it saw it
 */
export interface OpenedNote {
  /** The signed text, with its final newline. */
  readonly text: string
  /** The signatures that verified, in the order of the note. At least one. */
  readonly signatures: readonly VerifiedSignature[]
}

export interface VerifiedSignature {
  readonly verifier: NoteVerifier
  /** Of a cosignature: Unix seconds at which the witness saw the text. */
  readonly time?: number
}

export type NoteFault = 'malformed-note' | 'invalid-signature' | 'no-known-signature'

/** `text` ends with a newline and has no control characters besides newlines. */
export function signNote(text: string, signer: NoteSigner, time?: number): string {
  if (!isNoteText(text)) throw new TypeError('a note is lines of text, the last one ended too')
  return `${text}\n${signatureLine(text, signer, time)}`
}

/** The note with one more signature at its end. A witness gives the time, in Unix seconds. */
export function addSignature(note: string, signer: NoteSigner, time?: number): string {
  const parts = splitNote(note)
  if (parts === undefined) throw new TypeError('only a well-formed note can be signed')
  return note + signatureLine(parts.text, signer, time)
}

/**
 * Opens a note with the keys one trusts. Answers with a fault when it is not exactly in the
 * form of the specification, when a known key's signature is wrong, or when no known key signed.
 */
export function openNote(
  note: string,
  verifiers: readonly NoteVerifier[],
): OpenedNote | { fault: NoteFault } {
  const parts = splitNote(note)
  if (parts === undefined) return { fault: 'malformed-note' }
  const signatures: VerifiedSignature[] = []
  for (const { name, keyId, payload } of parts.signatures) {
    const verifier = verifiers.find((each) => each.name === name && each.keyId === keyId)
    if (verifier === undefined || signatures.some((each) => each.verifier === verifier)) continue
    const verified = verifyPayload(parts.text, verifier, payload)
    if (verified === undefined) return { fault: 'invalid-signature' }
    signatures.push(verified)
  }
  return signatures.length === 0 ? { fault: 'no-known-signature' } : { text: parts.text, signatures }
}

function signatureLine(text: string, signer: NoteSigner, time: number | undefined): string {
  let payload: Uint8Array
  if (signer.algorithm === 'log') {
    payload = sign(null, Buffer.from(text, 'utf8'), signer.privateKey)
  } else {
    if (time === undefined || !Number.isSafeInteger(time) || time <= 0)
      throw new TypeError('a witness states when')
    const seen = Buffer.alloc(8)
    seen.writeBigUInt64BE(BigInt(time))
    payload = Buffer.concat([seen, sign(null, cosignedMessage(text, BigInt(time)), signer.privateKey)])
  }
  const encoded = Buffer.concat([Buffer.from(signer.keyId, 'hex'), payload]).toString('base64')
  return `— ${signer.name} ${encoded}\n`
}

function verifyPayload(text: string, verifier: NoteVerifier, payload: Buffer): VerifiedSignature | undefined {
  if (verifier.algorithm === 'log') {
    if (payload.length !== 64) return undefined
    return verify(null, Buffer.from(text, 'utf8'), verifier.publicKey, payload) ? { verifier } : undefined
  }
  if (payload.length !== 72) return undefined
  const time = payload.readBigUInt64BE(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
  const good = verify(null, cosignedMessage(text, time), verifier.publicKey, payload.subarray(8))
  return good ? { verifier, time: Number(time) } : undefined
}

/** C2SP tlog-cosignature: the time is part of what is signed. */
function cosignedMessage(text: string, time: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`, 'utf8')
}

/** More signatures than parties exist would only be there to make us work. */
const signaturesMax = 16

function splitNote(note: string) {
  const at = note.lastIndexOf('\n\n')
  if (at === -1 || !note.endsWith('\n') || !isNoteText(note)) return undefined
  const text = note.slice(0, at + 1)
  const lines = note.slice(at + 2, -1).split('\n')
  if (lines.length > signaturesMax) return undefined
  const signatures: { name: string; keyId: string; payload: Buffer }[] = []
  for (const line of lines) {
    const parts = /^— ([^ ]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line)
    if (parts === null || !isNoteKeyName(parts[1]!)) return undefined
    const bytes = Buffer.from(parts[2]!, 'base64')
    if (bytes.length < 5 || bytes.toString('base64') !== parts[2]) return undefined
    signatures.push({
      name: parts[1]!,
      keyId: bytes.subarray(0, 4).toString('hex'),
      payload: bytes.subarray(4),
    })
  }
  return { text, signatures }
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text)
}
