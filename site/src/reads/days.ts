import type { DayView, SessionClosed } from '@sentra/contract'
import { type Database, rows } from '../store/database.ts'
import { dosesGivenOn, dosesWastedOn } from './doses.ts'
import { returnTicketsHonouredOn, returnTicketsIssuedOn, turnedAwayOn } from './tickets.ts'

/** Day by day: the closed ones by the account their coordinator signed for, today's as it stands. */
export function days(db: Database): DayView[] {
  return rows<{
    localDate: string
    day: number
    quota: number
    dosesAtOpening: number
    state: string
    account: string | null
  }>(
    db,
    `SELECT local_date AS localDate, day, quota, doses_at_opening AS dosesAtOpening, state, account
     FROM sessions ORDER BY local_date`,
  ).map(({ state, account, ...session }) => {
    const closed = account ? (JSON.parse(account) as SessionClosed) : null
    return {
      ...session,
      dosesGiven: dosesGivenOn(db, session.localDate),
      dosesWasted: dosesWastedOn(db, session.localDate),
      dosesAtClose: closed?.dosesOnHand ?? null,
      returnTicketsIssued: returnTicketsIssuedOn(db, session.localDate),
      returnTicketsHonoured: returnTicketsHonouredOn(db, session.localDate),
      turnedAway: turnedAwayOn(db, session.localDate),
      closed: state === 'closed',
    }
  })
}
