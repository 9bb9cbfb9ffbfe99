import { isRefused, readCard } from '@sentra/card'
import type { QueryAnswer, QueryName, SignInBody, Stage, TicketReference } from '@sentra/contract'
import { type Refusal, refuse } from '@sentra/domain'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { listPersonReads } from '../access/person-reads.ts'
import { checkPin } from '../access/pins.ts'
import { listRefusals } from '../access/refusal-counts.ts'
import { endSignIn, findSignIn, type SignIn, startSignIn } from '../access/sign-ins.ts'
import { siteMoment } from '../clock/site-time.ts'
import { findCard } from '../reads/cards.ts'
import { days } from '../reads/days.ts'
import { outages } from '../reads/outages.ts'
import { queueView } from '../reads/queue.ts'
import { setAside } from '../reads/set-aside.ts'
import { staffList } from '../reads/staff.ts'
import { steadyStatus } from '../reads/steady-status.ts'
import { stockView } from '../reads/stock.ts'
import { findTicket, ticketsOn } from '../reads/tickets.ts'
import { uncollectedCards } from '../reads/uncollected-cards.ts'
import { unknownTicket } from '../reads/unknown-ticket.ts'
import { findPeople, immunizationById, visitById, visitsAtStage } from '../reads/visits.ts'
import { openVoidRequests } from '../reads/void-requests.ts'
import type { Site } from '../site.ts'
import { row } from '../store/database.ts'
import { RefusedError } from './refused.ts'
import { cookieName, cookieOptions, deviceOf, sessionCookie, tokenOf } from './who.ts'

export interface Question {
  readonly site: Site
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** null only where anyone may ask. */
  readonly signIn: SignIn | null
}

type Answered<N extends QueryName> = {
  readonly answer: QueryAnswer<N>
  /** What was looked at, for the record of reads; absent when no person was. */
  readonly subject?: string
}

type Answers = { [N in QueryName]: (question: Question) => Answered<N> | Promise<Answered<N>> }

const now = (site: Site) => siteMoment(site.clock.now(), site.timeZone)

/** The answer to each question of the contract. */
export const answers: Answers = {
  status: ({ site }) => ({ answer: steadyStatus(site) }),
  queue: ({ site }) => ({ answer: queueView(site.db, now(site)) }),
  stock: ({ site }) => ({ answer: stockView(site.db, now(site)) }),
  days: ({ site }) => ({ answer: { days: days(site.db) } }),
  outages: ({ site }) => ({ answer: { outages: outages(site.db, (size) => site.link.receiptedAt(size)) } }),
  setAside: ({ site }) => ({ answer: setAside(site) }),
  staff: ({ site }) => ({ answer: { staff: staffList(site.db) } }),
  refusals: ({ site }) => ({ answer: { refusals: listRefusals(site.db) } }),
  personalReads: ({ site }) => ({ answer: { reads: listPersonReads(site.db) } }),

  me: ({ signIn }) => ({ answer: { staff: signIn!.staff, device: signIn!.device } }),

  signIn: async ({ site, request, reply }) => {
    const { staffId, pin } = request.body as SignInBody
    const check = await checkPin(site.db, staffId, pin, site.keys.pepper, site.clock.now())
    if (!check.ok) {
      throw new RefusedError(
        check.lockedUntil
          ? refuse('locked-out', { field: 'pin', details: { until: check.lockedUntil } })
          : refuse('wrong-pin', { field: 'pin' }),
      )
    }
    const device = deviceOf(site, request, reply)
    const { token, endsAt } = startSignIn(site.db, staffId, device, site.clock.now())
    const signIn = findSignIn(site.db, token, site.clock.now())
    // The PIN was right and the person has left: the same answer as a wrong PIN.
    if (!signIn) throw new RefusedError(refuse('wrong-pin', { field: 'pin' }))
    reply.setCookie(cookieName(request, sessionCookie), token, cookieOptions(request))
    return { answer: { token, staff: signIn.staff, endsAt } }
  },

  signOut: ({ site, request, reply }) => {
    endSignIn(site.db, tokenOf(request) ?? '')
    reply.clearCookie(cookieName(request, sessionCookie), cookieOptions(request))
    return { answer: { signedOut: true } }
  },

  findTicket: ({ site, request }) => {
    const { ticket: reference } = request.body as { ticket: TicketReference }
    const ticket = findTicket(site.db, reference, now(site).localDate)
    if (!ticket) throw new RefusedError(unknownTicket(reference))
    const visit = ticket.visitId ? visitById(site, ticket.visitId) : null
    return { answer: { ticket, visit }, subject: `ticket ${ticket.ticketId}` }
  },

  tickets: ({ site, request }) => {
    const { validOn } = request.query as { validOn?: string }
    const day = validOn ?? now(site).localDate
    return { answer: { tickets: ticketsOn(site.db, day) }, subject: `tickets of ${day}` }
  },

  visit: ({ site, request }) => {
    const { visitId } = request.params as { visitId: string }
    const visit = visitById(site, visitId)
    if (!visit) throw new RefusedError(refuse('not-found', { field: 'visitId' }))
    return { answer: visit, subject: `visit ${visitId}` }
  },

  visitsAtStage: ({ site, request }) => {
    const { stage } = request.params as { stage: Stage }
    return { answer: { visits: visitsAtStage(site, stage) }, subject: `stage ${stage}` }
  },

  findPeople: ({ site, request }) => {
    const { query } = request.body as { query: string }
    const visits = findPeople(site, query)
    return {
      answer: { visits },
      subject: visits.map((visit) => `visit ${visit.visitId}`).join(' ') || 'nobody',
    }
  },

  uncollectedCards: ({ site }) => {
    const answer = uncollectedCards(site.db)
    return { answer, subject: `${answer.cards.length} uncollected cards` }
  },

  voidRequests: ({ site }) => {
    const requests = openVoidRequests(site.db)
    return {
      answer: { requests },
      ...(requests.length > 0
        ? { subject: requests.map(({ visitId }) => `visit ${visitId}`).join(' ') }
        : {}),
    }
  },

  findCard: async ({ site, request }) => {
    const { text } = request.body as { text: string }
    const card = findCard(site.db, text)
    if (!card) throw new RefusedError(await unknownCard(site, text))
    const dose = immunizationById(site.db, card.immunizationId)
    const found = row<{ visit_id: string }>(
      site.db,
      'SELECT visit_id FROM immunizations WHERE immunization_id = ?',
      dose?.immunizationId,
    )
    const visit = found ? visitById(site, found.visit_id) : null
    if (!visit) throw new RefusedError(refuse('unknown-qr', { field: 'text' }))
    return { answer: { card, visit }, subject: `card ${card.cardId}` }
  },
}

/** A local card of another site is no stranger: the hub can exchange it. */
async function unknownCard(site: Site, text: string): Promise<Refusal> {
  const card = await readCard(text.trim())
  if (isRefused(card) || card.kind !== 'local' || card.site.siteId === site.siteId)
    return refuse('unknown-qr', { field: 'text' })
  return refuse('card-of-another-site', { field: 'text', details: { siteId: card.site.siteId } })
}
