import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../store/database.ts'

/** What is counted while the hub works; read by Prometheus. No label names a site or a person. */
export type HubMetrics = {
  accepted(batches: number, events: number): void
  refused(reason: string, lane: string): void
  committed(seconds: number): void
  /** What waits behind the receipts; null while the database is away. */
  behind(): Promise<{
    projectionLagEvents: number
    journalsWaitingForCards: number
    sitesSilent: number
  } | null>
  /** The text of Prometheus. Asks the database what only it knows; a database that is away is a figure too. */
  read(): Promise<{ contentType: string; text: string }>
}

export function openMetrics(
  database: Database,
  now: () => Date,
  inHand: () => { batches: number; events: number; bytes: number; ready: boolean },
): HubMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const events = new Counter({
    name: 'sentra_hub_events_accepted_total',
    help: 'Events stored and receipted',
    registers,
  })
  const batches = new Counter({
    name: 'sentra_hub_batches_accepted_total',
    help: 'Batches answered with a receipt',
    registers,
  })
  const refusals = new Counter({
    name: 'sentra_hub_refusals_total',
    help: 'Requests refused, by the name of the reason and the lane',
    labelNames: ['reason', 'lane'],
    registers,
  })
  const commits = new Histogram({
    name: 'sentra_hub_commit_seconds',
    help: 'From the first look at the heads to the end of the commit, a group of batches at a time',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers,
  })
  const queueBatches = gauge('sentra_hub_queue_batches', 'Batches in hand')
  const queueEvents = gauge('sentra_hub_queue_events', 'Events in hand, estimated from bytes')
  const queueBytes = gauge('sentra_hub_queue_bytes', 'Bytes in hand, as they lie in memory')
  const ready = gauge('sentra_hub_ready', '1 while /readyz says yes')
  const databaseUp = gauge('sentra_hub_database_up', '1 while PostgreSQL answers and may be written to')
  const lagEvents = gauge('sentra_hub_projection_lag_events', 'Events that no view has seen')
  const lagSeconds = gauge(
    'sentra_hub_projection_lag_seconds',
    'Age of the oldest event that no view has seen',
  )
  const cards = gauge(
    'sentra_hub_journals_waiting_for_cards',
    'Journals with doses whose national card is not signed yet',
  )
  const receipt = gauge(
    'sentra_hub_oldest_receipt_seconds',
    'Age of the newest receipt of the site heard of longest ago',
  )
  const silent = gauge('sentra_hub_sites_silent', 'Active sites without a word for two minutes')

  /** Undefined while the database is away. */
  const readRow = async (): Promise<Row | undefined> => {
    const [row] = await database.query<Row>(sql, [now()]).catch(() => [])
    return row
  }
  return {
    accepted: (count, lines) => {
      batches.inc(count)
      events.inc(lines)
    },
    refused: (reason, lane) => refusals.inc({ reason, lane }),
    committed: (seconds) => commits.observe(seconds),
    behind: async () => {
      const row = await readRow()
      if (!row) return null
      const { lag, cards, silent } = row
      return { projectionLagEvents: lag, journalsWaitingForCards: cards, sitesSilent: silent }
    },
    read: async () => {
      const hand = inHand()
      queueBatches.set(hand.batches)
      queueEvents.set(hand.events)
      queueBytes.set(hand.bytes)
      ready.set(Number(hand.ready))
      const row = await readRow()
      databaseUp.set(row ? 1 : 0)
      if (row) {
        lagEvents.set(row.lag)
        lagSeconds.set(row.age)
        cards.set(row.cards)
        receipt.set(row.receipt)
        silent.set(row.silent)
      }
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}

type Row = Record<'lag' | 'age' | 'cards' | 'receipt' | 'silent', number>

/** One row from the heads and cursors: as many rows as there are sites, never the log. */
const sql = `
  WITH behind AS (
    SELECT h.site_id, h.epoch, h.size - coalesce(c.folded, 0) AS events, coalesce(c.folded, 0) + 1 AS next
    FROM journal_heads h
    LEFT JOIN projection_cursors c ON c.site_id = h.site_id AND c.epoch = h.epoch
    WHERE h.size > coalesce(c.folded, 0))
  SELECT (SELECT coalesce(sum(events), 0)::bigint FROM behind) AS lag,
         (SELECT coalesce(greatest(0, extract(epoch FROM $1 - min(e.received_at))), 0)::float8
          FROM behind b JOIN journal_events e ON e.site_id = b.site_id AND e.epoch = b.epoch AND e.seq = b.next) AS age,
         (SELECT count(*) FROM projection_cursors WHERE folded > seq) AS cards,
         (SELECT coalesce(greatest(0, extract(epoch FROM $1 - min(h.updated_at))), 0)::float8
          FROM journal_heads h JOIN sites s ON s.site_id = h.site_id AND s.epoch = h.epoch
          WHERE s.state = 'active' AND h.receipt IS NOT NULL) AS receipt,
         (SELECT count(*) FROM sites WHERE state = 'active' AND last_heard_at < $1::timestamptz - interval '2 minutes') AS silent`
