import type { DayPlan, LocalDate } from '@sentra/contract'
import { dayOf, type Horizon, lastDay } from '../campaign/campaign.ts'
import { must } from '../must.ts'
import { type Refusal, refuse } from '../refusal.ts'

/**
 * How many doses a day may give so that the stock lasts exactly its horizon.
 *
 * With R doses at opening, k days left and v doses in a vial, the day gets v·⌈R/(k·v)⌉: whole vials,
 * because half a vial cannot be kept overnight. The last day takes what is left. Planned again every
 * morning and after every delivery, loss or yield correction (Sentra design, section 4; checked by
 * simulation over 4,000 runs before it was adopted).
 */
export function quotaFor(doses: number, daysLeft: number, dosesPerVial: number): number {
  must(
    daysLeft >= 1 && dosesPerVial >= 1 && doses >= 0,
    'a quota is planned for at least one day and one dose a vial',
  )
  if (daysLeft === 1) return doses
  return Math.min(doses, dosesPerVial * Math.ceil(doses / (daysLeft * dosesPerVial)))
}

/**
 * The plan of one day. The quota counts doses already given today, so that planning again at noon
 * moves the total and not the rest.
 *
 * A promise outranks the pace, in both directions: the quota never falls below the tickets that still
 * hold a dose of today, as far as there is stock; and it never rises so far that a dose promised to
 * somebody for tomorrow would be given today.
 */
export function planDay(input: {
  campaign: Horizon
  localDate: LocalDate
  /** Doses on hand now, open vials included. */
  dosesOnHand: number
  /** Of these, doses in open vials: they do not keep overnight. */
  dosesInOpenVials?: number
  dosesGivenToday: number
  /** Unused return tickets valid today. */
  returnTicketsOutstanding: number
  /** All unused tickets valid today, return tickets included. Needed when planning again during the day. */
  liveTickets?: number
  /** Return tickets issued today for tomorrow. Needed when planning again during the day. */
  promisedTomorrow?: number
  dosesPerVial: number
}): DayPlan | Refusal<'outside-campaign' | 'no-stock'> {
  const { campaign, localDate, dosesOnHand, dosesGivenToday, returnTicketsOutstanding } = input
  const day = dayOf(campaign, localDate)
  if (day === null)
    return refuse('outside-campaign', {
      field: 'localDate',
      details: { localDate, firstDay: campaign.firstDay, lastDay: lastDay(campaign) },
    })

  const dosesAtOpening = dosesOnHand + dosesGivenToday
  if (dosesAtOpening === 0) return refuse('no-stock')

  const daysLeft = campaign.days - day + 1
  const paced = Math.min(quotaFor(dosesAtOpening, daysLeft, input.dosesPerVial), keepingTomorrow(input))
  const held = Math.max(returnTicketsOutstanding, input.liveTickets ?? 0)
  const quota = Math.max(paced, Math.min(dosesAtOpening, dosesGivenToday + held))
  return {
    localDate,
    day,
    daysLeft,
    dosesOnHand,
    quota,
    returnTicketsOutstanding,
    walkInRelease: Math.max(0, quota - dosesGivenToday - returnTicketsOutstanding),
  }
}

/** The most that may be given today so that whole vials for tomorrow's promises stay closed. */
function keepingTomorrow(input: Parameters<typeof planDay>[0]): number {
  const { dosesPerVial, dosesInOpenVials = 0, promisedTomorrow = 0 } = input
  if (promisedTomorrow === 0) return Number.POSITIVE_INFINITY
  const vialsToOpen = Math.floor((input.dosesOnHand - dosesInOpenVials - promisedTomorrow) / dosesPerVial)
  return input.dosesGivenToday + dosesInOpenVials + Math.max(0, vialsToOpen) * dosesPerVial
}

/**
 * Places that may still be given out today. `liveTickets` are all unused tickets valid today, return
 * tickets whose holders have not come yet included: nobody is sold a dose that is promised.
 */
export function placesLeft(today: { quota: number; dosesGivenToday: number; liveTickets: number }): number {
  return Math.max(0, today.quota - today.dosesGivenToday - today.liveTickets)
}
