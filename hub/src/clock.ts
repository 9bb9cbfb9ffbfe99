import { readFileSync } from 'node:fs'

/** Where the hub takes the time from. Rules and SQL get it as a value; PostgreSQL's own clock is not used. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** Reads an ISO 8601 moment from a file at each call: for rehearsals (`SENTRA_SIMULATED_CLOCK`). */
export function simulatedClock(file: string): Clock {
  return {
    now: () => {
      const text = readFileSync(file, 'utf8').trim()
      const date = new Date(text)
      if (Number.isNaN(date.getTime())) throw new Error(`SENTRA_SIMULATED_CLOCK: ${file} holds no moment`)
      return date
    },
  }
}

/** The calendar day somewhere, YYYY-MM-DD. */
export function localDateIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)
}
