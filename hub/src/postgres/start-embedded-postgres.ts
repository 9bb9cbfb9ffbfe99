import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import { claimOwnership, stopLeftovers } from './ownership.ts'
import { findPlace } from './place.ts'

/**
 * A real PostgreSQL for the hub that was given no `DATABASE_URL`.
 *
 *     dataDir/cluster        the data directory of PostgreSQL (or `dataDir/location` says where it is)
 *     dataDir/password       the one password of its one role, made at the first start, mode 0600
 *     dataDir/owner          the process that uses it; a second hub is refused
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
    const connect = (database: string) =>
      `postgres://sentra:${password}@127.0.0.1:${running.port}/${database}`
    await ensureDatabase(connect('postgres'))
    const exited = running.exited.finally(release)
    return {
      connectionString: connect('sentra'),
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
 * Stops a PostgreSQL whose hub is gone, without starting a new one. Nothing to do when there is none;
 * an error when a hub is using it.
 */
export async function stopOrphan(dataDir: string, log: PostgresLog = silent): Promise<void> {
  if (!existsSync(dataDir)) return
  const place = findPlace(dataDir)
  const release = claimOwnership(place.dataDir)
  await stopLeftovers(place.cluster, log).finally(release)
}

export type EmbeddedPostgres = {
  /** For `pg`; holds the password, so it is never logged. */
  connectionString: string
  /** Settles when PostgreSQL is gone, asked or not. A hub whose database left stops as well. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Stops it in order (fast shutdown). Safe to call twice. */
  stop(): Promise<void>
}

/** The part of a pino logger that is used here. */
export type PostgresLog = {
  info(details: object, message: string): void
  warn(details: object, message: string): void
}

const silent: PostgresLog = { info: () => {}, warn: () => {} }

/** The reason for each: durability first; then nothing about a person in a log file. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
}

type Running = { child: ChildProcess; port: number; exited: EmbeddedPostgres['exited'] }

async function launch(
  place: ReturnType<typeof findPlace>,
  program: string,
  log: PostgresLog,
): Promise<Running> {
  const started = Date.now()
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const logFile = join(place.dataDir, 'postgres.log')
    if (existsSync(logFile) && statSync(logFile).size > 5_000_000) renameSync(logFile, `${logFile}.1`)
    const output = openSync(logFile, 'a', 0o600)
    const from = statSync(logFile).size
    const argumentList = Object.entries({ ...settings, port }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ])
    // Its own process group: Ctrl-C in a terminal is for the hub, which stops PostgreSQL last.
    const child = spawn(program, ['-D', place.cluster, ...argumentList], {
      cwd: '/',
      env: { LC_ALL: 'C', PATH: process.env.PATH },
      stdio: ['ignore', output, output],
      detached: true,
      ...place.user,
    })
    closeSync(output)
    const exited = new Promise<Awaited<EmbeddedPostgres['exited']>>((resolve) => {
      child.once('error', () => resolve({ code: 1, signal: null }))
      child.once('exit', (code, signal) => resolve({ code, signal }))
    })
    if (await becomesReady(place.cluster, child, exited)) {
      log.info({ port, milliseconds: Date.now() - started }, 'PostgreSQL is ready')
      return { child, port, exited }
    }
    const said = readFileSync(logFile, 'utf8').slice(from).trim().split('\n').slice(-8).join('\n')
    // Between choosing the port and using it, another program may have taken it.
    if (attempt < 4 && said.includes('could not bind')) continue
    throw new Error(`PostgreSQL did not start. It said:\n${said}\nThe whole log is ${logFile}`)
  }
}

/** PostgreSQL writes `ready` into the eighth line of postmaster.pid; recovery after a crash comes before. */
async function becomesReady(
  cluster: string,
  child: ChildProcess,
  exited: Promise<unknown>,
): Promise<boolean> {
  let gone = false
  void exited.then(() => {
    gone = true
  })
  const file = join(cluster, 'postmaster.pid')
  while (!gone) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true
    await sleep(15)
  }
  return false
}

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

async function stopPostmaster(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  let gone = false
  const wait = exited.then(() => (gone = true))
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ] as const) {
    if (gone || child.exitCode !== null || child.signalCode !== null) break
    child.kill(signal)
    await Promise.race([wait, sleep(seconds * 1000, undefined, { ref: false })])
  }
  await exited
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
