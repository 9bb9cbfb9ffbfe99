import type { OutageTarget } from '@sentra/contract'
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
 * Makes what happens to one target facts. It hears of every try to reach it; when the detector is sure, the change
 * is written into the log: the beginning or the end of an outage, or quick to slow and back. A local card may point
 * at an outage.
 */
export class OutageRecorder {
  readonly target: OutageTarget
  private readonly journal: Journal
  private readonly db: Database
  private readonly detector: OutageDetector
  private last: LinkObservation | null = null
  private changedAt: string | null = null
  /** One change after the other, in the order they were seen. */
  private recording: Promise<unknown> = Promise.resolve()

  constructor(journal: Journal, db: Database, target: OutageTarget = 'hub') {
    this.journal = journal
    this.db = db
    this.target = target
    // A site that was killed in an outage wakes up in it.
    this.detector = new OutageDetector(undefined, openOutage(db, target) ? 'down' : 'up')
  }

  get state(): LinkState | 'unknown' {
    return this.last !== null || openOutage(this.db, this.target) ? this.detector.state : 'unknown'
  }

  get since(): string | null {
    return openOutage(this.db, this.target)?.since ?? this.changedAt
  }

  /** The last try, as it ended. */
  get lastTry(): LinkObservation | null {
    return this.last
  }

  /** Resolves once a change is on the disk; at most times there is none. */
  observe(observation: LinkObservation): Promise<void> {
    this.last = observation
    const change = this.detector.observe(observation)
    if (!change) return Promise.resolve()
    this.changedAt = change.since
    const recorded = this.recording.then(() => this.write(change))
    this.recording = recorded.catch(() => undefined)
    return recorded
  }

  private async write(change: LinkTransition): Promise<void> {
    if (change.to === 'down') await this.begin(change)
    else if (change.from === 'down') await this.end(change)
    else await this.change(change)
  }

  private begin({ since, cause }: LinkTransition): Promise<unknown> {
    const outageId = v7()
    return this.record(outageId, () => ({
      type: 'outage.began',
      data: { outageId, target: this.target, since, cause: cause ?? 'unreachable' },
    }))
  }

  private end({ since, to }: LinkTransition): Promise<unknown> {
    return this.record(v7(), () => {
      const open = openOutage(this.db, this.target)
      if (!open) return { refused: 'no-open-outage' }
      const { size, replication } = this.journal
      const waiting = this.target === 'hub' ? { backlog: size - replication.state().receiptSize } : {}
      const slow = to === 'slow' ? { slow: true } : {}
      return {
        type: 'outage.ended',
        data: { outageId: open.outageId, target: this.target, until: since, ...waiting, ...slow },
      }
    })
  }

  private change({ from, to, since }: LinkTransition): Promise<unknown> {
    return this.record(v7(), () => ({
      type: 'link.changed',
      data: { target: this.target, from, to, since },
    }))
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
