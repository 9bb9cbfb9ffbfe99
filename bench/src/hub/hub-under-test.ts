import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { emptyFrontier, formatVkey, frontierRoot, generateLogKey, siteVerifier } from '@sentra/journal'
import { makeTempDir } from '@sentra/testkit'
import { openHubIdentity } from '../../../hub/src/issue/hub-identity.ts'
import { keysPassphrase } from '../../../hub/src/issue/passphrase.ts'
import { findPlace } from '../../../hub/src/postgres/place.ts'
import type { Database } from '../../../hub/src/store/database.ts'
import { startHubOn } from '../../../hub/src/testing/hub-on-database.ts'
import { startTestDatabase } from '../../../hub/src/testing/test-database.ts'
import { BenchLog } from './bench-site-log.ts'
import { RawClient } from './raw-client.ts'

/** A real hub process on a real PostgreSQL of its own, both as they are for a ministry, on this machine. */
export type HubUnderTest = {
  port: number
  pid: number
  database: Database
  connectionString: string
  /** New sites, enrolled. */
  sites(count: number): Promise<BenchLog[]>
  clients(count: number): Promise<RawClient[]>
  /** Waits until every event is in the views; throws when a minute passes in which the views got no further. */
  folded(): Promise<void>
  /** The same for the national cards. */
  signed(): Promise<void>
  /** The secret that keys the numbers of patients. */
  secret(): Promise<Uint8Array>
  /** Milliseconds of processor that the hub and PostgreSQL have used. */
  processor(): { hub: number; postgres: number }
  residentMegabytes(): number
  end(): Promise<void>
}

export async function startHubUnderTest(): Promise<HubUnderTest> {
  const store = await startTestDatabase(new Date(), { withKeys: false })
  const data = makeTempDir('bench-hub')
  const hub = await startHubOn(store.connectionString, data)
  const port = Number(new URL(hub.url).port)
  const open: RawClient[] = []
  const postmaster = Number(
    readFileSync(join(findPlace(join(store.folder, 'postgres')).cluster, 'postmaster.pid'), 'utf8').split(
      '\n',
    )[0],
  )
  let made = 0
  return {
    port,
    pid: hub.process.pid,
    database: store.database,
    connectionString: store.connectionString,
    sites: async (count) => {
      const logs = Array.from(
        { length: count },
        (_, index) => new BenchLog(`bench-${made + index + 1}`, generateLogKey()),
      )
      made += count
      await enrol(store.database, logs)
      return logs
    },
    clients: async (count) => {
      const clients = await Promise.all(Array.from({ length: count }, () => RawClient.open(port)))
      open.push(...clients)
      return clients
    },
    folded: () => reached(store.database, 'folded'),
    signed: () => reached(store.database, 'seq'),
    secret: async () => {
      const folder = join(data, 'hub')
      const passphrase = keysPassphrase(folder, process.env).text
      return (await openHubIdentity(store.database, folder, new Date(), { passphrase })).secret
    },
    processor: () => ({ hub: processorOf([hub.process.pid]), postgres: processorOf(familyOf(postmaster)) }),
    residentMegabytes: () => {
      const status = readFileSync(`/proc/${hub.process.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
    },
    end: async () => {
      for (const client of open) client.close()
      await hub.process.stop()
      await store.stop()
      rmSync(data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A projector that stands still must not hold the bench: one that is slow may. */
async function reached(database: Database, cursor: 'folded' | 'seq'): Promise<void> {
  let before = Number.NaN
  let until = 0
  for (;;) {
    const [row] = await database.query<{ behind: number }>(
      `SELECT coalesce(sum(h.size - coalesce(c.${cursor}, 0)), 0)::bigint AS behind
       FROM journal_heads h LEFT JOIN projection_cursors c USING (site_id, epoch)`,
    )
    const { behind } = row!
    if (behind === 0) return
    if (behind !== before) until = performance.now() + 60_000
    if (performance.now() > until) throw new Error(`${behind} events were in no view for a minute`)
    before = behind
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** As an enrolment would leave them. Over HTTP one address may try two codes a second, which is no part of what is measured. */
async function enrol(database: Database, logs: readonly BenchLog[]): Promise<void> {
  const rows = logs.map(({ site, key }) => ({ site, key: formatVkey(siteVerifier(site, 1, key)) }))
  await database.query(
    `INSERT INTO sites (site_id, site_name, region, time_zone, epoch, log_key, state, enrolled_at)
     SELECT site, site, 'bench', 'Asia/Jakarta', 1, key, 'active', $2
     FROM jsonb_to_recordset($1::jsonb) AS row (site text, key text)`,
    [JSON.stringify(rows), new Date()],
  )
  await database.query(
    `INSERT INTO journal_heads (site_id, epoch, size, frontier, root, updated_at)
     SELECT site, 1, 0, '', $2, $3 FROM jsonb_to_recordset($1::jsonb) AS row (site text)`,
    [JSON.stringify(rows), Buffer.from(frontierRoot(emptyFrontier)), new Date()],
  )
}

function familyOf(postmaster: number): number[] {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    return statOf(Number(name))?.[1] === String(postmaster)
  })
  return [postmaster, ...children.map(Number)]
}

/** User and system time, in milliseconds; the clock of the kernel ticks a hundred times a second. */
function processorOf(pids: readonly number[]): number {
  let ticks = 0
  for (const pid of pids) {
    const fields = statOf(pid)
    if (fields) ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks * 10
}

function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
