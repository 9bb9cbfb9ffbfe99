import type { LocalDate } from '@sentra/contract'
import { must } from '../must.ts'

/**
 * Arithmetic on calendar days written `YYYY-MM-DD`. Days are counted, never instants: no time zone
 * and no daylight saving can move an expiry or a quota. Such dates also compare rightly as text.
 */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(toDayNumber(date) + days)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return toDayNumber(to) - toDayNumber(from)
}

/** True for a day that is in the calendar: 2021-02-29 is not. */
export function isLocalDate(text: string): boolean {
  const parts = partsOf(text)
  return (
    parts !== null &&
    parts.month >= 1 &&
    parts.month <= 12 &&
    parts.day >= 1 &&
    parts.day <= daysInMonth(parts)
  )
}

/** Completed years on a day. Born on 29 February, one is a year older on 1 March of a common year. */
export function ageYears(birthDate: LocalDate, on: LocalDate): number {
  return Math.floor(fullMonthsBetween(birthDate, on) / 12)
}

/** Full calendar months from one day to a later one: from 15 January to 14 March is one. */
export function fullMonthsBetween(from: LocalDate, to: LocalDate): number {
  const start = mustParts(from)
  const end = mustParts(to)
  const months = (end.year - start.year) * 12 + end.month - start.month
  return end.day < start.day ? months - 1 : months
}

interface Parts {
  year: number
  month: number
  day: number
}

function partsOf(text: string): Parts | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match === null ? null : { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
}

function mustParts(date: LocalDate): Parts {
  const parts = partsOf(date)
  must(parts !== null && isLocalDate(date), `${date} is a day of the calendar`)
  return parts
}

function daysInMonth({ year, month }: { year: number; month: number }): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Days since 1970-01-01, by Howard Hinnant's `days_from_civil` (a year is taken to begin in March). */
function toDayNumber(date: LocalDate): number {
  const { year, month, day } = mustParts(date)
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function fromDayNumber(number: number): LocalDate {
  const days = number + 719_468
  const era = Math.floor(days / 146_097)
  const dayOfEra = days - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
