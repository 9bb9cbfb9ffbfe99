import { type Static, Type } from 'typebox'
import { SiteId } from '../values/ids.ts'
import { Instant, LocalDate } from '../values/time.ts'

/**
 * The figures a district plans by, under 1 KB, sent before anything else when the line returns:
 * stale stock figures cost a district its next allocation.
 */
export const Tally = Type.Object({
  site: SiteId,
  at: Instant,
  localDate: LocalDate,
  dosesGivenToday: Type.Integer({ minimum: 0 }),
  dosesGivenTotal: Type.Integer({ minimum: 0 }),
  dosesWasted: Type.Integer({ minimum: 0 }),
  dosesOnHand: Type.Integer({ minimum: 0 }),
  /** Events that wait for the hub's receipt. */
  backlog: Type.Integer({ minimum: 0 }),
  headSize: Type.Integer({ minimum: 0 }),
  /** When the oldest of them was written, by the site's clock. */
  oldestWaitingAt: Type.Optional(Instant),
  signature: Type.Optional(Type.String()),
})
export type Tally = Static<typeof Tally>
