import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Where a process takes the time from. The real one is `{ now: () => new Date() }`. */
export interface Clock {
  now(): Date
}

/** Always the same moment, given as an ISO 8601 string. */
export function fixedClock(instant: string): Clock {
  const date = parse(instant)
  return { now: () => new Date(date) }
}

/** Moves only when told to. */
export function manualClock(instant: string): ManualClock {
  let now = parse(instant).getTime()
  return {
    now: () => new Date(now),
    set: (next) => {
      now = parse(next).getTime()
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }) => {
      now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds
    },
  }
}

export interface ManualClock extends Clock {
  set(instant: string): void
  advance(by: {
    days?: number
    hours?: number
    minutes?: number
    seconds?: number
    milliseconds?: number
  }): void
}

/**
 * Reads the time from a file at each call: how a test moves the clock of another process, which is
 * started with `SENTRA_SIMULATED_CLOCK=<file>`.
 */
export function fileClock(file: string): Clock {
  return { now: () => parse(readFileSync(file, 'utf8').trim()) }
}

/** Sets that file. By rename, so that a reader sees the old moment or the new one, never half a line. */
export function setFileClock(file: string, instant: string | Date): void {
  const text = typeof instant === 'string' ? parse(instant).toISOString() : instant.toISOString()
  writeFileSync(`${file}.next`, `${text}\n`)
  renameSync(`${file}.next`, file)
}

function parse(instant: string): Date {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) throw new Error(`not a moment: ${JSON.stringify(instant)}`)
  return date
}
