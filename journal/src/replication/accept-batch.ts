import type { BatchRefusal, JournalEvent } from '@sentra/contract'
import { type Checkpoint, openCheckpoint } from '../checkpoint/checkpoint.ts'
import type { NoteVerifier } from '../checkpoint/note-key.ts'
import { appendLeaf, type Frontier, frontierRoot } from '../merkle/frontier.ts'
import { type Hash, sameHash } from '../merkle/hash.ts'
import { type CheckedLine, checkLine, type EventName } from './check-line.ts'

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
  /** What `checkLine` says of each of these lines, when it was asked before. */
  readonly checked?: readonly CheckedLine[] | undefined
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
  readonly event: EventName | null
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
  for (const [index, raw] of lines.entries()) {
    const seq = from + index
    const isKnown = seq <= knownHead.size
    const { leafHash, line, event, reason } =
      batch.checked?.[index] ?? checkLine(raw, isKnown ? () => null : batch.validate)
    if (isKnown) {
      const existing = batch.existingLeafHash(seq)
      if (existing === undefined || !sameHash(existing, leafHash)) return { refused: 'fork' }
      records.push({ seq, leafHash, line, event, outcome: 'duplicate' })
    } else {
      frontier = appendLeaf(frontier, leafHash)
      const fault = (event && misplaced(batch, seq, event)) ?? reason
      const judged =
        fault === null ? { outcome: 'accepted' as const } : { outcome: 'refused' as const, reason: fault }
      records.push({ seq, leafHash, line, event, ...judged })
    }
  }
  // An old batch again: its checkpoint is of a smaller tree than ours, and its leaves are the ones we have.
  if (last < knownHead.size) return { newSize: knownHead.size, newFrontier: knownHead.frontier, records }
  // The site has signed another tree than its own events make upon ours.
  if (!sameHash(frontierRoot(frontier), checkpoint.root)) return { refused: 'fork' }
  return { newSize: last, newFrontier: frontier, records }
}

function misplaced({ site, knownHead }: BatchAtHub, seq: number, event: EventName): string | null {
  if (event.site !== site) return 'wrong-site'
  if (event.epoch !== knownHead.epoch) return 'wrong-epoch'
  return event.seq === seq ? null : 'wrong-seq'
}
