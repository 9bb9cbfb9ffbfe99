import { calendarDay } from '@sentra/ui'

export type Zoom = 'day' | 'week' | 'month'

export interface TimeWindow {
  readonly from: number
  readonly to: number
  /** Where the axis has a mark: a full hour of the day, or the beginning of a day. */
  readonly ticks: readonly number[]
}

const dayMs = 86_400_000
const days: Record<Zoom, number> = { day: 1, week: 7, month: 30 }

/**
 * The part of time a picture shows: whole days of the wall in `timeZone`, the last of them `back` spans before the
 * day of `now`. Days are counted on the calendar, so that one of 23 hours is a day too.
 */
export function timeWindow(now: number, zoom: Zoom, back: number, timeZone: string): TimeWindow {
  const today = calendarDay(now, timeZone)
  const last = addDays(today, -back * days[zoom])
  const first = addDays(last, 1 - days[zoom])
  const from = midnight(first, timeZone)
  const to = midnight(addDays(last, 1), timeZone)
  if (zoom === 'day')
    return { from, to, ticks: [0, 3, 6, 9, 12, 15, 18, 21].map((hour) => from + hour * 3_600_000) }
  const step = zoom === 'week' ? 1 : 5
  const ticks: number[] = []
  for (let day = 0; day < days[zoom]; day += step) ticks.push(midnight(addDays(first, day), timeZone))
  return { from, to, ticks }
}

function addDays(localDate: string, count: number): string {
  return new Date(Date.parse(`${localDate}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10)
}

/** When a calendar day begins in a zone: the guess by UTC, put right by what the zone's wall then shows. */
function midnight(localDate: string, timeZone: string): number {
  const asUtc = Date.parse(`${localDate}T00:00:00Z`)
  let instant = asUtc
  // Twice, because the offset at the guess may not be the one at midnight.
  for (let round = 0; round < 2; round += 1) instant = asUtc - offsetMs(instant, timeZone)
  return instant
}

function offsetMs(instant: number, timeZone: string): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  )
  const wall = `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}Z`
  return Date.parse(wall) - Math.floor(instant / 1000) * 1000
}
