import type { RecordReceipt } from '@sentra/contract'
import type { Transaction } from '../store/database.ts'
import type { Delivery, Taken } from './accept-events.ts'

/** The head of a journal with what its site is now, as they are under the lock. */
export type StoredHead = {
  site: string
  epoch: number
  size: number
  frontier: Buffer
  root: Buffer
  receipt: string | null
  siteEpoch: number
  siteState: 'active' | 'quarantined'
  logKey: string
  /** Of all logs this site ever had: an event id above it is new. */
  lastEventId: string | null
}

/**
 * The heads of these journals by site, locked until the end of the transaction: two batches of one site take turns,
 * through whatever hub they come. In order of the key, so that two groups never wait for each other in a ring.
 */
export async function lockHeads(
  transaction: Transaction,
  deliveries: readonly Delivery[],
): Promise<Map<string, StoredHead>> {
  const rows = await transaction.query<StoredHead>(
    `SELECT h.site_id AS site, h.epoch, h.size, h.frontier, h.root, h.receipt,
            s.epoch AS "siteEpoch", s.state AS "siteState", s.log_key AS "logKey",
            (SELECT max(o.last_event_id COLLATE "C") FROM journal_heads o WHERE o.site_id = h.site_id)
              AS "lastEventId"
     FROM journal_heads h
     JOIN jsonb_to_recordset($1::jsonb) AS d (site text, epoch integer) ON h.site_id = d.site AND h.epoch = d.epoch
     JOIN sites s ON s.site_id = h.site_id
     ORDER BY h.site_id, h.epoch FOR UPDATE OF h`,
    [JSON.stringify(deliveries.map(({ site, batch }) => ({ site: site.siteId, epoch: batch.epoch })))],
  )
  return new Map(rows.map((row) => [row.site, row]))
}

/** For each delivery the leaf hashes the hub has already for its lines, by seq. */
export async function leavesBetween(
  transaction: Transaction,
  deliveries: readonly Delivery[],
  heads: ReadonlyMap<string, StoredHead>,
): Promise<Map<number, Uint8Array>[]> {
  const known = deliveries.map(() => new Map<number, Uint8Array>())
  const wanted = deliveries.flatMap(({ site, batch }, place) => {
    const size = heads.get(site.siteId)?.size ?? 0
    const upto = Math.min(size, batch.from + batch.lines.length - 1)
    return upto < batch.from ? [] : [{ place, site: site.siteId, epoch: batch.epoch, from: batch.from, upto }]
  })
  if (wanted.length === 0) return known
  const rows = await transaction.query<{ place: number; seq: number; leaf: Buffer }>(
    `SELECT w.place, e.seq, e.leaf_hash AS leaf
     FROM jsonb_to_recordset($1::jsonb) AS w (place integer, site text, epoch integer, "from" bigint, upto bigint)
     CROSS JOIN LATERAL (
       SELECT seq, leaf_hash FROM journal_events
       WHERE site_id = w.site AND epoch = w.epoch AND seq >= w."from" AND seq <= w.upto OFFSET 0) e`,
    [JSON.stringify(wanted)],
  )
  for (const { place, seq, leaf } of rows) known[place]!.set(seq, leaf)
  return known
}

/**
 * The outcomes of the new records of each batch. One that repeats a fact the hub has under another place (a site that
 * began a new epoch and sends its old facts again) is a duplicate: its leaf is kept, and it is not
 * projected a second time. Ids grow with time, so only those that are not above the highest known are looked up.
 */
export async function withoutRepeats(
  transaction: Pick<Transaction, 'query'>,
  taken: readonly Taken[],
): Promise<RecordReceipt[][]> {
  const doubtful = taken.flatMap(({ delivery, head, fresh }) =>
    fresh.flatMap(({ event }) =>
      event && head.lastEventId !== null && event.eventId <= head.lastEventId
        ? [{ site: delivery.site.siteId, id: event.eventId }]
        : [],
    ),
  )
  const rows =
    doubtful.length === 0
      ? []
      : await transaction.query<{ site: string; id: string }>(
          `SELECT e.site_id AS site, e.event_id AS id
           FROM jsonb_to_recordset($1::jsonb) AS d (site text, id text)
           JOIN journal_events e ON e.site_id = d.site AND e.event_id = d.id AND e.outcome <> 'refused'`,
          [JSON.stringify(doubtful)],
        )
  const known = new Set(rows.map(({ site, id }) => `${site}/${id}`))
  return taken.map(({ delivery, fresh }) =>
    fresh.map(({ seq, event, outcome, reason }) => {
      const named = event ? { seq, eventId: event.eventId } : { seq }
      if (outcome !== 'accepted') return { ...named, outcome, ...(reason ? { reason } : {}) }
      const name = `${delivery.site.siteId}/${event?.eventId}`
      if (event && known.has(name)) return { ...named, outcome: 'duplicate' as const }
      if (event) known.add(name)
      return { ...named, outcome }
    }),
  )
}

/** Stores the new records of a group with one statement. */
export async function storeEvents(
  transaction: Transaction,
  taken: readonly Taken[],
  now: Date,
): Promise<void> {
  const values = eventValues(taken, now)
  if (values) await transaction.query(`${insertEvents} FROM ${eventRows}`, values)
}

/** The values of `insertEvents`; undefined when no record is new. */
export function eventValues(taken: readonly Taken[], now: Date): unknown[] | undefined {
  const columns: string[][] = Array.from({ length: 9 }, () => [])
  const leaves: Uint8Array[] = []
  for (const { delivery, fresh, outcomes } of taken) {
    const { site, batch } = delivery
    for (const [index, { seq, event, line, leafHash, reason }] of fresh.entries()) {
      const raw = reason === 'not-text' ? Buffer.from(batch.lines[seq - batch.from]!).toString('hex') : ''
      const { outcome, reason: why = '' } = outcomes[index]!
      const row = [
        site.siteId,
        batch.epoch,
        seq,
        event?.eventId ?? '',
        event?.type ?? '',
        line,
        raw,
        outcome,
        why,
      ]
      for (const [place, value] of row.entries()) columns[place]!.push(String(value))
      leaves.push(leafHash)
    }
  }
  if (leaves.length === 0) return undefined
  return [...columns.map((column) => column.join('\n')), Buffer.concat(leaves), now]
}

/**
 * Each column goes as one text with a line a row: no line of a journal has a newline in it, so nothing is escaped here
 * and nothing parsed there.
 */
export const eventRows = `
  ROWS FROM (${Array.from({ length: 9 }, (_, index) => `string_to_table($${index + 1}, chr(10))`).join(', ')})
    WITH ORDINALITY AS row (site, epoch, seq, event_id, type, body, raw, outcome, reason, number)`

export const insertEvents = `
  INSERT INTO journal_events
    (site_id, epoch, seq, event_id, type, body, raw, leaf_hash, outcome, reason, received_at)
  SELECT row.site, row.epoch::integer, row.seq::bigint, nullif(row.event_id, ''), nullif(row.type, ''), row.body,
         decode(nullif(row.raw, ''), 'hex'), substring($10::bytea FROM 32 * row.number::integer - 31 FOR 32),
         row.outcome, nullif(row.reason, ''), $11::timestamptz`

/** How far the hub has signed now, for every journal of the group. */
export async function storeHeads(
  transaction: Transaction,
  heads: readonly object[],
  now: Date,
): Promise<void> {
  if (heads.length === 0) return
  await transaction.query(
    `UPDATE journal_heads h
     SET size = n.size, frontier = decode(n.frontier, 'hex'), root = decode(n.root, 'hex'), receipt = n.receipt,
         receipt_size = n.size, last_event_id = n.last, updated_at = $2
     FROM jsonb_to_recordset($1::jsonb)
       AS n (site text, epoch integer, size bigint, frontier text, root text, receipt text, last text)
     WHERE h.site_id = n.site AND h.epoch = n.epoch`,
    [JSON.stringify(heads), now],
  )
}
