import { readFileSync } from 'node:fs'

/** Where a site or a hub gets the time from. The journal stamps events with it and never orders by it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/**
 * A clock that somebody else moves, for rehearsals (`SENTRA_SIMULATED_CLOCK`): the file holds one ISO instant, and is
 * read at each call. Who has real data refuses to start with it.
 *
 * @throws when the file is missing or holds no instant: a rehearsal with a guessed time proves nothing.
 */
export function simulatedClock(file: string): Clock {
  return {
    now: () => {
      const text = readFileSync(file, 'utf8').trim()
      const time = new Date(text)
      if (Number.isNaN(time.getTime()))
        throw new Error(`SENTRA_SIMULATED_CLOCK: ${file} holds no ISO instant`)
      return time
    },
  }
}
