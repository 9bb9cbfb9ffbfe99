import type { EventDraft, Lane, LocalDate, TicketContents, TicketHolder } from '@sentra/contract'
import { ageYears, isLocalDate } from '../campaign/local-date.ts'
import { type Refusal, refuse } from '../refusal.ts'

export type Need = 'none' | 'elderly' | 'pregnant' | 'disabled' | 'emergency'

/** From this age a person is elderly in the programme (priority group LANSIA), asked for or not. */
export const elderlyFromYears = 60

/** The day as the gate sees it. */
export interface GateDay {
  readonly localDate: LocalDate
  /** The campaign's next day; null on the last. */
  readonly nextDate: LocalDate | null
  readonly session: 'not-opened' | 'open' | 'closed'
  readonly placesLeft: number
  readonly promisesLeft: number
  readonly lastDay: boolean
  /** When known: zero makes the plain statement say that the vaccine is out. */
  readonly dosesOnHand?: number
}

/**
 * Somebody has come without a ticket. In this order: a ticket that holds a dose of today; a return
 * ticket that holds a dose of tomorrow; and when no promise can be kept, a plain statement that says
 * so and is counted. Nobody leaves with nothing.
 *
 * Ids, numbers and signatures come from outside: the rule only decides what they are for.
 */
export function admit(input: {
  today: GateDay
  holder: TicketHolder
  need: Need
  /** Keyed hash of who the holder is. */
  holderKey: string
  /** A live ticket of the same person, if there is one. */
  existing: { readonly number: string; readonly validOn: LocalDate } | null
  ids: { readonly ticketId: string }
  /** The next free number of a lane on a day, e.g. `R-012`. */
  nextNumber: (lane: Lane, validOn: LocalDate) => string
  sign: (ticket: Omit<TicketContents, 'siteId'>) => string
  statementNumber: string
}):
  | EventDraft<'ticket.issued' | 'visitor.turned-away'>
  | Refusal<'session-not-open' | 'ticket-already-held' | 'birth-date-invalid' | 'birth-date-future'> {
  const { today, holder, existing } = input
  const { birthDate } = holder
  if (today.session !== 'open') return refuse('session-not-open')
  if (birthDate !== undefined && !isLocalDate(birthDate))
    return refuse('birth-date-invalid', { field: 'holder.birthDate' })
  if (birthDate !== undefined && birthDate > today.localDate)
    return refuse('birth-date-future', { field: 'holder.birthDate', details: { birthDate } })
  if (existing !== null) return refuse('ticket-already-held', { field: 'holder', details: { ...existing } })

  const lane = laneFor(input.need, birthDate, today.localDate)
  if (today.placesLeft > 0) return ticket('day', lane, today.localDate)
  if (today.promisesLeft > 0 && !today.lastDay && today.nextDate !== null)
    return ticket('return', 'return-ticket', today.nextDate)
  return {
    type: 'visitor.turned-away',
    data: {
      localDate: today.localDate,
      reason: today.lastDay ? 'last-day' : today.dosesOnHand === 0 ? 'no-stock' : 'tomorrow-full',
      statementNumber: input.statementNumber,
      lane,
    },
  }

  function ticket(kind: 'day' | 'return', ticketLane: Lane, validOn: LocalDate): EventDraft<'ticket.issued'> {
    const { ticketId } = input.ids
    const number = input.nextNumber(ticketLane, validOn)
    return {
      type: 'ticket.issued',
      data: {
        ticketId,
        kind,
        number,
        lane: ticketLane,
        issuedOn: today.localDate,
        validOn,
        holder,
        holderKey: input.holderKey,
        text: input.sign({ ticketId, localDate: validOn, lane: ticketLane, number }),
      },
    }
  }
}

/** The lane for what a person needs; an age of 60 makes it `priority` without being asked. */
export function laneFor(need: Need, birthDate: LocalDate | undefined, today: LocalDate): Lane {
  if (need === 'emergency') return 'emergency'
  if (need !== 'none') return 'priority'
  return birthDate !== undefined && ageYears(birthDate, today) >= elderlyFromYears ? 'priority' : 'walk-in'
}
