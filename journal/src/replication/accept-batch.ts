import type { BatchRefusal, JournalEvent } from '@sentra/contract'
import { type Checkpoint, openCheckpoint } from '../checkpoint/checkpoint.ts'
import type { NoteVerifier } from '../checkpoint/note-key.ts'
import { parseEventLine } from '../event/event-line.ts'
import { appendLeaf, type Frontier, frontierRoot } from '../merkle/frontier.ts'
import { type Hash, leafHash, sameHash } from '../merkle/hash.ts'

/**
 * What a hub may take of a batch, decided from what it is given: no database, no clock.
 *
 *     known      ├──────── signed for ────────┤
 *     batch                    ├─ same leaves? ┼─── new lines ───┤ checkpoint
 *                               else: fork       each a leaf       root must follow
 *
 * A line that is no proper event keeps its leaf and is refused alone; nothing behind it waits. What does not follow
 * from the history the hub has signed for is a fork, and then nothing at all is taken.
 */
export interface BatchAtHub {
  readonly site: string
  /** How far the hub has signed, locked by the caller until its commit. */
  readonly knownHead: { readonly epoch: number; readonly size: number; readonly frontier: Frontier }
  /** The seq of the first line. */
  readonly from: number
  /** Exact bytes of each line, without the newline. */
  readonly lines: readonly (Uint8Array | string)[]
  readonly checkpointNote: string
  readonly siteVerifier: NoteVerifier
  /** The same note, opened already: a signature is not checked twice. */
  readonly openedCheckpoint?: Checkpoint | undefined
  /** The leaf the hub holds for a seq it knows. Asked only for lines of this batch. */
  readonly existingLeafHash: (seq: number) => Uint8Array | undefined
  /** Whether the data is what its type says: null, or a reason without any personal value in it. */
  readonly validate: (event: JournalEvent) => string | null
}

export interface AcceptedRecord {
  readonly seq: number
  readonly leafHash: Hash
  /** As text. Where the bytes were no text, a replacement that the leaf does not belong to. */
  readonly line: string
  readonly event: JournalEvent | null
  readonly outcome: 'accepted' | 'duplicate' | 'refused'
  readonly reason?: string
}

export interface AcceptedBatch {
  readonly newSize: number
  readonly newFrontier: Frontier
  readonly records: readonly AcceptedRecord[]
}

export function acceptBatch(batch: BatchAtHub): AcceptedBatch | { readonly refused: BatchRefusal['error'] } {
  const { knownHead, from, lines } = batch
  if (!Number.isSafeInteger(from) || from < 1) return { refused: 'gap' }
  const checkpoint = batch.openedCheckpoint ?? openCheckpoint(batch.checkpointNote, batch.siteVerifier)
  const last = from + lines.length - 1
  if ('fault' in checkpoint || checkpoint.size !== last) return { refused: 'bad-checkpoint' }
  if (from > knownHead.size + 1) return { refused: 'gap' }

  let frontier = knownHead.frontier
  const records: AcceptedRecord[] = []
  for (const [index, line] of lines.entries()) {
    const seq = from + index
    const leaf = leafHash(line)
    if (seq <= knownHead.size) {
      const existing = batch.existingLeafHash(seq)
      if (existing === undefined || !sameHash(existing, leaf)) return { refused: 'fork' }
      const known = read(line)
      records.push({ seq, leafHash: leaf, line: known.line, event: known.event, outcome: 'duplicate' })
    } else {
      frontier = appendLeaf(frontier, leaf)
      records.push({ seq, leafHash: leaf, ...judge(batch, seq, line) })
    }
  }
  // An old batch again: its checkpoint is of a smaller tree than ours, and its leaves are the ones we have.
  if (last < knownHead.size) return { newSize: knownHead.size, newFrontier: knownHead.frontier, records }
  // The site has signed another tree than its own events make upon ours.
  if (!sameHash(frontierRoot(frontier), checkpoint.root)) return { refused: 'fork' }
  return { newSize: last, newFrontier: frontier, records }
}

function judge(batch: BatchAtHub, seq: number, raw: Uint8Array | string) {
  const { line, event, fault } = read(raw)
  const reason = event === null ? fault : (misplaced(batch, seq, event) ?? batch.validate(event))
  return reason === null || reason === undefined
    ? { line, event, outcome: 'accepted' as const }
    : { line, event, outcome: 'refused' as const, reason }
}

function misplaced({ site, knownHead }: BatchAtHub, seq: number, event: JournalEvent): string | null {
  if (event.site !== site) return 'wrong-site'
  if (event.epoch !== knownHead.epoch) return 'wrong-epoch'
  return event.seq === seq ? null : 'wrong-seq'
}

function read(raw: Uint8Array | string): { line: string; event: JournalEvent | null; fault?: string } {
  const line = typeof raw === 'string' ? raw : decode(raw)
  if (line === undefined || line.includes('\0')) {
    return {
      line: Buffer.from(raw as Uint8Array)
        .toString('utf8')
        .replaceAll('\0', '\uFFFD'),
      event: null,
      fault: 'not-text',
    }
  }
  const event = parseEventLine(line)
  return 'fault' in event ? { line, event: null, fault: event.fault } : { line, event }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return undefined
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
