/** What was asked of a process since the last look. Reasons are names of refusals: never a word that somebody typed. */
export type TrafficOfAMinute = {
  accepted: number
  refused: Record<string, number>
  /** Milliseconds from the request to its answer, refusals too; null when nobody asked. */
  answerMs: { p50: number; p99: number; max: number } | null
}

/** Counts requests and how long they took, in so little room that a crowd changes nothing: a times table of 5 % steps. */
export class Traffic {
  #accepted = 0
  #refused: Record<string, number> = {}
  #times = new Map<number, number>()
  #count = 0
  #max = 0

  accepted(count = 1): void {
    this.#accepted += count
  }

  refused(reason: string): void {
    this.#refused[reason] = (this.#refused[reason] ?? 0) + 1
  }

  answered(milliseconds: number): void {
    const step = Math.round(Math.log(Math.max(milliseconds, shortest)) / Math.log(ratio))
    this.#times.set(step, (this.#times.get(step) ?? 0) + 1)
    this.#count += 1
    this.#max = Math.max(this.#max, milliseconds)
  }

  /** What there was since the last time this was called. */
  take(): TrafficOfAMinute {
    const minute: TrafficOfAMinute = {
      accepted: this.#accepted,
      refused: this.#refused,
      answerMs:
        this.#count === 0
          ? null
          : { p50: this.#below(0.5), p99: this.#below(0.99), max: Math.round(this.#max * 10) / 10 },
    }
    this.#accepted = 0
    this.#refused = {}
    this.#times.clear()
    this.#count = 0
    this.#max = 0
    return minute
  }

  /** The time that `share` of all answers stayed below. */
  #below(share: number): number {
    const steps = [...this.#times].sort(([one], [other]) => one - other)
    let seen = 0
    for (const [step, count] of steps) {
      seen += count
      if (seen >= share * this.#count) return Math.round(ratio ** step * 10) / 10
    }
    return 0
  }
}

const ratio = 1.05
/** Milliseconds; below that nothing is told apart. */
const shortest = 0.1
