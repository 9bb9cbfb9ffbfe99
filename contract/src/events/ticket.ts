import { type Static, Type } from 'typebox'
import { Desk, FullName, Lane, LocalDate, Stage, Uuid } from '../values/index.ts'

/** The person a ticket belongs to, as far as the gate could ask. A ticket is not transferable. */
export const TicketHolder = Type.Object({
  fullName: FullName,
  birthDate: Type.Optional(LocalDate),
  /** Last four digits of the NIK: enough to tell two of the same name apart, not enough to be one. */
  nikLast4: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
})
export type TicketHolder = Static<typeof TicketHolder>

/** One person, one day, one use; consumed when the dose is given, not at the gate. */
export const TicketIssued = Type.Object({
  ticketId: Uuid,
  /** `day`: holds a dose of today. `return`: holds a dose of `validOn`, a later day, before any walk-in. */
  kind: Type.Union([Type.Literal('day'), Type.Literal('return')]),
  /** Short number, unique per `validOn`, read out and shown on the board, e.g. `R-012`. */
  number: Type.String({ pattern: '^[A-Z]-\\d{3,5}$' }),
  lane: Lane,
  issuedOn: LocalDate,
  validOn: LocalDate,
  holder: TicketHolder,
  /** Keyed hash of who the holder is: one live ticket per person, without keeping the number. */
  holderKey: Type.String(),
  /** The signed ticket (`ST1:…`), drawn as the QR on the slip. */
  text: Type.String(),
})
export type TicketIssued = Static<typeof TicketIssued>

/** The holder of a return ticket is here: from now on nobody without a promise is called before them. */
export const TicketCheckedIn = Type.Object({ ticketId: Uuid, localDate: LocalDate })
export type TicketCheckedIn = Static<typeof TicketCheckedIn>

export const TicketVoided = Type.Object({
  ticketId: Uuid,
  reason: Type.Union([
    Type.Literal('mistake'),
    Type.Literal('left'),
    Type.Literal('screening'),
    Type.Literal('day-over'),
    Type.Literal('other'),
  ]),
  note: Type.Optional(Type.String({ maxLength: 200 })),
})
export type TicketVoided = Static<typeof TicketVoided>

/** A plain statement instead of a promise that could not be kept. The count argues for more supply. */
export const VisitorTurnedAway = Type.Object({
  localDate: LocalDate,
  reason: Type.Union([Type.Literal('last-day'), Type.Literal('tomorrow-full'), Type.Literal('no-stock')]),
  statementNumber: Type.String(),
  lane: Lane,
})
export type VisitorTurnedAway = Static<typeof VisitorTurnedAway>

export const QueueCalled = Type.Object({ ticketId: Uuid, stage: Stage, desk: Desk })
export type QueueCalled = Static<typeof QueueCalled>

/** Called and not there: back to the end of the same lane; the third time the ticket may be voided. */
export const QueueMissed = Type.Object({ ticketId: Uuid, stage: Stage })
export type QueueMissed = Static<typeof QueueMissed>
