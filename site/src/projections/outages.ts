import { prepared } from '../store/database.ts'
import type { Projectors } from './index.ts'

export const projectOutages: Projectors<'outage.began' | 'outage.ended' | 'link.changed'> = {
  'outage.began': (event, db) => {
    const { outageId, target, since, cause, declared } = event.data
    prepared(
      db,
      `INSERT INTO outages (outage_id, target, since, cause, began_seq, declared_by, declared)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      outageId,
      target,
      since,
      cause,
      event.seq,
      cause === 'declared' ? event.actor : null,
      declared ? JSON.stringify(declared) : null,
    )
  },

  /** Two laptops whose logs were joined may each have seen it end: it lasted until the later one did. */
  'outage.ended': (event, db) => {
    const { until, outageId, backlog } = event.data
    prepared(
      db,
      `UPDATE outages SET until = ?, ended_seq = ?, ended_by = ?, backlog = ?
       WHERE outage_id = ? AND (until IS NULL OR until < ?)`,
    ).run(until, event.seq, event.actor === 'system' ? null : event.actor, backlog ?? null, outageId, until)
  },

  /** Slow and quick again is in the log for whoever asks why a day went slowly; no view needs it. */
  'link.changed': () => undefined,
}
