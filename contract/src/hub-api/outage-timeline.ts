import { type Static, Type } from 'typebox'
import { Instant } from '../values/index.ts'

const Count = Type.Integer({ minimum: 0 })
const NullableInstant = Type.Union([Instant, Type.Null()])

/** One outage as its site recorded it, with what was done meanwhile. Counts only. */
export const HubOutage = Type.Object({
  outageId: Type.String(),
  siteId: Type.String(),
  siteName: Type.String(),
  since: Instant,
  until: NullableInstant,
  cause: Type.String(),
  dosesGiven: Count,
  localCards: Count,
  /** `hub` where nothing is said. */
  target: Type.Optional(Type.String()),
  /** A person's word instead of a machine's: what they saw. */
  declared: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})
export type HubOutage = Static<typeof HubOutage>

/** How a site stands now: heard or not, and how much it still holds by its last tally. */
export const SiteBacklog = Type.Object({
  siteId: Type.String(),
  siteName: Type.String(),
  /** `silent`: nothing was heard for minutes. Why, only the site can say, when it is back. */
  state: Type.Union([
    Type.Literal('up'),
    Type.Literal('silent'),
    Type.Literal('never'),
    Type.Literal('quarantined'),
  ]),
  lastHeardAt: NullableInstant,
  backlog: Count,
  /** When the oldest record it still holds was written; null when none waits or an older site does not say. */
  oldestWaitingAt: NullableInstant,
})
export type SiteBacklog = Static<typeof SiteBacklog>

export const OutageTimeline = Type.Object({
  now: Instant,
  from: Instant,
  outages: Type.Array(HubOutage),
  sites: Type.Array(SiteBacklog),
})
export type OutageTimeline = Static<typeof OutageTimeline>
