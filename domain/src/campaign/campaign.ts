import type { CampaignPlanned, EventDraft, LocalDate } from '@sentra/contract'
import { productOn } from '../products/product.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { addDays, daysBetween, isLocalDate } from './local-date.ts'

/** What a rule needs of a campaign: the horizon its stock must last. */
export interface Horizon {
  readonly firstDay: LocalDate
  readonly days: number
}

/** 1 on the campaign's first day; null before it and after the last. */
export function dayOf(campaign: Horizon, localDate: LocalDate): number | null {
  const day = daysBetween(campaign.firstDay, localDate) + 1
  return day >= 1 && day <= campaign.days ? day : null
}

export function lastDay(campaign: Horizon): LocalDate {
  return addDays(campaign.firstDay, campaign.days - 1)
}

export function isLastDay(campaign: Horizon, localDate: LocalDate): boolean {
  return localDate === lastDay(campaign)
}

/** Days left including this one; 0 outside the campaign. */
export function daysLeftOn(campaign: Horizon, localDate: LocalDate): number {
  const day = dayOf(campaign, localDate)
  return day === null ? 0 : campaign.days - day + 1
}

/**
 * Plans a campaign: one product, some days, opening hours. Two campaigns never share a day at one
 * site, because a day has one quota.
 */
export function planCampaign(input: {
  campaignId: string
  plan: Omit<CampaignPlanned, 'campaignId'>
  today: LocalDate
  existing?: readonly CampaignPlanned[]
}):
  | EventDraft<'campaign.planned'>
  | Refusal<
      | 'campaign-dates-invalid'
      | 'campaign-hours-invalid'
      | 'campaign-already-over'
      | 'campaign-overlaps'
      | 'unknown-product'
      | 'product-not-authorised'
    > {
  const { plan, campaignId } = input
  if (!isLocalDate(plan.firstDay)) return refuse('campaign-dates-invalid', { field: 'firstDay' })
  if (!Number.isInteger(plan.days) || plan.days < 1 || plan.days > 90)
    return refuse('campaign-dates-invalid', { field: 'days' })
  if (plan.closesAt <= plan.opensAt)
    return refuse('campaign-hours-invalid', {
      field: 'closesAt',
      details: { opensAt: plan.opensAt, closesAt: plan.closesAt },
    })
  if (lastDay(plan) < input.today)
    return refuse('campaign-already-over', { field: 'firstDay', details: { lastDay: lastDay(plan) } })

  const overlapping = (input.existing ?? []).find(
    (other) => other.firstDay <= lastDay(plan) && plan.firstDay <= lastDay(other),
  )
  if (overlapping !== undefined)
    return refuse('campaign-overlaps', { field: 'firstDay', details: { name: overlapping.name } })

  const product = productOn(plan.productId, plan.firstDay)
  if (isRefusal(product)) return { ...product, field: 'productId' }
  return { type: 'campaign.planned', data: { campaignId, ...plan } }
}
