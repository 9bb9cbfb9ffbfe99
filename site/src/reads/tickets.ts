import { isRefused, readTicket } from '@sentra/card'
import type {
  Lane,
  LocalDate,
  TicketHolder,
  TicketReference,
  TicketState,
  TicketView,
} from '@sentra/contract'
import { count, type Database, row, rows } from '../store/database.ts'

interface TicketRow {
  readonly ticket_id: string
  readonly kind: 'day' | 'return'
  readonly number: string
  readonly lane: Lane
  readonly state: TicketState
  readonly issued_on: string
  readonly valid_on: string
  readonly holder: string
  readonly text: string
  readonly missed: number
  readonly issued_at: string
  readonly checked_in_at: string | null
  readonly called_at: string | null
  readonly consumed_at: string | null
  readonly visit_id: string | null
}

const columns =
  'ticket_id, kind, number, lane, state, issued_on, valid_on, holder, text, missed, issued_at, checked_in_at, called_at, consumed_at, visit_id'

export function ticketById(db: Database, ticketId: string): TicketView | null {
  return view(row<TicketRow>(db, `SELECT ${columns} FROM tickets WHERE ticket_id = ?`, ticketId))
}

/** A ticket as a station has it: scanned, typed (today's first, else the newest with that number), or by id. */
export function findTicket(db: Database, reference: TicketReference, today: LocalDate): TicketView | null {
  if ('ticketId' in reference) return ticketById(db, reference.ticketId)
  if ('text' in reference) {
    const text = reference.text.trim()
    // The code says which ticket it is, so that not all are read; whether it is that one the text as a whole says.
    const claimed = readTicket(text)
    const ticket = isRefused(claimed) ? null : ticketById(db, claimed.ticketId)
    return ticket?.text === text ? ticket : null
  }
  const number = normalNumber(reference.number)
  const onDay = ticketOn(db, reference.validOn ?? today, number)
  if (onDay || reference.validOn) return onDay
  return view(
    row<TicketRow>(
      db,
      `SELECT ${columns} FROM tickets WHERE number = ? ORDER BY issued_seq DESC LIMIT 1`,
      number,
    ),
  )
}

function ticketOn(db: Database, validOn: LocalDate, number: string): TicketView | null {
  return view(
    row<TicketRow>(db, `SELECT ${columns} FROM tickets WHERE valid_on = ? AND number = ?`, validOn, number),
  )
}

/** People type `r12` for `R-012`. */
function normalNumber(typed: string): string {
  const parts = /^\s*([A-Za-z])\s*-?\s*(\d{1,5})\s*$/.exec(typed)
  return parts ? `${parts[1]!.toUpperCase()}-${parts[2]!.padStart(3, '0')}` : typed.trim()
}

export function ticketsOn(db: Database, validOn: LocalDate): TicketView[] {
  return rows<TicketRow>(
    db,
    `SELECT ${columns} FROM tickets WHERE valid_on = ? ORDER BY issued_seq`,
    validOn,
  ).map((each) => view(each)!)
}

/** The ticket that already holds a dose for this person, today or on a later day. */
export function liveTicketOf(db: Database, holderKey: string, today: LocalDate): TicketView | null {
  return view(
    row<TicketRow>(
      db,
      `SELECT ${columns} FROM tickets WHERE holder_key = ? AND valid_on >= ? AND state IN ('issued', 'waiting', 'called', 'in-visit') LIMIT 1`,
      holderKey,
      today,
    ),
  )
}

/** Tickets of this day that hold a dose. Unclaimed return tickets count only while their promise runs. */
export function liveTicketsOn(db: Database, localDate: LocalDate, promiseRuns: boolean): number {
  const states = promiseRuns ? "'issued', 'waiting', 'called', 'in-visit'" : "'waiting', 'called', 'in-visit'"
  return count(db, `SELECT count(*) FROM tickets WHERE valid_on = ? AND state IN (${states})`, localDate)
}

/** Return tickets of a day whose holders are still expected. */
export const returnTicketsOutstanding = (db: Database, localDate: LocalDate) =>
  count(
    db,
    "SELECT count(*) FROM tickets WHERE valid_on = ? AND kind = 'return' AND state IN ('issued', 'waiting', 'called', 'in-visit')",
    localDate,
  )

export const returnTicketsIssuedOn = (db: Database, localDate: LocalDate) =>
  count(
    db,
    "SELECT count(*) FROM tickets WHERE issued_on = ? AND kind = 'return' AND state <> 'voided'",
    localDate,
  )

export const returnTicketsHonouredOn = (db: Database, localDate: LocalDate) =>
  count(
    db,
    "SELECT count(*) FROM tickets WHERE valid_on = ? AND kind = 'return' AND state = 'consumed'",
    localDate,
  )

export const turnedAwayOn = (db: Database, localDate: LocalDate) =>
  count(db, 'SELECT count(*) FROM turned_away WHERE local_date = ?', localDate)

/** Everybody who came to the gate on a day: tickets issued and people turned away. */
export const comersOn = (db: Database, localDate: LocalDate) =>
  count(db, "SELECT count(*) FROM tickets WHERE issued_on = ? AND state <> 'voided'", localDate) +
  count(db, 'SELECT count(*) FROM turned_away WHERE local_date = ?', localDate)

/** The next short number of a letter on a day. Numbers are never given twice, also when a ticket is voided. */
export function nextNumber(db: Database, validOn: LocalDate, letter: string): string {
  const used = count(
    db,
    'SELECT max(CAST(substr(number, 3) AS INTEGER)) FROM tickets WHERE valid_on = ? AND number LIKE ?',
    validOn,
    `${letter}-%`,
  )
  return `${letter}-${String(used + 1).padStart(3, '0')}`
}

function view(found: TicketRow | null): TicketView | null {
  if (!found) return null
  return {
    ticketId: found.ticket_id,
    kind: found.kind,
    number: found.number,
    lane: found.lane,
    state: found.state,
    issuedOn: found.issued_on,
    validOn: found.valid_on,
    holder: JSON.parse(found.holder) as TicketHolder,
    text: found.text,
    missed: found.missed,
    issuedAt: found.issued_at,
    checkedInAt: found.checked_in_at,
    calledAt: found.called_at,
    consumedAt: found.consumed_at,
    visitId: found.visit_id,
  }
}
