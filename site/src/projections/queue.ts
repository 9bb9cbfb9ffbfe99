import { type Database, prepared } from '../store/database.ts'
import type { Projectors } from './index.ts'

export const projectQueue: Projectors<'queue.called' | 'queue.missed'> = {
  'queue.called': (event, db) => {
    const { ticketId, stage, desk } = event.data
    if (stage === 'registration') {
      prepared(
        db,
        "UPDATE tickets SET state = 'called', called_at = ?, called_desk = ? WHERE ticket_id = ?",
      ).run(event.recordedAt, desk, ticketId)
    } else {
      prepared(db, 'UPDATE visits SET called_desk = ? WHERE ticket_id = ?').run(desk, ticketId)
    }
    const { lane, number, valid_on } = ticketRow(db, ticketId)
    prepared(
      db,
      'INSERT INTO lane_calls (seq, local_date, stage, lane, ticket_id, number, desk, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ).run(event.seq, valid_on, stage, lane, ticketId, number, desk, event.recordedAt)
  },

  'queue.missed': (event, db) => {
    const { ticketId, stage } = event.data
    if (stage === 'registration') {
      prepared(
        db,
        "UPDATE tickets SET state = 'waiting', missed = missed + 1, line_seq = ?, called_desk = NULL WHERE ticket_id = ?",
      ).run(event.seq, ticketId)
    } else {
      prepared(
        db,
        'UPDATE visits SET missed = missed + 1, stage_seq = ?, called_desk = NULL WHERE ticket_id = ?',
      ).run(event.seq, ticketId)
    }
  },
}

function ticketRow(db: Database, ticketId: string): { lane: string; number: string; valid_on: string } {
  return prepared(db, 'SELECT lane, number, valid_on FROM tickets WHERE ticket_id = ?').get(ticketId) as {
    lane: string
    number: string
    valid_on: string
  }
}
