import type { TodayView } from '@sentra/contract'
import { addDays, dayOf, forecast, placesLeft, promiseRunsUntil, promisesLeft } from '@sentra/domain'
import type { SiteMoment } from '../clock/site-time.ts'
import { count, type Database, rows } from '../store/database.ts'
import { currentCampaign, sessionOn } from './campaign.ts'
import { doseAccount, dosesGivenOn, dosesWastedOn } from './doses.ts'
import {
  comersOn,
  liveTicketsOn,
  returnTicketsHonouredOn,
  returnTicketsIssuedOn,
  returnTicketsOutstanding,
  turnedAwayOn,
} from './tickets.ts'

/** The numbers every station lives by: what may still be given today, and what may be promised for tomorrow. */
export function today(db: Database, now: SiteMoment): TodayView {
  const { localDate } = now
  const campaign = currentCampaign(db)
  const session = sessionOn(db, localDate)
  const day = campaign ? dayOf(campaign, localDate) : null
  const daysLeft = campaign && day ? campaign.days - day + 1 : 0
  const account = doseAccount(db)
  const dosesGiven = dosesGivenOn(db, localDate)
  const quota = session?.quota ?? 0
  const promiseRuns = !campaign || now.localTime < promiseRunsUntil(campaign)
  const liveTickets = liveTicketsOn(db, localDate, promiseRuns)
  const promisedTomorrow = returnTicketsOutstanding(db, addDays(localDate, 1))
  const dosesPerVial = count(db, 'SELECT doses_per_vial FROM lots ORDER BY rowid DESC LIMIT 1') || 1
  const outlook =
    campaign && day
      ? forecast({
          campaign,
          day,
          dosesOnHand: account.onHand,
          perDay: pastDays(db, localDate),
          dosesPerVial,
        })
      : { forecast: 'unknown' as const, dosesLeft: 0 }
  return {
    localDate,
    day,
    daysLeft,
    session: session?.state ?? 'not-opened',
    plan: session?.plan ?? null,
    dosesGiven,
    dosesWasted: dosesWastedOn(db, localDate),
    dosesOnHand: account.onHand,
    dosesReceived: account.received,
    dosesGivenTotal: account.given,
    dosesWastedTotal: account.wastedOpen + account.wastedUnopened,
    placesLeft:
      session?.state === 'open' ? placesLeft({ quota, dosesGivenToday: dosesGiven, liveTickets }) : 0,
    liveTickets,
    returnTicketsDueToday: returnTicketsOutstanding(db, localDate),
    returnTicketsHonouredToday: returnTicketsHonouredOn(db, localDate),
    returnTicketsIssuedToday: returnTicketsIssuedOn(db, localDate),
    promisedTomorrow,
    promisesLeft:
      session?.state === 'open'
        ? promisesLeft({
            dosesOnHand: account.onHand,
            dosesInOpenVials: account.inOpenVials,
            quota,
            dosesGivenToday: dosesGiven,
            daysLeft,
            dosesPerVial,
            promisedTomorrow,
          })
        : 0,
    turnedAwayToday: turnedAwayOn(db, localDate),
    forecast: outlook.forecast,
    forecastDosesLeft: outlook.dosesLeft,
  }
}

/** Finished days as the forecast wants them: what was given, and how many came. */
function pastDays(db: Database, before: string): { dosesGiven: number; demand: number }[] {
  return rows<{ localDate: string }>(
    db,
    "SELECT local_date AS localDate FROM sessions WHERE local_date < ? AND state = 'closed' ORDER BY local_date",
    before,
  ).map(({ localDate }) => ({ dosesGiven: dosesGivenOn(db, localDate), demand: comersOn(db, localDate) }))
}
