import { count, type Database, prepared } from '../store/database.ts'
import type { Projectors } from './index.ts'

export const projectTickets: Projectors<
  'ticket.issued' | 'ticket.checked-in' | 'ticket.voided' | 'visitor.turned-away'
> = {
  'ticket.issued': (event, db) => {
    const ticket = event.data
    // A day ticket stands in line at once; a return ticket when its holder is here again.
    const inLine = ticket.kind === 'day'
    prepared(
      db,
      `INSERT INTO tickets (ticket_id, kind, number, lane, state, issued_on, valid_on, holder, holder_key, text, issued_at, issued_seq, line_seq, checked_in_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      ticket.ticketId,
      ticket.kind,
      freeNumber(db, ticket.validOn, ticket.number),
      ticket.lane,
      inLine ? 'waiting' : 'issued',
      ticket.issuedOn,
      ticket.validOn,
      JSON.stringify(ticket.holder),
      ticket.holderKey,
      ticket.text,
      event.recordedAt,
      event.seq,
      inLine ? event.seq : null,
      inLine ? event.recordedAt : null,
    )
  },

  'ticket.checked-in': (event, db) => {
    prepared(
      db,
      "UPDATE tickets SET state = 'waiting', line_seq = ?, checked_in_at = ? WHERE ticket_id = ?",
    ).run(event.seq, event.recordedAt, event.data.ticketId)
  },

  'ticket.voided': (event, db) => {
    prepared(db, "UPDATE tickets SET state = 'voided', line_seq = NULL WHERE ticket_id = ?").run(
      event.data.ticketId,
    )
    prepared(
      db,
      "UPDATE visits SET stage = 'done', stage_seq = ? WHERE ticket_id = ? AND immunization_id IS NULL",
    ).run(event.seq, event.data.ticketId)
  },

  'visitor.turned-away': (event, db) => {
    const { statementNumber, localDate, reason, lane } = event.data
    prepared(
      db,
      'INSERT INTO turned_away (statement_number, local_date, reason, lane, at) VALUES (?, ?, ?, ?, ?)',
    ).run(statementNumber, localDate, reason, lane, event.recordedAt)
  },
}

/**
 * The number on the paper, or with a letter behind it: two laptops that wrote under one name gave out the same numbers,
 * and both people are in the line once the logs are joined. Each is still found by the ticket's code.
 */
function freeNumber(db: Database, validOn: string, number: string): string {
  for (let letter = 0; ; letter += 1) {
    const candidate = letter === 0 ? number : `${number}${String.fromCharCode(97 + letter)}`
    const taken = count(
      db,
      'SELECT count(*) FROM tickets WHERE valid_on = ? AND number = ?',
      validOn,
      candidate,
    )
    if (taken === 0 || letter === 25) return candidate
  }
}
