import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Starts a real process on the same Node and waits until it says it is ready.
 *
 * Its environment is what the test gives it and a few harmless variables, so a `SENTRA_…` or
 * `DATABASE_URL` of the person who runs the tests never leaks in. Whatever the test forgets to stop is
 * killed when the test process ends.
 */
export async function startProcess(options: {
  /** The file to run, and its arguments. */
  script: string
  arguments?: string[]
  /** Of Node, before the script. */
  flags?: readonly string[]
  env?: Record<string, string>
  cwd?: string
  /** The line of standard output that means ready; `null`: do not wait. */
  ready?: RegExp | null
  timeoutSeconds?: number
}): Promise<StartedProcess> {
  const child = spawn(
    process.execPath,
    [...(options.flags ?? []), options.script, ...(options.arguments ?? [])],
    {
      cwd: options.cwd ?? process.cwd(),
      env: { ...harmless(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  running.add(child)
  const lines: string[] = []
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream.setEncoding('utf8').on('data', (part: string) => {
      const pieces = (rest + part).split('\n')
      rest = pieces.pop() ?? ''
      lines.push(...pieces)
      tell()
    })
  }
  let end: ProcessEnd | undefined
  const exited = new Promise<ProcessEnd>((resolve) => {
    const finish = (code: number | null, signal: NodeJS.Signals | null) => {
      end = { code, signal }
      running.delete(child)
      resolve(end)
      tell()
    }
    child.once('error', () => finish(1, null))
    child.once('close', finish)
  })
  const what = [options.script, ...(options.arguments ?? [])].join(' ')
  const waitForLine = (pattern: RegExp, timeoutSeconds = 60): Promise<string> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => settle(`did not print ${pattern} within ${timeoutSeconds} s`),
        timeoutSeconds * 1000,
      )
      const settle = (problem?: string, line = '') => {
        clearTimeout(timer)
        listeners.delete(look)
        if (problem === undefined) resolve(line)
        else reject(new Error(`${what} ${problem}. Its last lines:\n${lines.slice(-40).join('\n')}`))
      }
      const look = () => {
        const line = lines.find((candidate) => pattern.test(candidate))
        if (line !== undefined) settle(undefined, line)
        else if (end) settle(`ended with ${end.signal ?? `code ${end.code}`}`)
      }
      listeners.add(look)
      look()
    })

  const started: StartedProcess = {
    pid: child.pid ?? -1,
    lines,
    output: () => lines.join('\n'),
    waitForLine,
    exited,
    isRunning: () => end === undefined,
    kill: async (signal = 'SIGKILL') => {
      child.kill(signal)
      return exited
    },
    stop: async () => {
      child.kill('SIGTERM')
      const inTime = await Promise.race([exited, sleep(20_000, undefined, { ref: false })])
      if (inTime) return inTime
      child.kill('SIGKILL')
      await exited
      throw new Error(
        `${what} did not stop within 20 s of SIGTERM. Its last lines:\n${lines.slice(-40).join('\n')}`,
      )
    },
  }
  if (options.ready !== null) {
    try {
      await waitForLine(options.ready ?? /"ready":true/, options.timeoutSeconds ?? 60)
    } catch (error) {
      await started.kill()
      throw error
    }
  }
  return started
}

export type ProcessEnd = { code: number | null; signal: NodeJS.Signals | null }

export type StartedProcess = {
  pid: number
  /** Standard output and standard error, line by line, as they came. */
  lines: readonly string[]
  output(): string
  /** The first line that matches, already printed or still to come. */
  waitForLine(pattern: RegExp, timeoutSeconds?: number): Promise<string>
  exited: Promise<ProcessEnd>
  isRunning(): boolean
  /** Sends a signal (SIGKILL when none is named) and waits for the end. */
  kill(signal?: NodeJS.Signals): Promise<ProcessEnd>
  /** SIGTERM; an error when it does not end within 20 s. */
  stop(): Promise<ProcessEnd>
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

function harmless(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'CHROMIUM_PATH']
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}
