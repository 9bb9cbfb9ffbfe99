import type { EventDraft, LocalDate, QuotaPlanned, SessionClosed } from '@sentra/contract'
import { planDay } from '../quota/quota.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'

export type SessionState = 'not-opened' | 'open' | 'closed'

type PlanInput = Parameters<typeof planDay>[0]

/** Opens the day: plans its quota and says how many places walk-ins may have. */
export function openSession(
  input: PlanInput & {
    today: LocalDate
    session: SessionState
    /** An earlier day that nobody closed. */
    earlierOpenSession?: LocalDate | null
    desks?: string[]
  },
):
  | EventDraft<'session.opened'>
  | Refusal<
      | 'not-today'
      | 'session-already-open'
      | 'session-already-closed'
      | 'earlier-session-open'
      | 'outside-campaign'
      | 'no-stock'
    > {
  const { localDate, today, session, earlierOpenSession = null, desks } = input
  if (localDate !== today) return refuse('not-today', { field: 'localDate', details: { localDate, today } })
  if (session === 'open') return refuse('session-already-open', { details: { localDate } })
  if (session === 'closed') return refuse('session-already-closed', { details: { localDate } })
  if (earlierOpenSession !== null)
    return refuse('earlier-session-open', { details: { localDate: earlierOpenSession } })

  const plan = planDay(input)
  if (isRefusal(plan)) return plan
  return { type: 'session.opened', data: { plan, ...(desks === undefined ? {} : { desks }) } }
}

/** Plans today's quota again: after a delivery, a loss, or a vial that gave more than its label. */
export function replanQuota(
  input: PlanInput & { today: LocalDate; session: SessionState; cause: QuotaPlanned['cause'] },
): EventDraft<'quota.planned'> | Refusal<'not-today' | 'session-not-open' | 'outside-campaign' | 'no-stock'> {
  const { localDate, today } = input
  if (localDate !== today) return refuse('not-today', { field: 'localDate', details: { localDate, today } })
  if (input.session !== 'open') return refuse('session-not-open')
  const plan = planDay(input)
  if (isRefusal(plan)) return plan
  return { type: 'quota.planned', data: { plan, cause: input.cause } }
}

/**
 * Closes the day with its account. Open vials are closed first, so that what was left in them is
 * wastage of this day and not a puzzle of the next; nobody is left behind between two desks, and nobody in
 * the line is sent home with a ticket that has just become worthless.
 */
export function closeSession(input: {
  account: SessionClosed
  session: SessionState
  openVials: readonly { readonly vialNumber: number }[]
  /** Ticket numbers of people between registration and the end of their observation. */
  peopleInVisit: readonly string[]
  /** Ticket numbers of people in the line who were not served. */
  peopleWaiting?: readonly string[]
  /** The coordinator has looked: nobody of them is in the hall any more. */
  waitingHaveLeft?: boolean
}):
  | EventDraft<'session.closed'>
  | Refusal<
      | 'session-not-open'
      | 'session-already-closed'
      | 'vials-still-open'
      | 'people-still-in-visit'
      | 'people-still-waiting'
    > {
  const { account, session, openVials, peopleInVisit } = input
  const { localDate } = account
  if (session === 'closed') return refuse('session-already-closed', { details: { localDate } })
  if (session !== 'open') return refuse('session-not-open')
  if (openVials.length > 0)
    return refuse('vials-still-open', {
      details: { vialNumbers: openVials.map((vial) => vial.vialNumber).join(', ') },
    })
  if (peopleInVisit.length > 0)
    return refuse('people-still-in-visit', {
      details: { count: peopleInVisit.length, numbers: peopleInVisit.slice(0, 10).join(', ') },
    })
  const { peopleWaiting = [], waitingHaveLeft = false } = input
  if (peopleWaiting.length > 0 && !waitingHaveLeft)
    return refuse('people-still-waiting', {
      details: { count: peopleWaiting.length, numbers: peopleWaiting.slice(0, 10).join(', ') },
    })
  return { type: 'session.closed', data: account }
}
