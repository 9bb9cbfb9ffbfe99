import type { Language } from '@sentra/contract'

const locales: Record<Language, string> = { id: 'id-ID', en: 'en-GB' }

/** `Jumat, 6 Agustus 2021` from `2021-08-06`: a calendar day, no time zone involved. */
export function formatDay(localDate: string, language: Language, weekday = true): string {
  const [year = 0, month = 1, day = 1] = localDate.split('-').map(Number)
  return new Intl.DateTimeFormat(locales[language], {
    ...(weekday ? { weekday: 'long' } : {}),
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(Date.UTC(year, month - 1, day)))
}

/** `5 Agu` from `2021-08-05`. */
export function formatShortDay(localDate: string, language: Language): string {
  const [year = 0, month = 1, day = 1] = localDate.split('-').map(Number)
  return new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(Date.UTC(year, month - 1, day)))
}

/** `14.05` (or `14:05`) at the site, whatever zone the browser believes in. */
export function formatTime(instant: string | number, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', timeZone }).format(
    new Date(instant),
  )
}

/** `5 Agu 10.15` on the site's own clock: an outage may begin one day and end the next. */
export function formatDayAndTime(instant: string | number, timeZone: string, language: Language): string {
  return `${formatShortDay(calendarDay(instant, timeZone), language)} ${formatTime(instant, timeZone, language)}`
}

/** `10.15` when that is on the site's day of `now`, `6 Agu 10.15` on any other: half past two may be tonight's or tomorrow's. */
export function formatTimeFrom(now: string, instant: string, timeZone: string, language: Language): string {
  return calendarDay(now, timeZone) === calendarDay(instant, timeZone)
    ? formatTime(instant, timeZone, language)
    : formatDayAndTime(instant, timeZone, language)
}

/** `2021-08-05` on the wall of a zone. */
export function calendarDay(instant: string | number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(instant))
}

/** `Selasa, 3 Maret 2026, 09.05`: a moment as the site's calendar and clock show it. */
export function formatMoment(instant: string | number, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(instant))
}

export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(count)
}

/** `4:05` from 245 seconds; `1:02:09` past the hour. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
