import { realTimer, type Timer } from './timer.ts'

/**
 * Holds back by itself what an overloaded hub would refuse anyway (the adaptive throttling of Google's SRE book,
 * chapter 21): over the last two minutes at most about twice as many calls are made as were answered.
 *
 * Calls that nobody heard do not count: a hub that is away is not loaded by them, and its return should be noticed.
 * Nor do calls that were held back: each waits as long as a failed one would have, and after two quiet minutes the way
 * is free in any case.
 */
export class ClientThrottle {
  readonly #timer: Timer
  readonly #windowMs: number
  #calls: { at: number; answered: boolean }[] = []

  constructor(timer: Timer = realTimer, windowMs = usualWindowMs) {
    this.#timer = timer
    this.#windowMs = windowMs
  }

  /** A call reached the hub, and it did, or did not, do what was asked. */
  heard(answered: boolean): void {
    this.#calls.push({ at: this.#timer.now(), answered })
    if (this.#calls.length > callsMax) this.#calls.shift()
  }

  /** Whether the next call is better not made. `chance` is in [0, 1). */
  holdsBack(chance: number): boolean {
    const since = this.#timer.now() - this.#windowMs
    while (this.#calls.length > 0 && this.#calls[0]!.at < since) this.#calls.shift()
    const made = this.#calls.length
    const answered = this.#calls.filter((call) => call.answered).length
    return chance < Math.max(0, (made - allowance * answered) / (made + 1))
  }

  /** There is news of the hub: what it did before says nothing any more. */
  forget(): void {
    this.#calls = []
  }
}

/** Longer than the slowest answer is waited for. */
const usualWindowMs = 120_000
/** Of each two calls one may fail before any is held back: the other side recovers, and somebody has to notice. */
const allowance = 2
const callsMax = 1_000
