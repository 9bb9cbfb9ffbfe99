import { must } from '../must.ts'
import { quotaFor } from './quota.ts'

/**
 * How many more return tickets may be issued for tomorrow: tomorrow's planned quota less what is
 * promised already. Zero on the last day, when there is no tomorrow to promise.
 *
 * It assumes the worst of today: that all of today's quota is used, and that what is left in vials
 * open now and not needed for that quota is thrown away tonight. So every promise can be kept even
 * if every holder comes.
 */
export function promisesLeft(today: {
  /** Doses on hand now, open vials included. */
  dosesOnHand: number
  /** Of these, doses in open vials. They do not keep overnight. */
  dosesInOpenVials?: number
  quota: number
  dosesGivenToday: number
  /** Days left including today. */
  daysLeft: number
  dosesPerVial: number
  promisedTomorrow: number
}): number {
  must(today.promisedTomorrow >= 0, 'promises are counted from zero')
  if (today.daysLeft <= 1) return 0
  const stock = stockTomorrow(today)
  return Math.max(0, quotaFor(stock, today.daysLeft - 1, today.dosesPerVial) - today.promisedTomorrow)
}

/** Doses that will be on hand tomorrow morning even if all of today's quota is used: whole vials only. */
export function stockTomorrow(today: {
  dosesOnHand: number
  dosesInOpenVials?: number
  quota: number
  dosesGivenToday: number
  dosesPerVial: number
}): number {
  const { dosesPerVial, dosesInOpenVials = 0 } = today
  const toGive = Math.max(0, today.quota - today.dosesGivenToday)
  const vialsToOpen = Math.ceil(Math.max(0, toGive - dosesInOpenVials) / dosesPerVial)
  return Math.max(0, today.dosesOnHand - dosesInOpenVials - vialsToOpen * dosesPerVial)
}
