import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { spread } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from '../site/bench-site.ts'
import type { Visits } from './bench-hub.ts'
import type { BenchLog, ReadyBatch } from './bench-site-log.ts'
import type { HubUnderTest } from './hub-under-test.ts'
import type { RawClient } from './raw-client.ts'
import { takeTurns } from './turns.ts'

const senders = 4
const eventsOfBatch = 1_000

/**
 * H2: four sites send batches of a thousand, until every dose is in the registry; beside it a client that copies the
 * same lines into one table. H3: the same batches again. H6: the memory of the hub meanwhile.
 */
export async function benchBatches(hub: HubUnderTest, visits: Visits, terms: Terms): Promise<BenchResult[]> {
  const sites = await hub.sites(senders)
  const clients = await hub.clients(senders)
  const perTurn = terms.full ? 6 : 2
  const turns = terms.rounds + 1
  const facts = sites.map(() => visits(Math.ceil((eventsOfBatch * perTurn * turns) / 4)).flat())
  const ready = sites.map((site, index) => batchesOf(site, facts[index]!, perTurn * turns))
  const all = ready.flat()
  const client = new pg.Client({ connectionString: hub.connectionString })
  await client.connect()
  await client.query(
    'CREATE TABLE copied (id bigint PRIMARY KEY, site text NOT NULL, epoch integer NOT NULL, seq bigint NOT NULL, body text NOT NULL)',
  )
  let copied = 0
  let turn = 0
  let copyTurn = 0
  const first: number[] = []
  const again: number[] = []
  const ofTurn = (which: number) => ready.map((own) => own.slice(which * perTurn, (which + 1) * perTurn))

  const comparison = await takeTurns(
    hub,
    {
      name: 'events in the registry',
      work: async () => {
        const began = performance.now()
        await Promise.all(ofTurn(turn).map((own, index) => sendAll(clients[index]!, own, first)))
        await hub.folded()
        turn += 1
        return { done: senders * perTurn * eventsOfBatch, milliseconds: performance.now() - began }
      },
      settle: () => hub.signed(),
    },
    {
      name: 'rows copied',
      work: async () => {
        const own = ofTurn(copyTurn).flat()
        copyTurn += 1
        const began = performance.now()
        const rows = function* () {
          for (const { site, lines } of own)
            for (const [index, line] of lines.entries()) {
              copied += 1
              yield `${copied}\t${site}\t1\t${index + 1}\t${line.replaceAll('\\', '\\\\')}\n`
            }
        }
        const into = client.query(copyFrom('COPY copied (id, site, epoch, seq, body) FROM STDIN'))
        await pipeline(Readable.from(chunked(rows())), into)
        return { done: own.length * eventsOfBatch, milliseconds: performance.now() - began }
      },
    },
    terms,
  )
  const resident = hub.residentMegabytes()
  const events = all.length * eventsOfBatch
  const count = async () =>
    (
      await client.query(
        `SELECT (SELECT count(*) FROM journal_events)::int AS events, (SELECT count(*) FROM copied)::int AS copied,
                (SELECT count(*) FROM doses)::int AS doses, (SELECT count(*) FROM patients)::int AS patients`,
      )
    ).rows[0] as { events: number; copied: number; doses: number; patients: number }
  const rows = await count()
  const doses = all
    .flatMap(({ lines }) => lines)
    .filter((line) => line.includes('"immunization.recorded"')).length
  if (rows.events !== events || rows.copied !== events || rows.doses !== doses)
    throw new Error(`${events} events and ${doses} doses were sent, ${JSON.stringify(rows)} are there`)

  const changed = await changesOf(client, async () => {
    for (let which = 0; which < turns; which += 1)
      await Promise.all(ofTurn(which).map((own, index) => sendAll(clients[index]!, own, again)))
  })
  await client.end()
  const resent = spread(again).median / spread(first).median
  return [
    {
      id: 'H2',
      title:
        '1,000-event batches, 4 at a time, patient and dose in the registry ÷ client COPY into one table',
      gate: 0.3,
      aim: 0.5,
      better: 'higher',
      value: comparison.ratio.median,
      unit: '×',
      comparison,
      details: { rowsVerified: rows.events + rows.copied + rows.doses, ...rows },
      leavesOut: 'TLS; the signatures of national cards follow behind',
    },
    {
      id: 'H3',
      title: 'a batch sent again: time ÷ the first time',
      gate: 1,
      aim: 0.8,
      better: 'lower',
      value: resent,
      unit: '×',
      details: { firstMs: spread(first), againMs: spread(again), batches: again.length },
      leavesOut: 'the views, which a batch that is sent again does not touch',
    },
    {
      id: 'H3-rows',
      title: 'rows of journals, heads and forks that a batch sent again has changed',
      gate: 0,
      aim: 0,
      better: 'lower',
      value: changed,
      unit: 'rows',
      leavesOut: 'when the site was last heard of: every ten seconds',
    },
    {
      id: 'H6',
      title: 'memory of the hub at saturation, projector included',
      gate: 256,
      aim: 160,
      better: 'lower',
      value: resident,
      unit: 'MB',
      leavesOut: 'PostgreSQL',
    },
  ]
}

export function batchesOf(
  site: BenchLog,
  facts: readonly Parameters<BenchLog['batch']>[0][number][],
  count: number,
) {
  return Array.from({ length: count }, (_, index) =>
    site.batch(facts.slice(index * eventsOfBatch, (index + 1) * eventsOfBatch), 'backlog', true),
  )
}

async function sendAll(client: RawClient, batches: readonly ReadyBatch[], took: number[]): Promise<void> {
  for (const { bytes } of batches) {
    const began = performance.now()
    const status = await client.send(bytes)
    if (status !== 200) throw new Error(`status ${status}: ${client.lastBody}`)
    took.push(performance.now() - began)
  }
}

/**
 * How many rows of the journals are other than before: each has its place and the transaction that wrote it, and a row
 * that is written again has another. Read from the tables, because statistics come late.
 */
async function changesOf(client: pg.Client, work: () => Promise<void>): Promise<number> {
  const rows = `
    SELECT 'event' AS kind, site_id, epoch, seq::text AS place, ctid::text AS lies, xmin::text AS written
    FROM journal_events
    UNION ALL SELECT 'head', site_id, epoch, '', ctid::text, xmin::text FROM journal_heads
    UNION ALL SELECT 'fork', site_id, epoch, encode(body_sha256, 'hex'), ctid::text, xmin::text FROM forks`
  await client.query(`CREATE TEMP TABLE rows_before AS ${rows}`)
  await work()
  await client.query(`CREATE TEMP TABLE rows_after AS ${rows}`)
  const { rows: found } = await client.query<{ changed: number; kept: number }>(
    `SELECT count(*) FILTER (WHERE b.kind IS NULL OR a.kind IS NULL
                             OR (a.lies, a.written) IS DISTINCT FROM (b.lies, b.written))::int AS changed,
            count(*) FILTER (WHERE a.kind IS NOT NULL AND b.kind IS NOT NULL)::int AS kept
     FROM rows_before b FULL JOIN rows_after a USING (kind, site_id, epoch, place)`,
  )
  const { changed, kept } = found[0]!
  if (kept === 0) throw new Error('nothing was there to compare')
  return changed
}

/** Lines one by one would measure streams of Node. */
function* chunked(lines: Iterable<string>): Iterable<Buffer> {
  let part: string[] = []
  for (const line of lines) {
    part.push(line)
    if (part.length === 100) {
      yield Buffer.from(part.join(''))
      part = []
    }
  }
  if (part.length > 0) yield Buffer.from(part.join(''))
}
