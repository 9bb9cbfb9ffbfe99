import type { RecordOutcome, RecordReceipt } from '@sentra/contract'
import type { Transaction } from '../store/database.ts'
import type { IncomingBatch } from './accept-events.ts'

/** A line of a batch after its check: what it is, and what became of it. */
export type CheckedRecord = {
  seq: number
  leafHash: Uint8Array
  line: string
  event: { eventId: string; type: string } | null
  outcome: RecordOutcome
  reason?: string | undefined
}

export type StoredHead = { size: number; frontier: Buffer; root: Buffer; receipt: string | null }

/** The head of a journal, locked until the end of the transaction: two batches of one site take turns. */
export async function lockHead(
  transaction: Transaction,
  siteId: string,
  epoch: number,
): Promise<StoredHead | undefined> {
  const [head] = await transaction.query<StoredHead>(
    'SELECT size, frontier, root, receipt FROM journal_heads WHERE site_id = $1 AND epoch = $2 FOR UPDATE',
    [siteId, epoch],
  )
  return head
}

/** Leaf hashes the hub has already for lines of this batch, by seq. */
export async function leavesBetween(
  transaction: Transaction,
  siteId: string,
  batch: IncomingBatch,
  size: number,
): Promise<Map<number, Uint8Array>> {
  if (batch.from > size) return new Map()
  const rows = await transaction.query<{ seq: number; leaf_hash: Buffer }>(
    `SELECT seq, leaf_hash FROM journal_events
     WHERE site_id = $1 AND epoch = $2 AND seq >= $3 AND seq < $3 + $4`,
    [siteId, batch.epoch, batch.from, batch.lines.length],
  )
  return new Map(rows.map((row) => [row.seq, row.leaf_hash]))
}

/**
 * The outcome of each new record. One that repeats a fact the hub has under another place (a site that
 * began a new epoch and sends its old facts again) is a duplicate: its leaf is kept, and it is not
 * projected a second time.
 */
export async function withoutRepeats(
  transaction: Transaction,
  siteId: string,
  fresh: readonly CheckedRecord[],
): Promise<RecordReceipt[]> {
  const ids = fresh.flatMap(({ event }) => (event ? [event.eventId] : []))
  const rows = await transaction.query<{ event_id: string }>(
    `SELECT event_id FROM journal_events WHERE site_id = $1 AND event_id = ANY($2) AND outcome <> 'refused'`,
    [siteId, ids],
  )
  const known = new Set(rows.map((row) => row.event_id))
  return fresh.map(({ seq, event, outcome, reason }) => {
    const named = event ? { seq, eventId: event.eventId } : { seq }
    if (outcome !== 'accepted') return { ...named, outcome, ...(reason ? { reason } : {}) }
    if (event && known.has(event.eventId)) return { ...named, outcome: 'duplicate' as const }
    if (event) known.add(event.eventId)
    return { ...named, outcome }
  })
}

/** Stores the new records: one statement, one jsonb parameter, one site. */
export async function storeEvents(
  transaction: Transaction,
  siteId: string,
  batch: IncomingBatch,
  fresh: readonly CheckedRecord[],
  outcomes: readonly RecordReceipt[],
  now: Date,
): Promise<void> {
  if (fresh.length === 0) return
  const rows = fresh.map(({ seq, event, line, leafHash, reason }, index) => ({
    seq,
    event_id: event?.eventId ?? null,
    type: event?.type ?? null,
    body: line,
    raw: reason === 'not-text' ? Buffer.from(batch.lines[seq - batch.from]!).toString('hex') : null,
    leaf: Buffer.from(leafHash).toString('hex'),
    outcome: outcomes[index]!.outcome,
    reason: outcomes[index]!.reason ?? null,
  }))
  await transaction.query(
    `INSERT INTO journal_events
       (site_id, epoch, seq, event_id, type, body, raw, leaf_hash, outcome, reason, received_at)
     SELECT $1, $2, seq, event_id, type, body, decode(raw, 'hex'), decode(leaf, 'hex'), outcome, reason, $4
     FROM jsonb_to_recordset($3::jsonb)
       AS row (seq bigint, event_id text, type text, body text, raw text, leaf text, outcome text, reason text)
     ON CONFLICT DO NOTHING`,
    [siteId, batch.epoch, JSON.stringify(rows), now],
  )
}
