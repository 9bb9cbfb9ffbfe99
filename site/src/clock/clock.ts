import { readFileSync } from 'node:fs'

/** The one place where the site asks what time it is. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/**
 * A clock that somebody else moves, for rehearsals: the file holds one ISO instant.
 * A site with real data refuses to start with it (see `store/clock-guard.ts`).
 *
 * @throws when the file is missing or holds no instant: a rehearsal with a guessed time proves nothing.
 */
export function simulatedClock(file: string): Clock {
  return {
    now: () => {
      const text = readFileSync(file, 'utf8').trim()
      const time = new Date(text)
      if (Number.isNaN(time.getTime())) throw new Error(`The simulated clock ${file} holds no ISO instant`)
      return time
    },
  }
}
