import {
  commandHash,
  type Journal,
  type LinkObservation,
  type LinkState,
  type LinkTransition,
  OutageDetector,
} from '@sentra/journal'
import { v7 } from 'uuid'
import { openOutage } from '../reads/outages.ts'
import type { Database } from '../store/database.ts'

/**
 * Makes outages facts. It hears of every try to reach the hub; when the detector is sure, the beginning or the
 * end is written into the log, and a local card may point at it.
 */
export class OutageRecorder {
  private readonly journal: Journal
  private readonly db: Database
  private readonly detector: OutageDetector
  private heard = false
  private changedAt: string | null = null

  constructor(journal: Journal, db: Database) {
    this.journal = journal
    this.db = db
    // A site that was killed in an outage wakes up in it.
    this.detector = new OutageDetector(undefined, openOutage(db) ? 'down' : 'up')
  }

  get state(): LinkState | 'unknown' {
    return this.heard || openOutage(this.db) ? this.detector.state : 'unknown'
  }

  get since(): string | null {
    return openOutage(this.db)?.since ?? this.changedAt
  }

  /** Resolves once a change is on the disk; at most times there is none. */
  async observe(observation: LinkObservation): Promise<void> {
    this.heard = true
    const change = this.detector.observe(observation)
    if (!change) return
    this.changedAt = change.since
    if (change.to === 'down') await this.begin(change)
    else if (change.from === 'down') await this.end(change)
  }

  private begin({ since, cause }: LinkTransition): Promise<unknown> {
    const outageId = v7()
    return this.record(outageId, () => ({
      type: 'outage.began',
      data: { outageId, target: 'hub', since, cause: cause ?? 'unreachable' },
    }))
  }

  private end({ since }: LinkTransition): Promise<unknown> {
    return this.record(v7(), () => {
      const open = openOutage(this.db)
      return open
        ? { type: 'outage.ended', data: { outageId: open.outageId, target: 'hub', until: since } }
        : { refused: 'no-open-outage' }
    })
  }

  private record(
    eventId: string,
    decide: () => { type: string; data: unknown } | { refused: string },
  ): Promise<unknown> {
    return this.journal.submit({
      eventId,
      commandHash: commandHash({ eventId }),
      actor: 'system',
      device: 'site',
      decide,
    })
  }
}
