import type { Lane, Stage } from '@sentra/contract'
import { callNext, isRefusal, missCall, refuse, type Waiting } from '@sentra/domain'
import type { SiteMoment } from '../clock/site-time.ts'
import { type Database, row, rows } from '../store/database.ts'
import type { CommandHandlers } from './command-context.ts'

export const queueHandlers: CommandHandlers<'queue.call-next' | 'queue.miss'> = {
  'queue.call-next': ({ site, now }, { stage, desk }) => {
    const ticketId = callNext(waitingAt(site.db, stage, now), recentCalls(site.db, stage, now.localDate))
    if (isRefusal(ticketId)) return ticketId
    return { type: 'queue.called', data: { ticketId, stage, desk } }
  },

  'queue.miss': ({ site }, { ticketId, stage }) => {
    const ticket = row<{ ticketId: string; number: string; state: string; calledDesk: string | null }>(
      site.db,
      `SELECT t.ticket_id AS ticketId, t.number, t.state, v.called_desk AS calledDesk
       FROM tickets t LEFT JOIN visits v ON v.ticket_id = t.ticket_id WHERE t.ticket_id = ?`,
      ticketId,
    )
    if (!ticket) return refuse('unknown-ticket', { field: 'ticketId' })
    const called = stage === 'registration' ? ticket.state === 'called' : ticket.calledDesk !== null
    return missCall({ ticketId, number: ticket.number, called }, stage)
  },
}

/** People who wait for this stage and were not called yet. */
function waitingAt(db: Database, stage: Stage, now: SiteMoment): Waiting[] {
  if (stage === 'registration') {
    return rows<Waiting>(
      db,
      `SELECT ticket_id AS ticketId, lane, checked_in_at AS since, line_seq AS seq, missed FROM tickets
       WHERE valid_on = ? AND state = 'waiting'`,
      now.localDate,
    )
  }
  return rows<Waiting>(
    db,
    `SELECT v.ticket_id AS ticketId, t.lane, v.stage_since AS since, v.stage_seq AS seq, v.missed
     FROM visits v JOIN tickets t ON t.ticket_id = v.ticket_id
     WHERE v.stage = ? AND v.called_desk IS NULL AND v.local_date = ?`,
    stage,
    now.localDate,
  )
}

/** Enough of the past for the walk-ins' floor: one call in four. */
function recentCalls(db: Database, stage: Stage, localDate: string): Lane[] {
  return rows<{ lane: Lane }>(
    db,
    'SELECT lane FROM lane_calls WHERE local_date = ? AND stage = ? ORDER BY seq DESC LIMIT 8',
    localDate,
    stage,
  )
    .map(({ lane }) => lane)
    .reverse()
}
