import type { ClockTrouble } from '@sentra/contract'
import type { Journal } from '@sentra/journal'
import type { Clock } from '../clock/clock.ts'
import type { Database } from '../store/database.ts'
import { dropFact, readFact, writeFact } from '../store/site-facts.ts'
import { clockTrouble } from './clock-trouble.ts'

/** At the start so many of the last records are looked at; what was noticed before is kept as a fact. */
const lookBackEvents = 1_000

/**
 * Remembers the latest time that any record was given, so that a clock that fell back is known as such also after
 * records were made by it. It is forgotten when the clock has come past it, or when the hub's clock agrees with ours:
 * then it was the time of before that was wrong.
 */
export class ClockWatch {
  readonly #options
  #seen: number
  #latest = Number.NEGATIVE_INFINITY

  constructor(options: { readonly journal: Journal; readonly db: Database; readonly clock: Clock }) {
    this.#options = options
    this.#seen = Math.max(0, options.journal.size - lookBackEvents)
    const kept = readFact(options.db, 'latest-time')
    if (kept !== null) this.#latest = Date.parse(kept)
  }

  /** `hubAheadMs`: what the hub said lately, null when it did not. */
  view(hubAheadMs: number | null): ClockTrouble | null {
    const { db, clock } = this.#options
    this.#readOn()
    const now = clock.now().getTime()
    const trouble = clockTrouble({ now, latestRecordAt: this.#latest, hubAheadMs })
    const kept = readFact(db, 'latest-time')
    if (trouble?.kind === 'went-back') {
      const latest = new Date(this.#latest).toISOString()
      if (kept !== latest) writeFact(db, 'latest-time', latest)
    } else {
      if (trouble === null && hubAheadMs !== null) this.#latest = Math.min(this.#latest, now)
      if (kept !== null) dropFact(db, 'latest-time')
    }
    return trouble
  }

  #readOn(): void {
    const { journal } = this.#options
    while (this.#seen < journal.size) {
      const events = journal.read(this.#seen + 1, lookBackEvents)
      if (events.length === 0) return
      for (const { recordedAt } of events) this.#latest = Math.max(this.#latest, Date.parse(recordedAt))
      this.#seen += events.length
    }
  }
}
