import { type Static, Type } from 'typebox'

/** A moment: ISO 8601, UTC, milliseconds, `Z`. The log's clock-independent order is `seq`, never this. */
export const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  description: 'UTC instant with milliseconds, for example 2021-08-05T01:15:00.000Z',
})
export type Instant = Static<typeof Instant>

/** A calendar day in the site's own time zone: expiry, quota and tickets are days, not instants. */
export const LocalDate = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: "Day in the site's time zone, YYYY-MM-DD",
})
export type LocalDate = Static<typeof LocalDate>

/** Wall-clock time at the site, for opening hours. */
export const LocalTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM' })
export type LocalTime = Static<typeof LocalTime>

/**
 * What a rule needs to know of time. Both come from the site's clock at the edge:
 * a pure rule never asks what time it is.
 */
export interface SiteTime {
  readonly instant: Instant
  readonly localDate: LocalDate
}
