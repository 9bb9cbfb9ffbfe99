import type { BatchReceipt, FeedEntry } from '@sentra/contract'
import { openReceipt } from '../checkpoint/checkpoint.ts'
import type { NoteVerifier } from '../checkpoint/note-key.ts'
import { sameHash } from '../merkle/hash.ts'
import type { JournalTransaction } from '../store/command.ts'
import type { Journal } from '../store/journal.ts'
import { HubLinkError } from './hub-link.ts'

/** What a site does with the hub's answers, whatever brought them: a network or a file. */

/**
 * History went backwards somewhere. Both branches are kept; trying again would not mend it.
 * - `hub-ahead`: the hub has signed for events that this site does not have: it was restored from a backup
 * - `fork`: another laptop writes under the same name, or history was edited
 * - `wrong-epoch`: the hub knows this site under another epoch: enrol again
 */
export type QuarantineReason = 'hub-ahead' | 'fork' | 'wrong-epoch'

export class ForkedError extends Error {
  readonly reason: QuarantineReason
  constructor(reason: QuarantineReason) {
    super(reason)
    this.reason = reason
  }
}

/**
 * Verifies the hub's cosignature over our own tree, then keeps it with what became of single records; answers with
 * the size it covers. An older receipt than the one we hold changes nothing.
 *
 * @throws ForkedError when it is about another history; HubLinkError when it is not the hub's
 */
export async function keepReceipt(
  journal: Journal,
  witness: NoteVerifier | readonly NoteVerifier[],
  note: string,
  outcomes: BatchReceipt['outcomes'],
): Promise<{ size: number; grew: boolean }> {
  const receipt = openReceipt(note, journal.verifier, witness)
  if ('fault' in receipt) throw new HubLinkError('rejected', { reason: `bad-receipt: ${receipt.fault}` })
  const { size } = receipt
  if (size > journal.size || !sameHash(receipt.root, journal.rootAt(size))) throw new ForkedError('fork')
  const grew = await journal.transact(() => {
    for (const { seq, outcome, reason = outcome } of outcomes) {
      if (outcome === 'refused' || outcome === 'superseded')
        journal.replication.saveOutcome({ seq, outcome, reason })
    }
    if (size <= journal.replication.state().receiptSize) return false
    journal.replication.saveReceipt(size, note, receipt.cosignedAt)
    return true
  })
  return { size, grew }
}

/** One commit for the page and its cursor. An entry that cannot be applied is set aside; the others go on. */
export function applyFeedPage(
  journal: Journal,
  applyFeed: (entry: FeedEntry, transaction: JournalTransaction) => void,
  entries: readonly FeedEntry[],
): Promise<void> {
  return journal.transact((transaction) => {
    let last = journal.replication.state().feedCursor
    for (const entry of entries) {
      if (entry.feedSeq <= last) continue
      const failed = transaction.attempt(() => applyFeed(entry, transaction))
      if (failed !== null) journal.replication.setAsideFeedEntry(entry, String(failed.thrown))
      last = entry.feedSeq
    }
    journal.replication.saveFeedCursor(last)
  })
}
