import type { KeyObject } from 'node:crypto'
import { type Hash, hashLength } from '../merkle/hash.ts'
import { type NoteSigner, type NoteVerifier, noteSigner, noteVerifier } from './note-key.ts'
import { addSignature, type NoteFault, openNote, signNote } from './signed-note.ts'

/**
 * A checkpoint says: "my log, at this size, has this root". Signed by the site it is a promise;
 * cosigned by the hub after its commit it is the site's receipt (C2SP tlog-checkpoint).
 */
export interface Checkpoint {
  /** `sentra/<siteId>/<epoch>`: a log that was restored or cloned has another name. */
  readonly origin: string
  readonly size: number
  readonly root: Hash
}

export type CheckpointFault = NoteFault | 'malformed-checkpoint' | 'wrong-origin'

/** The log's name, which is also the name of its key. */
export function logOrigin(site: string, epoch: number): string {
  return `sentra/${site}/${epoch}`
}

export function siteSigner(site: string, epoch: number, logKey: KeyObject): NoteSigner {
  return noteSigner(logOrigin(site, epoch), logKey)
}

export function siteVerifier(site: string, epoch: number, logKey: KeyObject): NoteVerifier {
  return noteVerifier(logOrigin(site, epoch), logKey)
}

/** The three lines that are signed. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`
}

/** Reads a checkpoint's text strictly: one way to write each number, or undefined. Extension lines are allowed. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n')
  if (!origin || size === undefined || !/^(0|[1-9]\d{0,15})$/.test(size) || root === undefined)
    return undefined
  const hash = Buffer.from(root, 'base64')
  if (hash.length !== hashLength || hash.toString('base64') !== root) return undefined
  if (extensions.some((line) => line === '') || !Number.isSafeInteger(Number(size))) return undefined
  return { origin, size: Number(size), root: Uint8Array.from(hash) }
}

/** Signs the checkpoint with the log's own key. */
export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  return signNote(formatCheckpoint(checkpoint), signer)
}

/**
 * Opens a checkpoint that must be signed by `verifier`, whose name must be the checkpoint's origin.
 * Anything else is a named fault, so that a corrupted checkpoint is refused and never guessed at.
 */
export function openCheckpoint(
  note: string,
  verifier: NoteVerifier,
): Checkpoint | { fault: CheckpointFault } {
  const opened = openNote(note, [verifier])
  if ('fault' in opened) return opened
  const checkpoint = parseCheckpoint(opened.text)
  if (checkpoint === undefined) return { fault: 'malformed-checkpoint' }
  return checkpoint.origin === verifier.name ? checkpoint : { fault: 'wrong-origin' }
}

/**
 * The hub's side of a receipt: its cosignature under a checkpoint that it has verified, extended its
 * own copy to and committed. Calling it before the commit breaks the promise it makes.
 * `time` is when the hub saw it.
 */
export function cosignCheckpoint(note: string, witness: NoteSigner, time: Date): string {
  if (witness.algorithm !== 'witness') throw new TypeError('a cosignature is made with a witness key')
  return addSignature(note, witness, Math.floor(time.getTime() / 1000))
}

/**
 * The site's side of a receipt: both signatures must be there and good, and it must be about our log. While a key
 * of the hub is being relieved two witnesses count, and the signature of one suffices.
 * Answers with the checkpoint and when the hub saw it.
 */
export function openReceipt(
  note: string,
  site: NoteVerifier,
  witness: NoteVerifier | readonly NoteVerifier[],
): (Checkpoint & { cosignedAt: Date }) | { fault: CheckpointFault } {
  const checkpoint = openCheckpoint(note, site)
  if ('fault' in checkpoint) return checkpoint
  const opened = openNote(note, [witness].flat())
  if ('fault' in opened) return opened
  return { ...checkpoint, cosignedAt: new Date((opened.signatures[0]!.time ?? 0) * 1000) }
}
