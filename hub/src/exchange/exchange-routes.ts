import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { cardPaper } from '@sentra/card/paper'
import { CardExchangeAnswer, CardExchangeRequest, refusalMessage } from '@sentra/contract'
import { isRefusal, type Refusal } from '@sentra/domain'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { HubParts } from '../http/parts.ts'
import { HttpRefusal } from '../http/refusal.ts'
import { evenly, triesOfOnePerson } from './even-answers.ts'
import { grantExchange } from './grant-exchange.ts'
import { qrSvg } from './qr-svg.ts'

/**
 * What a person may do alone: exchange the local card in the hand for the national one. The card itself is
 * the key; there is no look-up by number, name or telephone, and no answer tells a guess from a miss.
 */
export function exchangeRoutes(parts: HubParts) {
  const { database, identity, clock } = parts
  const grant = (request: Static<typeof CardExchangeRequest>) =>
    evenly(async () => {
      const granted = await grantExchange({ database, identity, now: clock.now() }, request, {
        way: 'person',
        site: null,
      })
      if (isRefusal(granted)) throw exchangeRefusal(granted)
      return granted
    })
  const config = { rateLimit: triesOfOnePerson }
  return async (server: FastifyInstance) => {
    for (const [path, file] of pageFiles) {
      const content = readFileSync(join(import.meta.dirname, 'page', file))
      server.get(path, { schema: { hide: true } }, (_, reply) =>
        reply.type(types[extname(file)]!).header('cache-control', 'no-cache').send(content),
      )
    }

    server.post<{ Body: Static<typeof CardExchangeRequest> }>(
      '/v1/exchanges',
      {
        config,
        schema: {
          summary:
            'The holder of a local card exchanges it for the national one; the whole card text is the secret',
          body: CardExchangeRequest,
          response: {
            200: Type.Object({
              ...CardExchangeAnswer.properties,
              qrSvg: Type.String(),
              /** Whether this hub also gives cards for the wallets of phones. */
              walletCards: Type.Boolean(),
            }),
          },
        },
      },
      async (request, reply) => {
        const answer = await grant(request.body)
        reply.header('cache-control', 'no-store')
        return {
          ...answer,
          qrSvg: qrSvg(answer.nationalCardText),
          walletCards: parts.publicAddress !== undefined,
        }
      },
    )

    server.post<{ Body: Static<typeof CardExchangeRequest> }>(
      '/v1/exchanges/paper',
      {
        config,
        schema: {
          summary: 'The national card on paper (A6), for the same exchange',
          body: CardExchangeRequest,
        },
      },
      async (request, reply) => {
        const { nationalCardText } = await grant(request.body)
        const pdf = await cardPaper(nationalCardText, { size: 'a6', aefiPhone: '119' })
        if (!(pdf instanceof Uint8Array)) throw new Error(`a minted card cannot be read back: ${pdf.refused}`)
        return reply
          .type('application/pdf')
          .header('cache-control', 'no-store')
          .header('content-disposition', 'inline; filename="kartu-nasional.pdf"')
          .send(Buffer.from(pdf))
      },
    )
  }
}

const pageFiles = [
  ['/exchange', 'index.html'],
  ['/exchange/page.css', 'page.css'],
  ['/exchange/page.js', 'page.js'],
  ['/exchange/words.js', 'words.js'],
  ['/exchange/photo.js', 'photo.js'],
  ['/exchange/exchange-id.js', 'exchange-id.js'],
] as const
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

/** A rule's "no" about an exchange, as the hub says it. */
export function exchangeRefusal(refusal: Refusal): HttpRefusal {
  const status = refusal.refused === 'card-not-accepted' ? 404 : 409
  return new HttpRefusal(
    status,
    refusal.refused,
    refusalMessage(refusal.refused, refusal.details),
    refusal.field === undefined ? {} : { field: refusal.field },
  )
}
