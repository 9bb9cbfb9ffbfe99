import {
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { findBinaries } from '../postgres/binaries.ts'
import { findPlace, type Place } from '../postgres/place.ts'
import { launch, stopPostmaster } from '../postgres/postmaster.ts'

const silent = { info: () => {}, warn: () => {} }

export type Standby = {
  connectionString: string
  /** Makes it the primary. */
  promote(): Promise<void>
  /** Stops it in order; `start` goes on where it was. */
  stop(): Promise<void>
  start(): Promise<void>
}

/**
 * A second PostgreSQL that follows the first one by streaming replication, made by an online backup with the means of
 * the server alone. `dataDir` is that of the first.
 */
export async function startStandby(primaryUrl: string, dataDir: string): Promise<Standby> {
  const primary = findPlace(dataDir)
  const place: Place = { ...primary, dataDir: `${dataDir}-standby`, cluster: `${primary.cluster}-standby` }
  mkdirSync(place.dataDir, { recursive: true })
  const client = new pg.Client({ connectionString: primaryUrl })
  await client.connect()
  await client.query(`SELECT pg_backup_start('standby', true)`)
  // What vanishes while it is copied is in the write-ahead log.
  rmSync(place.cluster, { recursive: true, force: true })
  cpSync(primary.cluster, place.cluster, {
    recursive: true,
    filter: (path) => !/postmaster\.(pid|opts)$|pg_internal\.init|\/pgsql_tmp/.test(path),
  })
  const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop(false)')
  await client.end()
  const { hostname, port, username, password } = new URL(primaryUrl)
  writeFileSync(join(place.cluster, 'backup_label'), rows[0].labelfile as string)
  writeFileSync(join(place.cluster, 'standby.signal'), '')
  const conninfo = `host=${hostname} port=${port} user=${username} password=${password} application_name=standby`
  const own = `primary_conninfo = '${conninfo}'\nwal_receiver_timeout = '5s'\nwal_retrieve_retry_interval = '100ms'\n`
  const settings = join(place.cluster, 'postgresql.auto.conf')
  writeFileSync(settings, `${readFileSync(settings, 'utf8')}${own}`)
  giveAway(place.cluster, place)

  const { postgres } = findBinaries(primary, silent)
  let running = await launch(place, postgres, silent)
  const fixedPort = running.port
  const connectionString = primaryUrl.replace(/:\d+\//, `:${fixedPort}/`)
  return {
    connectionString,
    promote: async () => {
      const own = new pg.Client({ connectionString })
      await own.connect()
      await own.query('SELECT pg_promote(true, 30)')
      await own.end()
    },
    stop: () => stopPostmaster(running.child, running.exited),
    start: async () => {
      running = await launch(place, postgres, silent, fixedPort)
    },
  }
}

/** SIGKILL, as a power cut would: the postmaster and with it all its processes. */
export function killPostgres(dataDir: string): void {
  const pid = Number(readFileSync(join(findPlace(dataDir).cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
  const family = readdirSync('/proc').filter((each) => {
    try {
      return readFileSync(`/proc/${each}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid)
    } catch {
      return false
    }
  })
  for (const each of [pid, ...family.map(Number)]) {
    try {
      process.kill(each, 'SIGKILL')
    } catch {
      // It went with its parent.
    }
  }
}

function giveAway(path: string, place: Place): void {
  if (!('uid' in place.user)) return
  chownSync(path, place.user.uid, place.user.gid)
  if (!statSync(path).isDirectory()) return
  for (const name of readdirSync(path)) giveAway(join(path, name), place)
}
