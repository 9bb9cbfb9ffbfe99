import { OutageTimeline } from '@sentra/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { HubParts } from '../../http/parts.ts'
import { outageTable } from './outage-table.ts'
import { readTimeline } from './read-outages.ts'

/** A season: what the picture can show at its widest, with room to look back. */
const daysMax = 92

const Days = Type.Object({
  days: Type.Optional(Type.String({ pattern: '^[1-9]\\d?$' })),
  language: Type.Optional(Type.Union([Type.Literal('id'), Type.Literal('en')])),
})

/** All sites' outages on one timeline, and as a table; for everybody who may sign in. */
export function outageRoutes(
  { database, clock }: HubParts,
  anyone: (request: FastifyRequest) => Promise<unknown>,
) {
  const timeline = (days = '31') => {
    const now = clock.now()
    const back = Math.min(daysMax, Number(days)) * 86_400_000
    return readTimeline(database, new Date(now.getTime() - back), now)
  }
  const onRequest = async (request: FastifyRequest) => void (await anyone(request))
  return async (server: FastifyInstance) => {
    server.get<{ Querystring: Static<typeof Days> }>(
      '/v1/console/outages',
      {
        onRequest,
        schema: {
          summary: 'Outages of all sites, which are down now, and what each still holds',
          querystring: Days,
          response: { 200: OutageTimeline },
        },
      },
      (request) => timeline(request.query.days),
    )

    server.get<{ Querystring: Static<typeof Days> }>(
      '/v1/console/outages.csv',
      { onRequest, schema: { summary: 'The same for a spreadsheet', querystring: Days } },
      async (request, reply) => {
        const { outages, now } = await timeline(request.query.days)
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="outages-${now.slice(0, 10)}.csv"`)
          .send(outageTable(outages, new Date(now), request.query.language ?? 'id'))
      },
    )
  }
}
