import type { BatchReceipt } from '@sentra/contract'
import type { HubIdentity } from '../issue/hub-identity.ts'
import type { CommittingDatabase, Statement } from '../store/database.ts'
import { cosign, type Delivery, judge, receiptFor, type Taken, toStoredHead } from './accept-events.ts'
import type { KnownHeads } from './known-heads.ts'
import { eventRows, eventValues, insertEvents, type StoredHead, withoutRepeats } from './store-events.ts'

/**
 * The short way for what nearly every batch is, the next lines of a log this hub knows: judged by the head in memory,
 * and written by one statement that compares this head with the database's under its lock.
 *
 *     batch ── continues a known head? ──▶ receipt made ──▶ one statement, one commit ──▶ receipt leaves
 *                   │ no                                       │ the head has moved: nothing of it is written
 *                   └────────────────▶ acceptGroup ◀───────────┘
 *
 * Answers with undefined for every batch that has to go the long way. A receipt is a parameter of the statement that
 * makes it true; without that commit nobody sees it.
 */
export async function appendGroup(
  database: CommittingDatabase,
  identity: HubIdentity,
  deliveries: readonly Delivery[],
  now: Date,
  known: KnownHeads,
): Promise<(BatchReceipt | undefined)[]> {
  const judged = deliveries.map((delivery) => continues(delivery, known.of(delivery.site.siteId)))
  const taken = judged.filter((each) => each !== undefined)
  const outcomes = await withoutRepeats(database, taken)
  for (const [index, each] of taken.entries()) each.outcomes = outcomes[index]!
  const values = eventValues(taken, now)
  if (!values) return judged.map(() => undefined)
  for (const each of taken) cosign(each, identity, now)
  let grown: Set<string>
  try {
    const heads = taken.map(({ head, after }) => ({ ...toStoredHead(after), ...before(head) }))
    const rows = await database.commit<{ site: string }>(append, [...values, JSON.stringify(heads)])
    grown = new Set(rows.map(({ site }) => site))
  } catch (error) {
    // Whether it was written is not known now.
    for (const { head } of taken) known.forget(head.site)
    throw error
  }
  return judged.map((each) => {
    if (!each) return undefined
    if (grown.has(each.head.site)) {
      known.remember(each.after)
      return receiptFor(each)
    }
    known.forget(each.head.site)
    return undefined
  })
}

/** A batch of new lines, none of them refused, right behind the head. */
function continues(delivery: Delivery, head: StoredHead | undefined): Taken | undefined {
  const { batch } = delivery
  if (!head || batch.epoch !== head.epoch || batch.from !== head.size + 1 || batch.lines.length === 0)
    return undefined
  const verdict = judge(delivery, head, new Map())
  if (verdict.verdict !== 'taken') return undefined
  return verdict.batch.records.some(({ outcome }) => outcome === 'refused') ? undefined : verdict
}

/** What the receipt rests on, to be compared under the lock. */
function before({ size, root, lastEventId, logKey }: StoredHead) {
  return { sizeBefore: size, rootBefore: root.toString('hex'), lastBefore: lastEventId, logKey }
}

/** The heads are locked in one order, as on the long way, so that two hubs never wait for each other in a ring. */
const append: Statement = {
  name: 'append-group',
  text: `
    WITH wanted AS (
      SELECT * FROM jsonb_to_recordset($12::jsonb)
        AS n (site text, epoch integer, size bigint, frontier text, root text, receipt text, last text,
              "sizeBefore" bigint, "rootBefore" text, "lastBefore" text, "logKey" text)
    ), unmoved AS MATERIALIZED (
      SELECT n.*
      FROM wanted n
      JOIN journal_heads h ON h.site_id = n.site AND h.epoch = n.epoch
      JOIN sites s ON s.site_id = n.site
      WHERE h.size = n."sizeBefore" AND h.root = decode(n."rootBefore", 'hex')
        AND (SELECT max(o.last_event_id COLLATE "C") FROM journal_heads o WHERE o.site_id = n.site)
              IS NOT DISTINCT FROM n."lastBefore"
        AND s.epoch = n.epoch AND s.state = 'active' AND s.log_key = n."logKey"
      ORDER BY h.site_id, h.epoch FOR UPDATE OF h
    ), grown AS (
      UPDATE journal_heads h
      SET size = n.size, frontier = decode(n.frontier, 'hex'), root = decode(n.root, 'hex'), receipt = n.receipt,
          receipt_size = n.size, last_event_id = n.last, updated_at = $11::timestamptz
      FROM unmoved n
      WHERE h.site_id = n.site AND h.epoch = n.epoch AND h.size = n."sizeBefore"
      RETURNING h.site_id AS site
    ), stored AS (
      ${insertEvents} FROM ${eventRows} JOIN grown ON grown.site = row.site
    )
    SELECT site FROM grown`,
}
