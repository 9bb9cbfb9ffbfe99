import type { Consequence, FaultName } from './fault-names.ts'

/** How often each fault has happened in a run. */
export class FaultCounts {
  readonly #counts = new Map<string, number>()

  add(what: FaultName | Consequence, count = 1): void {
    if (count > 0) this.#counts.set(what, this.of(what) + count)
  }

  of(what: FaultName | Consequence): number {
    return this.#counts.get(what) ?? 0
  }

  all(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([one], [other]) => (one < other ? -1 : 1)))
  }
}
