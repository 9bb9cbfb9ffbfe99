import { inflateSync } from 'node:zlib'
import type { NetworkAnswer, NetworkRequest } from '@sentra/testkit/faults'

/** Events that a hub with a long queue takes at once. */
const batchMax = 10

/**
 * A hub that has just come back and is busy: of each site it takes so many events an hour and says "later" to the rest,
 * as a hub does that is full.
 */
export class NarrowDoor {
  readonly #now: () => number
  readonly #bySite = new Map<string, { eventsPerMs: number; freeAt: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  narrow(site: string, eventsPerHour: number): void {
    this.#bySite.set(site, { eventsPerMs: eventsPerHour / 3_600_000, freeAt: this.#now() })
  }

  open(site: string): void {
    this.#bySite.delete(site)
  }

  /** What the hub says instead of taking the batch; null when it takes it. */
  refusal(site: string, request: NetworkRequest): NetworkAnswer | null {
    const door = this.#bySite.get(site)
    if (door === undefined || request.method !== 'PUT' || !request.path.includes('/events?')) return null
    const events = inflateSync(request.body).toString('utf8').split('\n').length - 1
    if (events === 0) return null
    if (events > batchMax) return answer(413, { error: 'batch-too-large' })
    const wait = door.freeAt - this.#now()
    if (wait > 0) return answer(503, { error: 'busy' }, Math.ceil(wait / 1_000))
    door.freeAt = this.#now() + events / door.eventsPerMs
    return null
  }
}

function answer(status: number, body: { error: string }, retryAfterSeconds?: number): NetworkAnswer {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
    body: Uint8Array.from(Buffer.from(JSON.stringify(body))),
  }
}
