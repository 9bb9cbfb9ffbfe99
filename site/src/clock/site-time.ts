import type { Instant, LocalDate, LocalTime, SiteTime } from '@sentra/contract'

/** A moment as people at the site read it: the wall clock belongs to opening hours, not to rules. */
export interface SiteMoment extends SiteTime {
  readonly localTime: LocalTime
}

/** Turns a clock reading into the site's own day and wall-clock time. */
export function siteMoment(now: Date, timeZone: string): SiteMoment {
  const { date, time } = wallClock(now, timeZone)
  return { instant: now.toISOString(), localDate: date, localTime: time }
}

/**
 * The instant at which a wall clock in `timeZone` shows this date and time. The offset is looked up twice,
 * so a zone change on that very day is met too (Indonesia has none; other countries do).
 */
export function instantOf(localDate: LocalDate, localTime: LocalTime, timeZone: string): Instant {
  const asUtc = Date.parse(`${localDate}T${localTime}:00.000Z`)
  const first = asUtc - offsetMilliseconds(new Date(asUtc), timeZone)
  return new Date(asUtc - offsetMilliseconds(new Date(first), timeZone)).toISOString()
}

/** Whether the runtime knows the zone; a typing error here would shift every expiry date. */
export function isTimeZone(name: string): boolean {
  try {
    formatterFor(name)
    return true
  } catch {
    return false
  }
}

function offsetMilliseconds(at: Date, timeZone: string): number {
  const { date, time } = wallClock(at, timeZone)
  const minute = Math.floor(at.getTime() / 60_000) * 60_000
  return Date.parse(`${date}T${time}:00.000Z`) - minute
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    formatters.set(timeZone, formatter)
  }
  return formatter
}

function wallClock(at: Date, timeZone: string): { date: LocalDate; time: LocalTime } {
  const [date, time] = formatterFor(timeZone).format(at).split(' ')
  return { date: date!, time: time! }
}
