import type { Clock } from '../clock.ts'
import type { HubIdentity } from '../issue/hub-identity.ts'
import type { Database, Transaction } from '../store/database.ts'
import { projectors } from './project-event.ts'
import { openCase, type ProjectedEvent } from './projection.ts'

/**
 * Turns accepted events into the registry, apart from accepting them: a slow view never delays a
 * receipt.
 *
 * One cursor for each journal, moved in the transaction that writes the views, so a hub killed at any
 * point continues where its views are: nothing is left out and nothing counted twice. Several hubs may
 * run one each; the cursor's row is locked and the others take another site.
 *
 * An event that cannot be projected becomes a case, and the next one goes on.
 */
export type Projector = {
  /** New events were accepted: look now rather than at the next poll. */
  wake(): void
  /** Projects everything that is there, then returns how many events it took. */
  drain(): Promise<number>
  /** Ends after the batch in hand. */
  stop(): Promise<void>
}

/** Events in one transaction: some tens of milliseconds of work, so that a stop waits no longer. */
const batchMax = 200
const pollMilliseconds = 1000

type Log = { warn(details: object, message: string): void; error(details: object, message: string): void }

export function startProjector(database: Database, identity: HubIdentity, clock: Clock, log: Log): Projector {
  let stopping = false
  let woken = false
  let rouse = () => {}
  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMilliseconds)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
      if (woken || stopping) rouse()
    })
  const drain = async () => {
    let taken = 0
    for (const site of await behind(database)) {
      for (let batch = batchMax; batch === batchMax && !stopping; taken += batch) {
        batch = await projectBatch(database, identity, clock.now(), site, log)
      }
    }
    return taken
  }
  const loop = async () => {
    while (!stopping) {
      woken = false
      try {
        await drain()
      } catch (error) {
        // The database is away or busy. Nothing is lost: the cursor stands, and the next round tries again.
        log.warn(
          { code: (error as { code?: string }).code, reason: (error as Error).name },
          'projection waits',
        )
      }
      await sleep()
    }
  }
  const running = loop()
  return {
    wake: () => {
      woken = true
      rouse()
    },
    drain,
    stop: async () => {
      stopping = true
      rouse()
      await running
    },
  }
}

type Journal = { site: string; epoch: number; region: string }

/** Journals with events that no view has seen, the longest untouched first. */
async function behind(database: Database): Promise<Journal[]> {
  return database.query<Journal>(
    `SELECT h.site_id AS site, h.epoch, s.region
     FROM journal_heads h
     JOIN sites s ON s.site_id = h.site_id
     LEFT JOIN projection_cursors c ON c.site_id = h.site_id AND c.epoch = h.epoch
     WHERE h.size > coalesce(c.seq, 0)
     ORDER BY h.site_id, h.epoch`,
  )
}

async function projectBatch(
  database: Database,
  identity: HubIdentity,
  now: Date,
  journal: Journal,
  log: Log,
): Promise<number> {
  return database.transaction(async (transaction) => {
    const from = await lockCursor(transaction, journal)
    if (from === undefined) return 0
    const rows = await transaction.query<{ seq: number; body: string | null }>(
      `SELECT seq, CASE WHEN outcome = 'accepted' AND type = ANY($4) THEN body END AS body
       FROM journal_events WHERE site_id = $1 AND epoch = $2 AND seq > $3 ORDER BY seq LIMIT $5`,
      [journal.site, journal.epoch, from, Object.keys(projectors), batchMax],
    )
    const projection = { transaction, identity, region: journal.region, now }
    for (const { body } of rows) {
      if (body === null) continue
      const event = JSON.parse(body) as ProjectedEvent
      const project = projectors[event.type as keyof typeof projectors]
      if (!project) continue
      try {
        await transaction.savepoint(() => project(projection, event))
      } catch (error) {
        if (isPassing(error)) throw error
        log.error(
          { site: event.site, seq: event.seq, type: event.type, code: (error as { code?: string }).code },
          'an event cannot be projected and is set aside',
        )
        await openCase(projection, {
          kind: 'refused-record',
          site: event.site,
          eventId: event.eventId,
          summary: `Event ${event.seq} (${event.type}) is in the journal and could not be brought into the registry.`,
        })
      }
    }
    const last = rows.at(-1)
    if (last) {
      await transaction.query('UPDATE projection_cursors SET seq = $3 WHERE site_id = $1 AND epoch = $2', [
        journal.site,
        journal.epoch,
        last.seq,
      ])
    }
    return rows.length
  })
}

/** Where the views of this journal are; undefined while another hub works on it. */
async function lockCursor(transaction: Transaction, { site, epoch }: Journal): Promise<number | undefined> {
  await transaction.query(
    'INSERT INTO projection_cursors (site_id, epoch, seq) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING',
    [site, epoch],
  )
  const [cursor] = await transaction.query<{ seq: number }>(
    'SELECT seq FROM projection_cursors WHERE site_id = $1 AND epoch = $2 FOR UPDATE SKIP LOCKED',
    [site, epoch],
  )
  return cursor?.seq
}

/** Trouble of the moment (connection, lock, deadlock, shutdown, disk full), not of the event: try again later. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^(08|40|53|55|57|58|ECONN|EPIPE|ETIMEDOUT)/.test(code)
}
