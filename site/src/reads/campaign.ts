import type { CampaignPlanned, CampaignView, DayPlan } from '@sentra/contract'
import { addDays } from '@sentra/domain'
import { type Database, row } from '../store/database.ts'

/** The campaign in force: the last one planned. */
export function currentCampaign(db: Database): CampaignPlanned | null {
  const found = row<{ body: string }>(db, 'SELECT body FROM campaigns ORDER BY seq DESC LIMIT 1')
  return found ? (JSON.parse(found.body) as CampaignPlanned) : null
}

export function campaignView(campaign: CampaignPlanned): CampaignView {
  return { ...campaign, lastDay: addDays(campaign.firstDay, campaign.days - 1) }
}

export interface SessionRow {
  readonly localDate: string
  readonly day: number
  readonly state: 'open' | 'closed'
  readonly quota: number
  readonly dosesAtOpening: number
  readonly plan: DayPlan
  readonly openedAt: string
}

export function sessionOn(db: Database, localDate: string): SessionRow | null {
  const found = row<Omit<SessionRow, 'plan'> & { plan: string }>(
    db,
    `SELECT local_date AS localDate, day, state, quota, doses_at_opening AS dosesAtOpening, plan, opened_at AS openedAt
     FROM sessions WHERE local_date = ?`,
    localDate,
  )
  return found ? { ...found, plan: JSON.parse(found.plan) as DayPlan } : null
}
