import { connect, createServer } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { connectionOfRunning } from '../../../hub/src/postgres/index.ts'
import type { TestHub } from '../../../hub/src/testing/test-hub.ts'
import { spread } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import { clinicFacts } from '../site/day-of-events.ts'
import { sitesOf, until } from './sites-of-hub.ts'

const leavesOut =
  'TLS and the distance; the registry (patients, cards) is built after the receipt and is measured with the hub'

/** Y1: a backlog into the hub beside COPY of the same lines into one table. Y3: what crosses the wire. */
export async function benchDrain(
  hub: TestHub,
  { full, rounds }: { full: boolean; rounds: number },
): Promise<BenchResult[]> {
  const events = full ? 100_000 : 10_000
  const clinic = await clinicFacts()
  const sites = await sitesOf(hub)
  const client = new pg.Client({ connectionString: connectionOfRunning(`${hub.dataDir}/postgres`) })
  await client.connect()
  const found: { ratio: number; drain: number; copy: number; processor: number }[] = []
  let wire = { bytes: 0, json: 0 }
  try {
    for (let round = 0; round < rounds; round += 1) {
      const site = await sites.site(`bench-1${round}`, clinic.visits(events))
      const lines = site.journal.lines(1, events).map(({ line }) => line)
      // The hub catches up with the round before, so that its work on the registry is not in this one.
      await projected(hub)
      await client.query('DROP TABLE IF EXISTS bench_copy')
      await client.query('CREATE TABLE bench_copy (seq bigint PRIMARY KEY, line text NOT NULL)')
      const copying = performance.now()
      await copy(client, lines)
      const copy_ = performance.now() - copying
      const before = process.cpuUsage()
      const draining = performance.now()
      site.replicator.start()
      await until(() => site.replicator.status().receiptSize === events, 'all is receipted')
      const drain = performance.now() - draining
      const { user, system } = process.cpuUsage(before)
      await site.end()
      const count = async (sql: string) => Number((await client.query(sql)).rows[0].count)
      if ((await count('SELECT count(*) FROM bench_copy')) !== events) throw new Error('rows are missing')
      if ((await count(`SELECT count(*) FROM journal_events WHERE site_id = 'bench-1${round}'`)) !== events)
        throw new Error('events are missing at the hub')
      found.push({
        ratio: drain / copy_,
        drain: drain / 1000,
        copy: copy_ / 1000,
        processor: (user + system) / 1e6,
      })
    }
    wire = await bytesOnTheWire(hub, clinic.visits(5_000))
  } finally {
    await client.end()
  }
  const ratios = spread(found.map(({ ratio }) => ratio))
  return [
    {
      id: 'Y1',
      title: `drain a backlog of ${events.toLocaleString('en')} events to the last receipt ÷ COPY of the same lines (time)`,
      gate: 4,
      aim: 2.5,
      better: 'lower',
      value: ratios.median,
      unit: '×',
      details: {
        events,
        rounds: ratios,
        drainSeconds: spread(found.map(({ drain }) => drain)).median,
        siteProcessorSeconds: spread(found.map(({ processor }) => processor)).median,
        copySeconds: spread(found.map(({ copy }) => copy)).median,
      },
      leavesOut,
    },
    {
      id: 'Y3',
      title: 'bytes on the wire, headers included ÷ bytes of the JSON lines',
      gate: 0.2,
      aim: 0.12,
      better: 'lower',
      value: wire.bytes / wire.json,
      unit: '×',
      details: wire,
      leavesOut: 'TLS records; the answers of the hub',
    },
  ]
}

/** Counts what the site sends, at a door in front of the hub. */
async function bytesOnTheWire(hub: TestHub, facts: Awaited<ReturnType<typeof clinicFacts>>['prologue']) {
  let bytes = 0
  const door = createServer((socket) => {
    const behind = connect(Number(new URL(hub.url).port), '127.0.0.1')
    socket.on('data', (part) => {
      bytes += part.length
    })
    socket.pipe(behind).pipe(socket)
    for (const each of [socket, behind]) each.on('error', () => each.destroy())
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const { port } = door.address() as { port: number }
  const sites = await sitesOf({ ...hub, url: `http://127.0.0.1:${port}` })
  const site = await sites.site('bench-20', facts)
  const json = site.journal
    .lines(1, facts.length)
    .reduce((sum, { line }) => sum + Buffer.byteLength(line) + 1, 0)
  bytes = 0
  site.replicator.start()
  await until(() => site.replicator.status().receiptSize === facts.length, 'all is receipted')
  await site.end()
  door.close()
  return { bytes, json }
}

async function copy(client: pg.Client, lines: readonly string[]): Promise<void> {
  const escaped = (line: string) =>
    line.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n')
  function* rows() {
    for (let at = 0; at < lines.length; at += 500)
      yield lines
        .slice(at, at + 500)
        .map((line, index) => `${at + index + 1}\t${escaped(line)}\n`)
        .join('')
  }
  await pipeline(Readable.from(rows()), client.query(copyFrom('COPY bench_copy (seq, line) FROM STDIN')))
}

/** The registry has everything that was accepted. */
export async function projected(hub: TestHub): Promise<void> {
  for (let look = 0; look < 1_200; look += 1) {
    const [row] = await hub.query<{ behind: string }>(
      `SELECT coalesce(sum(h.size - coalesce(c.seq, 0)), 0) AS behind FROM journal_heads h
       LEFT JOIN projection_cursors c ON c.site_id = h.site_id AND c.epoch = h.epoch`,
    )
    if (Number(row!.behind) === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the hub did not catch up within two minutes')
}
