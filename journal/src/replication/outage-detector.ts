import type { LinkFailure } from './hub-link.ts'

/**
 * Up, slow or down: says so only when it is sure, so that one lost packet is not an outage and one lucky answer not
 * its end. Pure: time comes with the observations, and the same observations give the same changes.
 *
 *            2 failures in a row                 2 failures in a row
 *        ┌──────────────────────▶ down ◀──────────────────────┐
 *        up ◀──── 2 successes ─────┘                          slow
 *        └──────── p95 above 3 s, or "later" twice ───────────▶│
 *        ▲──────── p95 below 2 s again ────────────────────────┘
 */
export interface LinkObservation {
  /** When the try ended: ISO, by the site's clock. For people; nothing is ordered by it. */
  readonly at: string
  readonly outcome: 'ok' | LinkFailure
  readonly latencyMs: number
}

export type LinkState = 'up' | 'slow' | 'down'

export type OutageCause = Exclude<LinkFailure, 'overloaded' | 'rejected'> | 'slow'

export interface LinkTransition {
  readonly from: LinkState
  readonly to: LinkState
  /** When it really began: the first of the tries that led to it. */
  readonly since: string
  readonly cause?: OutageCause
}

export interface DetectorRules {
  readonly failuresToDown: number
  readonly successesToUp: number
  readonly slowAboveMs: number
  readonly fastBelowMs: number
  /** How many answers the 95th percentile is taken over, at least and at most. */
  readonly latenciesMin: number
  readonly latenciesMax: number
}

export const usualDetectorRules: DetectorRules = {
  failuresToDown: 2,
  successesToUp: 2,
  slowAboveMs: 3_000,
  fastBelowMs: 2_000,
  latenciesMin: 5,
  latenciesMax: 20,
}

export class OutageDetector {
  readonly #rules: DetectorRules
  #state: LinkState
  #failures: LinkObservation[] = []
  #successes: LinkObservation[] = []
  #overloads: LinkObservation[] = []
  #latencies: number[] = []

  constructor(rules: DetectorRules = usualDetectorRules, state: LinkState = 'up') {
    this.#rules = rules
    this.#state = state
  }

  get state(): LinkState {
    return this.#state
  }

  /** Takes one observation in; answers with the change of state it completes, or null. */
  observe(observation: LinkObservation): LinkTransition | null {
    const { outcome } = observation
    // A hub that says "no" or "later" is there.
    if (outcome === 'ok' || outcome === 'rejected') return this.#answered(observation)
    if (outcome === 'overloaded') return this.#overloaded(observation)
    return this.#failed(observation, outcome)
  }

  #failed(observation: LinkObservation, cause: OutageCause): LinkTransition | null {
    this.#successes = []
    this.#overloads = []
    this.#failures.push(observation)
    if (this.#state === 'down' || this.#failures.length < this.#rules.failuresToDown) return null
    this.#latencies = []
    return this.#change('down', this.#failures[0]!.at, cause)
  }

  #overloaded(observation: LinkObservation): LinkTransition | null {
    this.#failures = []
    this.#successes = []
    this.#overloads.push(observation)
    if (this.#state === 'slow' || this.#overloads.length < 2) return null
    return this.#change('slow', this.#overloads[0]!.at, 'slow')
  }

  #answered(observation: LinkObservation): LinkTransition | null {
    this.#failures = []
    this.#overloads = []
    this.#successes.push(observation)
    this.#latencies = [...this.#latencies, observation.latencyMs].slice(-this.#rules.latenciesMax)
    const slow = this.#p95() > this.#rules.slowAboveMs
    const fast = this.#p95() < this.#rules.fastBelowMs
    if (this.#state === 'up') return slow ? this.#change('slow', observation.at, 'slow') : null
    if (this.#successes.length < this.#rules.successesToUp) return null
    if (this.#state === 'down')
      return slow ? this.#change('slow', this.#since(), 'slow') : this.#change('up', this.#since())
    return fast ? this.#change('up', this.#since()) : null
  }

  #since(): string {
    return this.#successes.at(-this.#rules.successesToUp)!.at
  }

  /** Too few answers say nothing about speed: 0 when there is nothing against it. */
  #p95(): number {
    if (this.#latencies.length < this.#rules.latenciesMin) return 0
    const sorted = this.#latencies.toSorted((left, right) => left - right)
    return sorted[Math.ceil(sorted.length * 0.95) - 1]!
  }

  #change(to: LinkState, since: string, cause?: OutageCause): LinkTransition {
    const from = this.#state
    this.#state = to
    this.#failures = []
    this.#successes = []
    this.#overloads = []
    return cause === undefined ? { from, to, since } : { from, to, since, cause }
  }
}
