import { prepared } from '../store/database.ts'
import type { Projectors } from './index.ts'

export const projectCampaign: Projectors<
  'campaign.planned' | 'session.opened' | 'session.closed' | 'quota.planned'
> = {
  'campaign.planned': (event, db) => {
    prepared(db, 'INSERT INTO campaigns (campaign_id, seq, body) VALUES (?, ?, ?)').run(
      event.data.campaignId,
      event.seq,
      JSON.stringify(event.data),
    )
  },

  'session.opened': (event, db) => {
    const { plan } = event.data
    prepared(
      db,
      `INSERT INTO sessions (local_date, day, state, quota, doses_at_opening, plan, opened_at)
       VALUES (?, ?, 'open', ?, ?, ?, ?)`,
    ).run(plan.localDate, plan.day, plan.quota, plan.dosesOnHand, JSON.stringify(plan), event.recordedAt)
  },

  'quota.planned': (event, db) => {
    const { plan } = event.data
    prepared(db, 'UPDATE sessions SET quota = ?, plan = ? WHERE local_date = ?').run(
      plan.quota,
      JSON.stringify(plan),
      plan.localDate,
    )
  },

  'session.closed': (event, db) => {
    const { localDate } = event.data
    prepared(db, "UPDATE sessions SET state = 'closed', closed_at = ?, account = ? WHERE local_date = ?").run(
      event.recordedAt,
      JSON.stringify(event.data),
      localDate,
    )
    prepared(
      db,
      "UPDATE tickets SET state = 'lapsed', line_seq = NULL WHERE valid_on <= ? AND state IN ('issued', 'waiting', 'called')",
    ).run(localDate)
  },
}
