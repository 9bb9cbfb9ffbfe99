import { type Static, Type } from 'typebox'
import { Instant, StaffId, Uuid } from '../values/index.ts'

/**
 * The least a card must see of a journal event: that it has its place in the log. Structural, so
 * that neither the card nor the log depends on the other.
 */
export const CommittedEvent = Type.Object({
  site: Type.String(),
  seq: Type.Integer({ minimum: 1 }),
  eventId: Uuid,
  type: Type.String(),
  occurredAt: Instant,
  actor: StaffId,
  data: Type.Unknown(),
})
export type CommittedEvent = Static<typeof CommittedEvent>
