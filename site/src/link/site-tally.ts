import type { Tally } from '@sentra/contract'
import type { Journal } from '@sentra/journal'
import { siteMoment } from '../clock/site-time.ts'
import { doseAccount, dosesGivenOn } from '../reads/doses.ts'
import type { Database } from '../store/database.ts'

/** The figures a district plans by, as of now. */
export function siteTally(journal: Journal, db: Database, timeZone: string, now: Date): Tally {
  const { instant, localDate } = siteMoment(now, timeZone)
  const account = doseAccount(db)
  const { receiptSize } = journal.replication.state()
  const oldest = journal.size > receiptSize ? journal.read(receiptSize + 1, 1)[0] : undefined
  return {
    site: journal.site,
    at: instant,
    localDate,
    dosesGivenToday: dosesGivenOn(db, localDate),
    dosesGivenTotal: account.given,
    dosesWasted: account.wastedOpen + account.wastedUnopened,
    dosesOnHand: account.onHand,
    backlog: journal.size - receiptSize,
    headSize: journal.size,
    ...(oldest ? { oldestWaitingAt: oldest.recordedAt } : {}),
  }
}
