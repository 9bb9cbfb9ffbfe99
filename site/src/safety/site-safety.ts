import { join } from 'node:path'
import type { SafetyView } from '@sentra/contract'
import {
  diskFreeShare,
  isStorageFailure,
  type Journal,
  type JournalStoppedError,
  lowDiskShare,
  type Scrub,
  type StopReason,
} from '@sentra/journal'
import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import { siteMoment } from '../clock/site-time.ts'
import type { LiveUpdates } from '../http/live.ts'
import type { Database } from '../store/database.ts'
import { readFact, writeFact } from '../store/site-facts.ts'
import { ClockWatch } from './clock-watch.ts'
import { readLastBackup } from './last-backup.ts'
import { runScrub } from './run-scrub.ts'

/** When the centre is closed; a laptop that was off then is looked at when it is next on. */
const scrubFrom = '03:00'
const lookEveryMs = 10_000

/**
 * Watches over the file: every night all of it is read, damage that anybody meets stops the log before more is
 * written on top of it, and a disk that fills up is said in time. Verification, reprints and the board go on.
 */
export class SiteSafety {
  readonly #options
  #damage: string | null = null
  #said: StopReason | null = null
  #timer: NodeJS.Timeout | null = null
  #scrubbing: Promise<unknown> | null = null
  readonly clock: ClockWatch

  constructor(options: {
    readonly dataDir: string
    /** One of them opens the file. */
    readonly databaseKeys: readonly (string | null)[]
    readonly timeZone: string
    readonly clock: Clock
    readonly db: Database
    readonly journal: Journal
    readonly live: LiveUpdates
    readonly log: Logger
  }) {
    this.#options = options
    this.clock = new ClockWatch(options)
  }

  start(): void {
    this.#timer = setInterval(() => {
      // A stop that no desk has met yet is said as well.
      const { stopped } = this.#options.journal
      if (stopped !== null) this.#sayStopped(stopped)
      this.#scrubIfDue()
    }, lookEveryMs)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#scrubbing
  }

  /** Why nothing more is recorded; null while the log accepts. */
  get stopReason(): StopReason | null {
    return this.#damage === null ? (this.#options.journal.stopped?.reason ?? null) : 'damaged'
  }

  view(): SafetyView {
    const { dataDir, db } = this.#options
    const free = diskFreeShare(dataDir)
    const reason = this.stopReason
    const kept = readFact(db, 'scrub')
    return {
      log: reason === null ? 'accepting' : reason === 'damaged' ? 'damaged' : 'stopped',
      reason,
      diskFreeShare: free,
      diskLow: free !== null && free < lowDiskShare,
      backup: readLastBackup(dataDir),
      scrub: kept === null ? null : (JSON.parse(kept) as SafetyView['scrub']),
    }
  }

  /**
   * Takes in an error that somebody met on the way. Answers whether it was the disk or the stored data, and not the
   * request: then nothing more is written until a person has looked.
   */
  report(error: unknown): boolean {
    if ((error as Error).name === 'JournalStoppedError') {
      this.#sayStopped(error as JournalStoppedError)
      return true
    }
    const isDamage = (error as Error).name === 'JournalCorruptError'
    if (!isDamage && !isStorageFailure(error)) return false
    const { journal } = this.#options
    if (isDamage || /CORRUPT|NOTADB/.test(String((error as { code?: string }).code)))
      this.#damage = (error as Error).message
    if (journal.stopped === null) journal.halt(error)
    this.#sayStopped(journal.stopped!)
    return true
  }

  /** Once for each stop: every desk that asks meets the same one. */
  #sayStopped({ reason, message, cause }: JournalStoppedError): void {
    const { log, live } = this.#options
    if (this.#said === reason || reason === 'closed') return
    this.#said = reason
    const code = (cause as { code?: unknown } | undefined)?.code
    log.fatal({ reason, code, error: message }, 'the log has stopped')
    live.publish(['status'])
  }

  /** Looks at every page and every event now. */
  async scrub(): Promise<Scrub> {
    const { dataDir, databaseKeys, journal, db, clock, log, live } = this.#options
    const running = runScrub({
      file: join(dataDir, 'site.db'),
      keys: databaseKeys,
      site: journal.site,
      epoch: journal.epoch,
    })
    const scrub = await running
    if (!scrub.sound) {
      this.#damage = scrub.what
      journal.halt(Object.assign(new Error(scrub.what), { code: 'SQLITE_CORRUPT' }))
      log.fatal({ finding: scrub.finding, seq: scrub.seq }, 'the nightly look found damage')
    }
    const result = {
      at: clock.now().toISOString(),
      sound: scrub.sound,
      events: scrub.sound ? scrub.events : 0,
      finding: scrub.sound ? null : scrub.finding,
    }
    writeFact(db, 'scrub', JSON.stringify(result))
    live.publish(['status'])
    return scrub
  }

  #scrubIfDue(): void {
    const { clock, timeZone, db, log } = this.#options
    if (this.#scrubbing !== null) return
    const { localDate, localTime } = siteMoment(clock.now(), timeZone)
    const kept = readFact(db, 'scrub')
    const last = kept && siteMoment(new Date((JSON.parse(kept) as { at: string }).at), timeZone).localDate
    if (localTime < scrubFrom || last === localDate) return
    this.#scrubbing = this.scrub()
      .catch((error: Error) => log.error({ error: error.message }, 'the nightly look could not be made'))
      .finally(() => {
        this.#scrubbing = null
      })
  }
}
