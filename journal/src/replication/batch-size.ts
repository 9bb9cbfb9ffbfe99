import type { LinkFailure } from './hub-link.ts'

/**
 * How many events go into the next batch, and how many batches may be under way at once.
 *
 * A batch should take about a second: long enough that its fixed costs do not count, short enough that a line that
 * breaks costs little. So it grows while answers are quick and halves when they are slow or do not come. Two under way
 * keep the line busy while the hub commits; the first one after a failure goes alone, because it may find out that
 * everything is different.
 */
export class BatchSize {
  #most: number
  readonly #inFlightMost: number
  #events: number
  #inFlight: number
  /** Receipts to wait for before two are under way again. */
  #alone = 0

  constructor({ start = 1_000, most = 2_000, inFlight = 2 } = {}) {
    this.#most = most
    this.#inFlightMost = inFlight
    this.#inFlight = inFlight
    this.#events = Math.min(start, most)
  }

  get events(): number {
    return this.#events
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** A receipt for `count` events came after `ms`. */
  answered(count: number, ms: number): void {
    if (ms > slowMs)
      this.#events = Math.max(eventsLeast(this.#most), Math.min(this.#events, Math.ceil(count / 2)))
    else if (ms < quickMs && count >= this.#events)
      this.#events = Math.min(this.#most, Math.ceil(this.#events * 1.5))
    this.#alone -= 1
    if (this.#alone <= 0) this.#inFlight = this.#inFlightMost
  }

  /** No receipt came. A hub that was only full, or a name that is gone, says nothing about the size. */
  failed(kind: LinkFailure): void {
    this.#goAlone(1)
    if (kind === 'timeout' || kind === 'server-error') this.#halve()
    if (kind === 'overloaded') this.#goAlone(8)
  }

  /** The hub takes no batch of this many, now or later. */
  tooLarge(count: number): void {
    this.#most = Math.max(1, Math.ceil(count / 2))
    this.#events = Math.min(this.#events, this.#most)
  }

  /** The second batch arrived before the first: two ways to the hub are not of one length. */
  overtaken(): void {
    this.#goAlone(8)
  }

  #halve(): void {
    this.#events = Math.max(eventsLeast(this.#most), Math.floor(this.#events / 2))
  }

  #goAlone(receipts: number): void {
    this.#inFlight = 1
    this.#alone = receipts
  }
}

const quickMs = 800
const slowMs = 4_000

/** On the slowest line a batch still carries some minutes of a clinic. */
const eventsLeast = (most: number) => Math.min(50, most)
