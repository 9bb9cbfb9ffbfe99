import type { Language } from '@sentra/contract'
import { formatShortDay, formatTime } from '@sentra/ui'
import type { Tell } from './outage-words.ts'

/** `5 Agu 10.15` on the site's own clock: an outage may begin one day and end the next. */
export function sayDayAndTime(instant: string, timeZone: string, language: Language): string {
  return `${formatShortDay(localDay(instant, timeZone), language)} ${formatTime(instant, timeZone, language)}`
}

/** `10.15` when that is on the site's day of `now`, `6 Agu 10.15` on any other: half past two may be tonight's or tomorrow's. */
export function sayTimeFrom(now: string, instant: string, timeZone: string, language: Language): string {
  return localDay(now, timeZone) === localDay(instant, timeZone)
    ? formatTime(instant, timeZone, language)
    : sayDayAndTime(instant, timeZone, language)
}

function localDay(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(instant))
}

/** `45 menit`, `2 jam 5 menit`. Rounded up: ten seconds are not nothing. */
export function sayLength(from: string, until: string | number, tell: Tell): string {
  const end = typeof until === 'number' ? until : Date.parse(until)
  const minutes = Math.max(0, Math.ceil((end - Date.parse(from)) / 60_000))
  if (minutes < 60) return tell('minutes', { count: minutes })
  return tell('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}
