import type { Tally } from '@sentra/contract'
import type { Journal } from '@sentra/journal'
import { siteMoment } from '../clock/site-time.ts'
import { doseAccount, dosesGivenOn } from '../reads/doses.ts'
import type { Database } from '../store/database.ts'

/** The figures a district plans by, as of now. */
export function siteTally(journal: Journal, db: Database, timeZone: string, now: Date): Tally {
  const { instant, localDate } = siteMoment(now, timeZone)
  const account = doseAccount(db)
  return {
    site: journal.site,
    at: instant,
    localDate,
    dosesGivenToday: dosesGivenOn(db, localDate),
    dosesGivenTotal: account.given,
    dosesWasted: account.wastedOpen + account.wastedUnopened,
    dosesOnHand: account.onHand,
    backlog: journal.size - journal.replication.state().receiptSize,
    headSize: journal.size,
  }
}
