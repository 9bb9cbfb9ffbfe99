import type { BacklogInHand } from './press.ts'

/**
 * Receipts first: while a backlog pours in, only what is live is brought into the views and gets its cards.
 *
 *     a backlog pours in ├──────────── patience ────────────┤ slice ┤   rest   ├ slice ┤   rest   ├ … it ends ├ everything
 *                          live doses only, at once            a small part of the backlogs, live doses first
 *
 * A site has its receipts the sooner, and nobody stands at a desk for a dose of yesterday. But it may pour for an
 * hour, so after some seconds the views take their part of the time all the same, and figures are never older than
 * that part allows.
 *
 * Decides from what it is told; `now` in milliseconds of a steady clock.
 */
export class BacklogTurn {
  #came = 0
  #seenAt = Number.NEGATIVE_INFINITY
  #poursSince: number | null = null
  #restUntil = Number.NEGATIVE_INFINITY
  readonly #patience: number

  constructor({ patience = patienceMilliseconds } = {}) {
    this.#patience = patience
  }

  /** `everything`: nothing pours in. `slice`: a small part of the backlogs, then `rested`. `live`: no backlog now. */
  look(now: number, { inHand, came }: BacklogInHand): 'everything' | 'slice' | 'live' {
    const pours = inHand > 0 || came !== this.#came
    this.#came = came
    if (pours) {
      // Looks may be far apart, behind a long slice: only one that finds nothing ends it.
      this.#poursSince ??= now
      this.#seenAt = now
    } else if (now - this.#seenAt >= overMilliseconds) {
      this.#poursSince = null
    }
    if (this.#poursSince === null) return 'everything'
    return now - this.#poursSince < this.#patience || now < this.#restUntil ? 'live' : 'slice'
  }

  /** A slice was folded from `began` to `ended`. */
  rested(began: number, ended: number): void {
    this.#restUntil = ended + restTimes * (ended - began)
  }
}

/** Between two batches of one site are some milliseconds; longer without any, and the backlog is in. */
export const overMilliseconds = 200
/** One site's week is in by then; the summary of a country that returns is no older for it than a few seconds. */
export const patienceMilliseconds = 10_000
/** Of four moments the views have one, and the receipts three. */
export const restTimes = 3
/** A moment of its own is short: what is live waits behind it. */
export const linesOfSlice = 1_000
/** Of so many sites, those with the least first: a few lines of each of five hundred would cost more. */
export const journalsOfSlice = 20
/** Of a site that is up to date, no more than this is unfolded: as much as a batch that calls itself live may leave. */
export const liveLinesMax = 250
