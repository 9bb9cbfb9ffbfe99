import type { KarawangPlan } from './plan.ts'

const dayMilliseconds = 24 * 60 * 60 * 1000

/** The date of the plan's n-th day; 1 is the first. */
export function dateOfDay(plan: KarawangPlan, day: number): string {
  return new Date(Date.parse(plan.firstDay) + (day - 1) * dayMilliseconds).toISOString().slice(0, 10)
}

/** The moment, in epoch milliseconds, when the site's wall clock shows `time` on that day. */
export function momentOf(plan: KarawangPlan, day: number, time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  const localMinutes = hours * 60 + minutes - plan.utcOffsetHours * 60
  return Date.parse(plan.firstDay) + (day - 1) * dayMilliseconds + localMinutes * 60_000
}

/** `HH:MM` on the site's wall clock. */
export function wallTime(plan: KarawangPlan, moment: number): string {
  return new Date(moment + plan.utcOffsetHours * 3_600_000).toISOString().slice(11, 16)
}

/** The calendar day at the site. */
export function localDateOf(plan: KarawangPlan, moment: number): string {
  return new Date(moment + plan.utcOffsetHours * 3_600_000).toISOString().slice(0, 10)
}

/** The n of the plan's n-th day for a date; outside the horizon it is below 1 or above `days`. */
export function dayOfDate(plan: KarawangPlan, date: string): number {
  return Math.round((Date.parse(date) - Date.parse(plan.firstDay)) / dayMilliseconds) + 1
}
