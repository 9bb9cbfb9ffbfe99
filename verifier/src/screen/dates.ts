import type { Language } from './settings.ts'

const locales = { id: 'id-ID', en: 'en-GB' } as const

/** `5 Agustus 2021`. Takes a whole date; a shorter one (`1960`, `1960-05`) is shown as it stands. */
export function sayDate(language: Language, date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return date || '—'
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  // Noon, so that no time zone moves a calendar day.
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long' }).format(
    new Date(year, month - 1, day, 12),
  )
}

/** A moment in the clock of this phone: `5 Agt 2021, 14.03`. */
export function sayMoment(language: Language, instant: string): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  )
}

/** To the second, by the clock of this phone: `14.03.22`. */
export function sayTime(language: Language, moment: Date): string {
  return new Intl.DateTimeFormat(locales[language], { timeStyle: 'medium' }).format(moment)
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** `3 jam yang lalu`: the largest whole unit, down to the minute. */
export function sayAge(language: Language, since: string, now: Date): string {
  const passed = Math.max(0, now.getTime() - Date.parse(since))
  const format = new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' })
  const [unit, length] = units.find(([, length]) => passed >= length) ?? ['minute', 60_000]
  return format.format(-Math.floor(passed / length), unit)
}
