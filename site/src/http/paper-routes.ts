import { isRefused } from '@sentra/card'
import { cardPaper, statementPaper, ticketPaper } from '@sentra/card/paper'
import type { TicketView, VisitorTurnedAway } from '@sentra/contract'
import { isRefusal, promiseRunsUntil, refuse } from '@sentra/domain'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { recordPersonRead } from '../access/person-reads.ts'
import { currentCampaign } from '../reads/campaign.ts'
import { cardToHandOut } from '../reads/card-to-hand-out.ts'
import { ticketById } from '../reads/tickets.ts'
import type { Site } from '../site.ts'
import { row } from '../store/database.ts'
import { RefusedError } from './refused.ts'
import { requireRole, signedIn } from './who.ts'

/** Paper: tickets, statements, cards. What a card's paper says in words is read back from the signed card. */
export function registerPaperRoutes(server: FastifyInstance, site: Site): void {
  server.get(
    '/v1/tickets/:ticketId/paper.pdf',
    { schema: { summary: 'The slip of a ticket (80 mm)', tags: ['paper'] } },
    async (request, reply) => {
      requireRole(signedIn(site, request), ['gate', 'registrar', 'coordinator'])
      const ticket = ticketById(site.db, (request.params as { ticketId: string }).ticketId)
      if (!ticket) throw new RefusedError(refuse('unknown-ticket'))
      return sendPdf(reply, await ticketSlip(site, ticket))
    },
  )

  server.get(
    '/v1/statements/:number/paper.pdf',
    { schema: { summary: 'The plain statement for a person sent home without a promise', tags: ['paper'] } },
    async (request, reply) => {
      requireRole(signedIn(site, request), ['gate', 'coordinator'])
      const { number } = request.params as { number: string }
      const statement = row<Pick<VisitorTurnedAway, 'localDate' | 'reason' | 'statementNumber'>>(
        site.db,
        'SELECT statement_number AS statementNumber, local_date AS localDate, reason FROM turned_away WHERE statement_number = ?',
        number,
      )
      if (!statement) throw new RefusedError(refuse('not-found'))
      const contact = currentCampaign(site.db)?.aefiPhone
      const pdf = await statementPaper({
        statement,
        siteName: site.siteName,
        printedAt: site.clock.now(),
        ...(contact ? { contact } : {}),
      })
      return sendPdf(reply, pdf)
    },
  )

  server.get(
    '/v1/cards/:cardId/paper.pdf',
    {
      schema: {
        summary: 'A card on paper: ID-1 for a wallet, A6 with the exchange stub',
        tags: ['paper'],
        querystring: Type.Object({
          size: Type.Optional(Type.Union([Type.Literal('id1'), Type.Literal('a6')])),
        }),
      },
    },
    async (request, reply) => {
      const signIn = signedIn(site, request)
      requireRole(signIn, ['card-clerk', 'coordinator'])
      const card = cardToHandOut(site.db, (request.params as { cardId: string }).cardId)
      if (isRefusal(card)) throw new RefusedError(card)
      const allowed = recordPersonRead(site.db, {
        at: site.clock.now().toISOString(),
        staffId: signIn.staff.staffId,
        device: signIn.device,
        query: 'cardPaper',
        subject: `card ${card.cardId}`,
      })
      if (!allowed) throw new RefusedError(refuse('too-many-reads', { details: { retryAfterSeconds: 60 } }))
      const { size = 'a6' } = request.query as { size?: 'id1' | 'a6' }
      const pdf = await cardPaper(card.text, {
        size: size === 'id1' ? 'id-1' : 'a6',
        aefiPhone: currentCampaign(site.db)?.aefiPhone ?? '119',
      })
      if (isRefused(pdf)) throw new Error(`a card of this site cannot be read back: ${pdf.refused}`)
      return sendPdf(reply, pdf)
    },
  )
}

async function ticketSlip(site: Site, ticket: TicketView): Promise<Uint8Array> {
  const campaign = currentCampaign(site.db)
  const pdf = await ticketPaper({
    text: ticket.text,
    siteName: site.siteName,
    holderName: ticket.holder.fullName,
    printedAt: site.clock.now(),
    ...(campaign ? { opensAt: campaign.opensAt, comeBefore: promiseRunsUntil(campaign) } : {}),
  })
  if (isRefused(pdf)) throw new Error(`a ticket of this site cannot be read back: ${pdf.refused}`)
  return pdf
}

function sendPdf(reply: FastifyReply, pdf: Uint8Array): FastifyReply {
  return reply
    .type('application/pdf')
    .header('cache-control', 'no-store')
    .header('content-disposition', 'inline')
    .send(Buffer.from(pdf))
}
