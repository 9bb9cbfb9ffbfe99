import { type Static, Type } from 'typebox'
import { Lane, LocalDate, SiteId, Uuid } from '../values/index.ts'

/** What the QR of a ticket says: no name, because a ticket is picked up from the floor. */
export const TicketContents = Type.Object({
  siteId: SiteId,
  ticketId: Uuid,
  /** The day the ticket is for. */
  localDate: LocalDate,
  lane: Lane,
  number: Type.String({ pattern: '^[A-Z]-\\d{3,5}$' }),
})
export type TicketContents = Static<typeof TicketContents>
