import type { BatchReceipt, JournalHead, RecordReceipt } from '@sentra/contract'
import {
  acceptBatch,
  cosignCheckpoint,
  decodeFrontier,
  encodeFrontier,
  frontierRoot,
  parseVkey,
} from '@sentra/journal'
import type { HubIdentity } from '../issue/hub-identity.ts'
import type { Database } from '../store/database.ts'
import type { KnownSite } from './authenticate-site.ts'
import { batchRefused, quarantined } from './batch-refusals.ts'
import { quarantine } from './quarantine.ts'
import { setAsideRefused } from './set-aside.ts'
import { leavesBetween, lockHead, storeEvents, withoutRepeats } from './store-events.ts'
import { validateEventData } from './validate-event.ts'

/** A site sends at most 1,000; the rest is room for other senders. */
export const eventsPerBatchMax = 2000

export type IncomingBatch = {
  epoch: number
  /** The `seq` of the first line. */
  from: number
  /** Raw event lines, without their newlines. */
  lines: Uint8Array[]
  /** The site's signed note for the size after the batch. */
  checkpoint: string
  /** As it came, for the record of a fork. */
  body: Uint8Array
}

/**
 * Takes a batch of a site's journal: checks it against the tree the hub has cosigned so far, stores
 * it, commits, and answers with the receipt. One row lock and one commit, for one site alone.
 *
 * The receipt is made inside the transaction and leaves only after its commit: whoever holds one can be
 * sure that every event under it is on the hub's disk. Sending a batch again changes nothing.
 */
export async function acceptEvents(
  database: Database,
  identity: HubIdentity,
  site: KnownSite,
  batch: IncomingBatch,
  now: Date,
): Promise<BatchReceipt> {
  if (site.state === 'quarantined') throw quarantined()
  const answer = await database.transaction(async (transaction) => {
    const head = await lockHead(transaction, site.siteId, batch.epoch)
    if (!head || batch.epoch !== site.epoch) return { refused: 'wrong-epoch' as const, head: undefined }
    const known = { epoch: batch.epoch, size: head.size, frontier: decodeFrontier(head.size, head.frontier) }
    const overlap = await leavesBetween(transaction, site.siteId, batch, head.size)
    const taken = acceptBatch({
      site: site.siteId,
      knownHead: known,
      from: batch.from,
      lines: batch.lines,
      checkpointNote: batch.checkpoint,
      siteVerifier: parseVkey(site.logKey),
      existingLeafHash: (seq) => overlap.get(seq),
      validate: (event) => validateEventData(event.type, event.data),
    })
    if ('refused' in taken) return { refused: taken.refused, head: toHead(batch.epoch, head.size, head.root) }

    const fresh = taken.records.filter((record) => record.seq > head.size)
    const outcomes = await withoutRepeats(transaction, site.siteId, fresh)
    if (fresh.length === 0 && head.receipt !== null) {
      return receiptFor(taken.records, outcomes, toHead(batch.epoch, head.size, head.root), head.receipt)
    }
    await storeEvents(transaction, site.siteId, batch, fresh, outcomes, now)
    const root = frontierRoot(taken.newFrontier)
    const receipt = cosignByAll(batch.checkpoint, identity.witnesses, now)
    await transaction.query(
      `UPDATE journal_heads
       SET size = $3, frontier = $4, root = $5, receipt = $6, receipt_size = $3, updated_at = $7
       WHERE site_id = $1 AND epoch = $2`,
      [site.siteId, batch.epoch, taken.newSize, encodeFrontier(taken.newFrontier), root, receipt, now],
    )
    await setAsideRefused(transaction, site.siteId, outcomes, now)
    return receiptFor(taken.records, outcomes, toHead(batch.epoch, taken.newSize, root), receipt)
  })
  if (!('refused' in answer)) return answer
  if (answer.refused === 'fork') await quarantine(database, site.siteId, batch, now)
  throw batchRefused(answer.refused, answer.head)
}

/** By every witness in force: a site that knows only the one before a rotation is answered too. */
function cosignByAll(note: string, witnesses: HubIdentity['witnesses'], now: Date): string {
  return witnesses.reduce((signed, witness) => cosignCheckpoint(signed, witness, now), note)
}

function toHead(epoch: number, size: number, root: Uint8Array): JournalHead {
  return { epoch, size, root: Buffer.from(root).toString('base64') }
}

/** What the hub had before is a duplicate; the rest has the outcome it was stored with. */
function receiptFor(
  records: readonly { seq: number }[],
  outcomes: readonly RecordReceipt[],
  head: JournalHead,
  receipt: string,
): BatchReceipt {
  const stored = new Map(outcomes.map((outcome) => [outcome.seq, outcome]))
  const all = records.map(({ seq }) => stored.get(seq) ?? { seq, outcome: 'duplicate' as const })
  return { head, outcomes: all, receipt }
}
