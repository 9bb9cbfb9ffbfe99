import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import { claimOwnership, isInUse, stopLeftovers } from './ownership.ts'
import { findPlace } from './place.ts'
import { launch, type ProcessEnd, stopPostmaster } from './postmaster.ts'

/**
 * A real PostgreSQL for the hub that was given no `DATABASE_URL`.
 *
 *     dataDir/cluster        the data directory of PostgreSQL (or `dataDir/location` says where it is)
 *     dataDir/password       the one password of its one role, made at the first start, mode 0600
 *     dataDir/in-use         its lock says that a hub uses it; a second one is refused
 *     dataDir/postgres.log   what PostgreSQL says; no statement and no value ever appears in it
 *
 * It promises what a hub needs to sign a receipt: fsync is on, checksums are on, and a commit that was
 * acknowledged survives SIGKILL and power loss. It listens on loopback alone, on a port the system chose.
 * A PostgreSQL that outlived its hub is stopped at the next start. It never runs as root.
 */
export async function startEmbeddedPostgres(options: {
  /** Directory for everything named above; made when missing. */
  dataDir: string
  log?: PostgresLog
}): Promise<EmbeddedPostgres> {
  const log = options.log ?? silent
  const place = findPlace(options.dataDir)
  if (place.moved) {
    log.info(
      { cluster: place.cluster },
      'the data directory lies where only root may go; PostgreSQL keeps its files here',
    )
  }
  const release = claimOwnership(place.dataDir)
  try {
    await stopLeftovers(place.cluster, log)
    const binaries = findBinaries(place, log)
    const password = await ensureCluster(place, binaries, log)
    const running = await launch(place, binaries.postgres, log)
    const exited = running.exited.finally(release)
    try {
      await ensureDatabase(connectionString(password, running.port, 'postgres'))
    } catch (error) {
      await stopPostmaster(running.child, exited)
      throw error
    }
    return {
      connectionString: connectionString(password, running.port, 'sentra'),
      exited,
      stop: async () => {
        await stopPostmaster(running.child, exited)
        log.info({}, 'PostgreSQL stopped')
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/**
 * Stops a PostgreSQL whose hub is gone, without starting a new one. Nothing to do when there is none, and
 * one that a living hub uses is left alone.
 */
export async function stopOrphan(dataDir: string, log: PostgresLog = silent): Promise<void> {
  if (!existsSync(dataDir) || isInUse(dataDir)) return
  const place = findPlace(dataDir)
  const release = claimOwnership(place.dataDir)
  await stopLeftovers(place.cluster, log).finally(release)
}

/**
 * How to reach the PostgreSQL of a hub that runs now on this machine; undefined when none does. For the
 * command line: whoever may read the password file may use the database.
 */
export function connectionOfRunning(dataDir: string): string | undefined {
  const passwordFile = join(dataDir, 'password')
  if (!existsSync(passwordFile)) return undefined
  const lockFile = join(findPlace(dataDir).cluster, 'postmaster.pid')
  if (!isInUse(dataDir) || !existsSync(lockFile)) return undefined
  const port = Number(readFileSync(lockFile, 'utf8').split('\n')[3])
  return connectionString(readFileSync(passwordFile, 'utf8').trim(), port, 'sentra')
}

export type EmbeddedPostgres = {
  /** For `pg`; holds the password, so it is never logged. */
  connectionString: string
  /** Settles when PostgreSQL is gone, asked or not. A hub whose database left stops as well. */
  exited: Promise<ProcessEnd>
  /** Stops it in order (fast shutdown). Safe to call twice. */
  stop(): Promise<void>
}

/** The part of a pino logger that is used here. */
export type PostgresLog = {
  info(details: object, message: string): void
  warn(details: object, message: string): void
}

function connectionString(password: string, port: number, database: string): string {
  return `postgres://sentra:${password}@127.0.0.1:${port}/${database}`
}

const silent: PostgresLog = { info: () => {}, warn: () => {} }

async function ensureDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', ['sentra'])
    if (found.rowCount === 0) await client.query('CREATE DATABASE sentra')
  } finally {
    await client.end()
  }
}
