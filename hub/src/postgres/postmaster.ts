import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './place.ts'

/** The reason for each: durability first; then fewer whole pages in the log of changes; then nothing about a person in a log file. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
}

export type ProcessEnd = { code: number | null; signal: NodeJS.Signals | null }
export type Running = { child: ChildProcess; port: number; exited: Promise<ProcessEnd> }

/** Starts PostgreSQL on a free port of loopback and waits until it answers, recovery after a crash included. */
export async function launch(
  place: Place,
  program: string,
  log: { info(details: object, message: string): void },
  wishedPort?: number,
): Promise<Running> {
  const started = Date.now()
  for (let attempt = 1; ; attempt += 1) {
    const port = wishedPort ?? (await freePort())
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
    const exited = new Promise<ProcessEnd>((resolve) => {
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

/** PostgreSQL writes `ready` (or `standby`) into the eighth line of postmaster.pid; recovery after a crash comes before. */
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
    if (Number(lines[0]) === child.pid && /^(ready|standby)$/.test(lines[7]?.trim() ?? '')) return true
    await sleep(15)
  }
  return false
}

/** Fast shutdown; then without waiting for anybody; then by force. */
export async function stopPostmaster(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
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
