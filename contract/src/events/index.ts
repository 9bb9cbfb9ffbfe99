import type { Static } from 'typebox'
import * as campaign from './campaign.ts'
import * as card from './card.ts'
import * as outage from './outage.ts'
import * as staff from './staff.ts'
import * as stock from './stock.ts'
import * as ticket from './ticket.ts'
import * as visit from './visit.ts'

export * from './campaign.ts'
export * from './card.ts'
export * from './outage.ts'
export * from './staff.ts'
export * from './stock.ts'
export * from './ticket.ts'
export * from './visit.ts'

/**
 * Every kind of fact a site writes: one name is the schema, the type and the handler.
 * Additive only. A site or hub that meets a name it does not know stores it and hands it on.
 */
export const eventSchemas = {
  'campaign.planned': campaign.CampaignPlanned,
  'session.opened': campaign.SessionOpened,
  'session.closed': campaign.SessionClosed,
  'quota.planned': campaign.QuotaPlanned,
  'staff.enrolled': staff.StaffEnrolled,
  'staff.retired': staff.StaffRetired,
  'staff.pin-renewed': staff.StaffPinRenewed,
  'stock.received': stock.StockReceived,
  'stock.wasted': stock.StockWasted,
  'stock.vial-opened': stock.VialOpened,
  'stock.vial-closed': stock.VialClosed,
  'ticket.issued': ticket.TicketIssued,
  'ticket.checked-in': ticket.TicketCheckedIn,
  'ticket.voided': ticket.TicketVoided,
  'visitor.turned-away': ticket.VisitorTurnedAway,
  'queue.called': ticket.QueueCalled,
  'queue.missed': ticket.QueueMissed,
  'visit.registered': visit.VisitRegistered,
  'patient.corrected': visit.PatientCorrected,
  'screening.recorded': visit.ScreeningRecorded,
  'immunization.recorded': visit.ImmunizationRecorded,
  'observation.ended': visit.ObservationEnded,
  'aefi.reported': visit.AefiReported,
  'local-card.issued': card.LocalCardIssued,
  'card.reprinted': card.CardReprinted,
  'national-card.collected': card.NationalCardCollected,
  'card.exchanged': card.CardExchanged,
  'card.exchanged-elsewhere': card.CardExchangedElsewhere,
  'card.void-requested': card.CardVoidRequested,
  'card.voided': card.CardVoided,
  'outage.began': outage.OutageBegan,
  'outage.ended': outage.OutageEnded,
  'link.changed': outage.LinkChanged,
} as const

export type EventType = keyof typeof eventSchemas
export type EventData<T extends EventType> = Static<(typeof eventSchemas)[T]>

/** What a rule answers when the thing may happen: the fact to append, not yet in the log. */
export type EventDraft<T extends EventType = EventType> = { [K in T]: { type: K; data: EventData<K> } }[T]
