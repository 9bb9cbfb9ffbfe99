import type { TrafficOfAMinute } from './traffic.ts'

/** Counts and states of the process besides its traffic. No names, no numbers of people. */
export type ProcessState = Record<string, unknown>

/**
 * Writes one line a minute: what was asked, what is waiting, how the process is. A minute in which nobody asked and
 * nothing changed is told once; then there is silence until there is something to tell.
 *
 * `state` is what a change of is worth a line; `figures` are told with it (memory goes up and down by itself).
 */
export function startSummary(options: {
  seconds: number
  take(): TrafficOfAMinute
  state(): ProcessState | Promise<ProcessState>
  figures(): ProcessState
  tell(line: ProcessState): void
}): { stop(): void } {
  let told = ''
  let busy = false
  const tell = async () => {
    if (busy) return
    busy = true
    try {
      const traffic = options.take()
      const state = await options.state()
      const quiet = traffic.answerMs === null && traffic.accepted === 0
      const now = quiet ? JSON.stringify(state) : ''
      if (quiet && now === told) return
      told = now
      options.tell({ seconds: options.seconds, ...traffic, ...state, ...options.figures() })
    } catch {
      // A database that is away is told by others; the next minute tries again.
    } finally {
      busy = false
    }
  }
  const timer = options.seconds > 0 ? setInterval(tell, options.seconds * 1_000) : undefined
  timer?.unref()
  return { stop: () => clearInterval(timer) }
}

/** Of this process, in megabytes. */
export const residentMegabytes = (): number => Math.round(process.memoryUsage.rss() / 1_000_000)
