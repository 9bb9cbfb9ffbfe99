import type { OutageView } from '@sentra/contract'
import { count, type Database, row, rows } from '../store/database.ts'

export interface OpenOutage {
  readonly outageId: string
  readonly since: string
}

/** The outage that is on now, as a recorded fact; null when the hub answers. */
export function openOutage(db: Database): OpenOutage | null {
  return row<OpenOutage>(
    db,
    "SELECT outage_id AS outageId, since FROM outages WHERE target = 'hub' AND until IS NULL",
  )
}

/** Every outage with the people it touched and when its backlog was gone. */
export function outages(db: Database, receiptedAt: (size: number) => string | null): OutageView[] {
  return rows<{
    outageId: string
    target: string
    since: string
    until: string | null
    cause: string
    began: number
    ended: number | null
  }>(
    db,
    `SELECT outage_id AS outageId, target, since, until, cause, began_seq AS began, ended_seq AS ended
     FROM outages ORDER BY began_seq DESC LIMIT 200`,
  ).map(({ began, ended, ...outage }) => ({
    ...outage,
    dosesGiven: count(
      db,
      'SELECT count(*) FROM immunizations WHERE seq > ? AND seq < coalesce(?, 9e15)',
      began,
      ended,
    ),
    localCards: count(
      db,
      "SELECT count(*) FROM local_cards WHERE json_extract(cause, '$.outageId') = ?",
      outage.outageId,
    ),
    drainedAt: ended === null ? null : receiptedAt(ended),
  }))
}
