import { Type } from 'typebox'
import { CampaignPlanned, QuotaPlanned } from '../events/campaign.ts'
import { Desk, LocalDate } from '../values/index.ts'
import { defineCommand } from './define-command.ts'

export const campaignCommands = {
  'campaign.plan': defineCommand({
    summary: 'Plan a campaign: one product, N days, opening hours',
    data: Type.Omit(CampaignPlanned, ['campaignId']),
    roles: ['coordinator', 'administrator'],
    becomes: ['campaign.planned'],
  }),
  'session.open': defineCommand({
    summary: "Open the day: plans today's quota and releases places to walk-ins",
    data: Type.Object({ localDate: LocalDate, desks: Type.Optional(Type.Array(Desk, { maxItems: 40 })) }),
    roles: ['coordinator'],
    becomes: ['session.opened'],
  }),
  'session.close': defineCommand({
    summary: 'Close the day: every open vial must be closed first; unused day tickets end',
    data: Type.Object({
      localDate: LocalDate,
      /** Said by the coordinator who looked: those who still stand in the line of the system are not in the hall. */
      waitingHaveLeft: Type.Optional(Type.Boolean()),
    }),
    roles: ['coordinator'],
    becomes: ['session.closed'],
  }),
  'quota.replan': defineCommand({
    summary: "Plan today's quota again after a delivery, a loss or a corrected yield",
    data: Type.Object({ localDate: LocalDate, cause: QuotaPlanned.properties.cause }),
    roles: ['coordinator'],
    becomes: ['quota.planned'],
  }),
}
