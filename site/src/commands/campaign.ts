import type { LocalDate, TicketState } from '@sentra/contract'
import { addDays, closeSession, openSession, planCampaign, refuse, replanQuota } from '@sentra/domain'
import { currentCampaign, sessionOn } from '../reads/campaign.ts'
import { doseAccount, dosesGivenOn, dosesWastedOn } from '../reads/doses.ts'
import { openVials } from '../reads/stock.ts'
import {
  liveTicketsOn,
  returnTicketsHonouredOn,
  returnTicketsIssuedOn,
  returnTicketsOutstanding,
  turnedAwayOn,
} from '../reads/tickets.ts'
import { count, type Database, row, rows } from '../store/database.ts'
import type { CommandContext, CommandHandlers } from './command-context.ts'

export const campaignHandlers: CommandHandlers<
  'campaign.plan' | 'session.open' | 'session.close' | 'quota.replan'
> = {
  'campaign.plan': ({ site, now, commandId }, plan) => {
    const existing = currentCampaign(site.db)
    return planCampaign({
      campaignId: commandId,
      plan,
      today: now.localDate,
      existing: existing ? [existing] : [],
    })
  },

  'session.open': (context, { localDate, desks }) => {
    const planning = planningOf(context, localDate)
    if (!planning) return refuse('no-campaign')
    return openSession({
      ...planning,
      earlierOpenSession: earlierOpenSession(context.site.db, localDate),
      ...(desks ? { desks } : {}),
    })
  },

  'quota.replan': (context, { localDate, cause }) => {
    const planning = planningOf(context, localDate)
    return planning ? replanQuota({ ...planning, cause }) : refuse('no-campaign')
  },

  'session.close': ({ site }, { localDate, waitingHaveLeft }) => {
    const { db } = site
    const session = sessionOn(db, localDate)
    return closeSession({
      session: session?.state ?? 'not-opened',
      openVials: openVials(db),
      peopleInVisit: numbersIn(db, localDate, ['in-visit']),
      peopleWaiting: numbersIn(db, localDate, ['waiting', 'called']),
      waitingHaveLeft: waitingHaveLeft ?? false,
      account: {
        localDate,
        day: session?.day ?? 1,
        quota: session?.quota ?? 0,
        dosesGiven: dosesGivenOn(db, localDate),
        dosesWasted: dosesWastedOn(db, localDate),
        dosesOnHand: doseAccount(db).onHand,
        returnTicketsIssued: returnTicketsIssuedOn(db, localDate),
        returnTicketsHonoured: returnTicketsHonouredOn(db, localDate),
        turnedAwayWithoutPromise: turnedAwayOn(db, localDate),
        ticketsUnused: count(
          db,
          "SELECT count(*) FROM tickets WHERE valid_on = ? AND state IN ('issued', 'waiting', 'called')",
          localDate,
        ),
      },
    })
  },
}

/** What a plan of today is made from; null without a campaign. */
function planningOf({ site, now }: CommandContext, localDate: LocalDate) {
  const { db } = site
  const campaign = currentCampaign(db)
  if (!campaign) return null
  const account = doseAccount(db)
  return {
    campaign,
    localDate,
    today: now.localDate,
    session: sessionOn(db, localDate)?.state ?? ('not-opened' as const),
    dosesOnHand: account.onHand,
    dosesInOpenVials: account.inOpenVials,
    dosesGivenToday: dosesGivenOn(db, localDate),
    liveTickets: liveTicketsOn(db, localDate, true),
    returnTicketsOutstanding: returnTicketsOutstanding(db, localDate),
    promisedTomorrow: returnTicketsOutstanding(db, addDays(localDate, 1)),
    dosesPerVial: count(db, 'SELECT doses_per_vial FROM lots ORDER BY rowid DESC LIMIT 1') || 1,
  }
}

function earlierOpenSession(db: Database, localDate: LocalDate): LocalDate | null {
  const found = row<{ localDate: LocalDate }>(
    db,
    "SELECT local_date AS localDate FROM sessions WHERE state = 'open' AND local_date < ? LIMIT 1",
    localDate,
  )
  return found?.localDate ?? null
}

/** Numbers of the tickets of a day in these states, first come first. */
function numbersIn(db: Database, localDate: LocalDate, states: TicketState[]): string[] {
  return rows<{ number: string }>(
    db,
    'SELECT number FROM tickets WHERE valid_on = ? AND state IN (SELECT value FROM json_each(?)) ORDER BY issued_seq',
    localDate,
    JSON.stringify(states),
  ).map(({ number }) => number)
}
