import type { Lane, QueueView, Stage } from '@sentra/contract'
import type { SiteMoment } from '../clock/site-time.ts'
import { type Database, rows } from '../store/database.ts'

interface Waiting {
  readonly stage: Stage
  readonly lane: Lane
  readonly number: string
  readonly since: string
}

/** The line as the board shows it: numbers, lanes and desks, never a name. */
export function queueView(db: Database, now: SiteMoment): QueueView {
  const waiting = [
    ...rows<Waiting>(
      db,
      `SELECT 'registration' AS stage, lane, number, coalesce(checked_in_at, issued_at) AS since FROM tickets
       WHERE valid_on = ? AND state = 'waiting' ORDER BY line_seq`,
      now.localDate,
    ),
    ...rows<Waiting>(
      db,
      `SELECT v.stage, t.lane, t.number, v.stage_since AS since FROM visits v JOIN tickets t ON t.ticket_id = v.ticket_id
       WHERE v.stage IN ('screening', 'vaccination', 'card') AND v.called_desk IS NULL AND v.local_date = ? ORDER BY v.stage_seq`,
      now.localDate,
    ),
  ]
  const groups = new Map<string, QueueView['waiting'][number]>()
  for (const { stage, lane, number, since } of waiting) {
    const key = `${stage} ${lane}`
    const group = groups.get(key) ?? { stage, lane, count: 0, longestWaitSeconds: 0, next: [] }
    const waited = Math.max(0, Math.round((Date.parse(now.instant) - Date.parse(since)) / 1000))
    groups.set(key, {
      ...group,
      count: group.count + 1,
      longestWaitSeconds: Math.max(group.longestWaitSeconds, waited),
      next: group.next.length < nextShown ? [...group.next, number] : group.next,
    })
  }
  return {
    waiting: [...groups.values()],
    called: latestCalls(db, now),
    observing: rows(
      db,
      `SELECT t.number, v.visit_id AS visitId, v.observation_until AS until, v.observation_minutes AS minutes, t.lane
       FROM visits v JOIN tickets t ON t.ticket_id = v.ticket_id
       WHERE v.stage = 'observation' AND v.local_date = ? ORDER BY v.observation_until LIMIT 300`,
      now.localDate,
    ),
  }
}

/** The latest calls, and which of them nobody needs to follow any more. */
function latestCalls(db: Database, now: SiteMoment): QueueView['called'] {
  const calls = rows<{ number: string; stage: Stage; desk: string; at: string; open: number }>(
    db,
    `SELECT c.number, c.stage, c.desk, c.at,
       CASE c.stage WHEN 'registration' THEN t.state = 'called'
         ELSE v.stage IS c.stage AND v.called_desk IS NOT NULL END AS open
     FROM lane_calls c JOIN tickets t ON t.ticket_id = c.ticket_id LEFT JOIN visits v ON v.ticket_id = c.ticket_id
     WHERE c.local_date = ? ORDER BY c.seq DESC LIMIT 24`,
    now.localDate,
  )
  return calls.map(({ open, ...call }) => ({ ...call, movedOn: open !== 1 }))
}

/** A board has room for a few numbers a lane. */
const nextShown = 6
