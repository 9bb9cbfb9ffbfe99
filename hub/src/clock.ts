/** Where the hub takes the time from. Rules and SQL get it as a value; PostgreSQL's own clock is not used. */
export { type Clock, simulatedClock, systemClock } from '@sentra/journal'

/** The calendar day somewhere, YYYY-MM-DD. */
export function localDateIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)
}
