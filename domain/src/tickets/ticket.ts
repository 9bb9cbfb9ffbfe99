import type { EventDraft, LocalDate, Stage, TicketHolder, TicketState, TicketVoided } from '@sentra/contract'
import { type Refusal, refuse } from '../refusal.ts'

/** A ticket as the rules see it: one person, one day, one use. */
export interface Ticket {
  readonly ticketId: string
  readonly number: string
  readonly validOn: LocalDate
  readonly state: TicketState
  readonly holder: TicketHolder
}

type TicketBasics = Pick<Ticket, 'ticketId' | 'number' | 'validOn' | 'state'>

export type TicketSpent = 'ticket-used' | 'ticket-voided' | 'ticket-deferred' | 'ticket-other-day'

/**
 * Why a ticket is no good today, or null when it is. What became of it is said before what day it is
 * for: a used ticket of yesterday is used.
 */
export function ticketSpent(ticket: TicketBasics, today: LocalDate): Refusal<TicketSpent> | null {
  const { number, validOn } = ticket
  const more = { field: 'ticket', details: { number, validOn } }
  if (ticket.state === 'consumed') return refuse('ticket-used', more)
  if (ticket.state === 'voided') return refuse('ticket-voided', more)
  if (ticket.state === 'deferred') return refuse('ticket-deferred', more)
  if (validOn !== today || ticket.state === 'lapsed') return refuse('ticket-other-day', more)
  return null
}

/** The holder of a return ticket is here: from now on nobody without a promise is called before them. */
export function checkIn(
  ticket: TicketBasics,
  now: { readonly localDate: LocalDate },
): EventDraft<'ticket.checked-in'> | Refusal<TicketSpent | 'ticket-already-checked-in'> {
  const spent = ticketSpent(ticket, now.localDate)
  if (spent !== null) return spent
  if (ticket.state !== 'issued')
    return refuse('ticket-already-checked-in', { field: 'ticket', details: { number: ticket.number } })
  return { type: 'ticket.checked-in', data: { ticketId: ticket.ticketId, localDate: now.localDate } }
}

/** Takes a ticket back; its dose returns to the pool. A used one stays used: a dose cannot be taken back. */
export function voidTicket(
  ticket: TicketBasics,
  reason: TicketVoided['reason'],
  note?: string,
): EventDraft<'ticket.voided'> | Refusal<'ticket-used' | 'ticket-voided' | 'ticket-deferred'> {
  const { ticketId, number, validOn } = ticket
  const more = { field: 'ticketId', details: { number, validOn } }
  if (ticket.state === 'consumed') return refuse('ticket-used', more)
  if (ticket.state === 'voided') return refuse('ticket-voided', more)
  if (ticket.state === 'deferred') return refuse('ticket-deferred', more)
  return { type: 'ticket.voided', data: { ticketId, reason, ...(note === undefined ? {} : { note }) } }
}

/** Calls a person may miss before the ticket may be taken back. */
export const missesBeforeVoid = 3

/** Called and not there: back to the end of the lane. */
export function missCall(
  ticket: { readonly ticketId: string; readonly number: string; readonly called: boolean },
  stage: Stage,
): EventDraft<'queue.missed'> | Refusal<'ticket-not-called'> {
  if (!ticket.called)
    return refuse('ticket-not-called', { field: 'ticketId', details: { number: ticket.number } })
  return { type: 'queue.missed', data: { ticketId: ticket.ticketId, stage } }
}

/** States in which a ticket still holds a dose of its day. */
export function holdsDose(state: TicketState): boolean {
  return state === 'issued' || state === 'waiting' || state === 'called' || state === 'in-visit'
}
