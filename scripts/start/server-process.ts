import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

export type Credential = { where: string; who: string; role: string; pin: string }

export type ServerProcess = {
  name: string
  logFile: string
  /** Settles when it says it is ready, or has ended before that. */
  ready: Promise<boolean>
  /** What it wants shown once; kept in memory only. */
  credentials: Credential[]
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  hasExited(): boolean
  /** The last things it said, for the person who must find out why it ended. */
  lastLines(): string[]
  /** SIGTERM, and SIGKILL after so many seconds. True when it ended by itself in time. */
  stop(seconds: number): Promise<boolean>
  kill(): void
}

/**
 * Runs one server (site or hub) as a process of its own.
 *
 * What it prints goes to its log file, except first-run credentials, which are never written anywhere.
 * Its process group is its own: Ctrl-C in a terminal reaches `npm start` alone, which stops the servers
 * in the right order.
 */
export function startServer(options: {
  name: string
  script: string
  /** Of Node, before the script. */
  flags?: readonly string[]
  env: NodeJS.ProcessEnv
  logFile: string
  /** Told of each warning and error it logs. */
  onWarning: (line: string) => void
  /** Told of each line of JSON it prints. */
  onRecord?: (record: LogRecord) => void
}): ServerProcess {
  const { name, logFile } = options
  const log = openLog(logFile)
  const stopWithParent = pathToFileURL(join(import.meta.dirname, 'stop-with-parent.mjs')).href
  const child = spawn(
    process.execPath,
    [...(options.flags ?? []), '--import', stopWithParent, options.script],
    {
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    },
  )
  const credentials: Credential[] = []
  const recent: string[] = []
  let ended = false
  const exited = new Promise<Awaited<ServerProcess['exited']>>((resolve) => {
    const finish = (code: number | null, signal: NodeJS.Signals | null) => {
      ended = true
      closeSync(log)
      resolve({ code, signal })
    }
    child.once('error', () => finish(1, null))
    child.once('close', finish)
  })
  const ready = new Promise<boolean>((resolve) => {
    const hear = (line: string) => {
      if (line.startsWith(credentialsPrefix)) {
        const told = JSON.parse(line.slice(credentialsPrefix.length)) as Omit<Credential, 'where'>[]
        credentials.push(...told.map((credential) => ({ where: name, ...credential })))
        return
      }
      if (!ended) writeSync(log, `${line}\n`)
      const record = parseRecord(line)
      const said = record ? inOneLine(record) : line
      recent.push(said)
      if (recent.length > 20) recent.shift()
      if (record?.ready === true) resolve(true)
      if (record?.level !== undefined && record.level >= warning) options.onWarning(`${name}: ${said}`)
      if (record) options.onRecord?.(record)
    }
    for (const stream of [child.stdout, child.stderr]) eachLine(stream!, hear)
    void exited.then(() => resolve(false))
  })
  return {
    name,
    logFile,
    ready,
    credentials,
    exited,
    hasExited: () => ended,
    lastLines: () => recent,
    stop: async (seconds) => {
      if (!ended) child.kill('SIGTERM')
      if (await Promise.race([exited, sleep(seconds * 1000, undefined, { ref: false })])) return true
      child.kill('SIGKILL')
      await exited
      return false
    },
    kill: () => child.kill('SIGKILL'),
  }
}

const credentialsPrefix = 'SENTRA-CREDENTIALS '

/** One older log is kept; 20 MB is some days of a busy centre. */
function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true })
  if (existsSync(file) && statSync(file).size > 20_000_000) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

function eachLine(stream: NodeJS.ReadableStream, hear: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (part: string) => {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(line)
  })
  stream.on('end', () => {
    if (rest !== '') hear(rest)
  })
}

/** A line of pino, as far as it is of interest here. */
export type LogRecord = {
  level?: number
  msg?: string
  error?: unknown
  ready?: boolean
  enrolled?: boolean
  /** Of the site, when it is ready and serves https. */
  tlsPort?: number
  tlsAddresses?: string[]
  fingerprint?: string
}

/** pino's number for `warn`; errors are above it. */
const warning = 40

function parseRecord(line: string): LogRecord | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line) as LogRecord
  } catch {
    return undefined
  }
}

function inOneLine({ msg = '', error }: LogRecord): string {
  return error === undefined ? msg : `${msg}: ${typeof error === 'string' ? error : JSON.stringify(error)}`
}
