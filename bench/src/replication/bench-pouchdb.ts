import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestHub } from '../../../hub/src/testing/test-hub.ts'
import { freePort } from '../../../testkit/src/process/free-port.ts'
import { spread } from '../interleave.ts'
import type { BenchResult, SkippedBench } from '../report.ts'
import { clinicFacts } from '../site/day-of-events.ts'
import { projected } from './bench-drain.ts'
import { sitesOf, until } from './sites-of-hub.ts'

const folder = fileURLToPath(new URL('../../yardsticks/', import.meta.url))
const events = 2_000

interface PouchDatabase {
  bulkDocs(docs: object[]): Promise<unknown>
  replicate: { to(url: string, options: object): Promise<{ docs_written: number }> }
  destroy(): Promise<unknown>
}

/** Y2: the same events from PouchDB to its server, which many offline clinics are built on. */
export async function benchPouchdb(hub: TestHub, rounds: number): Promise<BenchResult | SkippedBench> {
  if (!existsSync(`${folder}node_modules/pouchdb-server`))
    return {
      id: 'Y2',
      skipped: 'run npm install --prefix bench/yardsticks --ignore-scripts to fetch pouchdb-server',
    }
  const PouchDB = createRequire(`${folder}package.json`)('pouchdb') as new (name: string) => PouchDatabase
  const place = mkdtempSync(join(tmpdir(), 'sentra-pouch-'))
  const port = await freePort()
  const server = await startServer(place, port)
  const clinic = await clinicFacts()
  const sites = await sitesOf(hub)
  const found: { ours: number; theirs: number }[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      const site = await sites.site(`bench-4${round}`, clinic.visits(events))
      const docs = site.journal.read(1, events).map((event) => ({ _id: event.eventId, ...event }))
      await projected(hub)
      const draining = performance.now()
      site.replicator.start()
      await until(() => site.replicator.status().receiptSize === events, 'all is receipted')
      const ours = events / (performance.now() - draining)
      await site.end()

      const local = new PouchDB(join(place, `local-${round}`))
      await local.bulkDocs(docs)
      const replicating = performance.now()
      const { docs_written: written } = await local.replicate.to(`http://127.0.0.1:${port}/site-${round}`, {
        batch_size: 1_000,
        batches_limit: 3,
      })
      const theirs = events / (performance.now() - replicating)
      if (written !== events) throw new Error(`${written} of ${events} documents arrived`)
      await local.destroy()
      found.push({ ours: 1000 * ours, theirs: 1000 * theirs })
    }
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill()
    await ended
    rmSync(place, { recursive: true, force: true })
  }
  const ratios = spread(found.map(({ ours, theirs }) => ours / theirs))
  return {
    id: 'Y2',
    title: 'drain ÷ PouchDB to pouchdb-server, events a second',
    gate: 6,
    aim: 12,
    better: 'higher',
    value: ratios.median,
    unit: '×',
    details: {
      events,
      rounds: ratios,
      drainPerSecond: Math.round(spread(found.map(({ ours }) => ours)).median),
      pouchdbPerSecond: Math.round(spread(found.map(({ theirs }) => theirs)).median),
    },
    leavesOut: 'TLS; theirs has no signatures, no receipts and no registry, and does not sync to the disk',
  }
}

async function startServer(place: string, port: number): Promise<ChildProcess> {
  const script = `${folder}node_modules/pouchdb-server/bin/pouchdb-server`
  const options = {
    port,
    host: '127.0.0.1',
    dir: place,
    config: join(place, 'config.json'),
    log: join(place, 'log'),
  }
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  const server = spawn(process.execPath, [script, ...words, '--no-stdout-logs'], {
    cwd: place,
    stdio: 'ignore',
  })
  for (let look = 0; look < 120; look += 1) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/`)).ok) return server
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  server.kill()
  throw new Error('pouchdb-server did not start within 30 s')
}
