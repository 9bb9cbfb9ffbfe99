/**
 * Dates and instants as texts, by arithmetic. `Date` does the same; with two to five of them on each card it
 * was a tenth of what a verdict takes beside its signature.
 */
const dayMs = 86_400_000
const firstMs = Date.parse('0001-01-01T00:00:00Z')
const endMs = Date.parse('9999-12-31T23:59:59.999Z')

/** `2021-08-05T01:00:00.000Z`, as `Date.toISOString` writes it. Throws, as that does, on what is no moment. */
export function isoInstant(milliseconds: number): string {
  if (!(milliseconds > firstMs && milliseconds < endMs)) return new Date(milliseconds).toISOString()
  const days = Math.floor(milliseconds / dayMs)
  let rest = milliseconds - days * dayMs
  const thousandths = rest % 1000
  rest = (rest - thousandths) / 1000
  const seconds = rest % 60
  const minutes = ((rest - seconds) / 60) % 60
  const hours = (rest - seconds - 60 * minutes) / 3600
  return `${isoDate(days)}T${two[hours]!}:${two[minutes]!}:${two[seconds]!}.${three(thousandths)}Z`
}

/** The local date that is this many days after 1970-01-01, in the Gregorian calendar; years 1 to 9999. */
export function isoDate(days: number): string {
  // Counted from 1 March of the year 0, so that the leap day is the last of its year.
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  return `${two[Math.floor(year / 100)]!}${two[year % 100]!}-${two[month]!}-${two[day]!}`
}

const two = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

function three(value: number): string {
  return value === 0 ? '000' : String(value).padStart(3, '0')
}
