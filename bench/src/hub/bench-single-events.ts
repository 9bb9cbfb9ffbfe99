import pg from 'pg'
import type { BenchResult } from '../report.ts'
import type { Terms } from '../site/bench-site.ts'
import type { Visits } from './bench-hub.ts'
import type { ReadyBatch } from './bench-site-log.ts'
import type { HubUnderTest } from './hub-under-test.ts'
import { takeTurns } from './turns.ts'

const clientCount = 32

/** H1: 32 sites send one event at a time and wait for the receipt; beside it bare single-row commits, 32 at a time. */
export async function benchSingleEvents(
  hub: HubUnderTest,
  visits: Visits,
  terms: Terms,
): Promise<BenchResult[]> {
  const sites = await hub.sites(clientCount)
  const clients = await hub.clients(clientCount)
  const each = terms.full ? 3_000 : 450
  const ready: ReadyBatch[][] = sites.map((site) =>
    visits(Math.ceil(each / 5))
      .flat()
      .slice(0, each)
      .map((fact) => site.batch([fact], 'live', true)),
  )
  const bodies = ready.flat().flatMap(({ lines }) => lines)
  const pool = new pg.Pool({ connectionString: hub.connectionString, max: clientCount })
  pool.on('error', () => {})
  await pool.query('CREATE TABLE bare (id bigint PRIMARY KEY, body text NOT NULL)')
  let sent = 0
  let written = 0

  const comparison = await takeTurns(
    hub,
    {
      name: 'events with receipt',
      work: (milliseconds) =>
        inParallel(milliseconds, async (client) => {
          const batch = ready[client]!.shift()
          if (!batch) return false
          const status = await clients[client]!.send(batch.bytes)
          if (status !== 200) throw new Error(`status ${status}: ${clients[client]!.lastBody}`)
          sent += 1
          return true
        }),
    },
    {
      name: 'bare row commits',
      work: (milliseconds) =>
        inParallel(milliseconds, async () => {
          written += 1
          await pool.query({
            name: 'bare',
            text: 'INSERT INTO bare (id, body) VALUES ($1, $2)',
            values: [written, bodies[written % bodies.length]],
          })
          return true
        }),
    },
    terms,
  )
  const { rows } = await pool.query(
    'SELECT (SELECT count(*) FROM journal_events)::int AS events, (SELECT count(*) FROM bare)::int AS bare',
  )
  await pool.end()
  if (rows[0].events !== sent || rows[0].bare !== written)
    throw new Error(`${sent} and ${written} rows were written, ${JSON.stringify(rows[0])} are there`)
  return [
    {
      id: 'H1',
      title: 'requests of one event, 32 at a time ÷ bare row commits, 32 at a time',
      gate: 0.5,
      aim: 0.9,
      better: 'higher',
      value: comparison.ratio.median,
      unit: '×',
      comparison,
      details: { rowsVerified: sent + written },
      leavesOut: 'TLS; the views are built beside it; client, hub and PostgreSQL share the machine',
    },
  ]
}

async function inParallel(milliseconds: number, step: (client: number) => Promise<boolean>) {
  const began = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: clientCount }, async (_, client) => {
      while (performance.now() - began < milliseconds && (await step(client))) done += 1
    }),
  )
  return { done, milliseconds: performance.now() - began }
}
