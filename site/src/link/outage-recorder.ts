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
  private unwritten: readonly LinkTransition[] = []
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

  /**
   * Resolves once every change is on the disk; at most times there is none. Rejects with what the journal said; the
   * change, with the time it was seen, is then written at one of the next tries: without it no card names the outage.
   */
  observe(observation: LinkObservation): Promise<void> {
    this.last = observation
    const change = this.detector.observe(observation)
    if (change) {
      this.changedAt = change.since
      this.unwritten = [...this.unwritten, change].slice(-unwrittenMax)
    }
    if (this.unwritten.length === 0) return Promise.resolve()
    const recorded = this.recording.then(() => this.writeAll())
    this.recording = recorded.catch(() => undefined)
    return recorded
  }

  private async writeAll(): Promise<void> {
    for (let change = this.unwritten[0]; change !== undefined; change = this.unwritten[0]) {
      await this.write(change)
      if (this.unwritten[0] === change) this.unwritten = this.unwritten.slice(1)
    }
  }

  private async write(change: LinkTransition): Promise<void> {
    if (change.to === 'down') await this.begin(change)
    else if (change.from === 'down') await this.end(change)
    else await this.change(change)
  }

  private begin({ since, cause }: LinkTransition): Promise<unknown> {
    const outageId = v7()
    return this.record(outageId, () => {
      if (openOutage(this.db, this.target)) return { refused: 'outage-open' }
      return {
        type: 'outage.began',
        data: { outageId, target: this.target, since, cause: cause ?? 'unreachable' },
      }
    })
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

/** Hours of a link that comes and goes, while the journal takes nothing; what is older is let go. */
const unwrittenMax = 200
