import type { Language } from '@sentra/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { outageCsv } from '../outages/outage-csv.ts'
import { outagePdf } from '../outages/outage-pdf.ts'
import type { OutageReport } from '../outages/outage-report.ts'
import { outages } from '../reads/outages.ts'
import type { Site } from '../site.ts'
import { requireRole, signedIn } from './who.ts'

const readers = ['coordinator', 'administrator', 'auditor'] as const
const querystring = Type.Object({
  language: Type.Optional(Type.Union([Type.Literal('id'), Type.Literal('en')])),
})

/** The outage report as files: to sign and hand on, or to open in a spreadsheet. Counts only. */
export function registerOutageRoutes(server: FastifyInstance, site: Site): void {
  const report = (): OutageReport => ({
    siteId: site.siteId,
    siteName: site.siteName,
    timeZone: site.timeZone,
    madeAt: site.clock.now(),
    outages: outages(site.db, (size) => site.link.receiptedAt(size)),
  })
  const file = (reply: FastifyReply, type: string, extension: string) => {
    const day = site.clock.now().toISOString().slice(0, 10)
    return reply
      .type(type)
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="outages-${site.siteId}-${day}.${extension}"`)
  }

  server.get<{ Querystring: { language?: Language } }>(
    '/v1/outages/report.csv',
    { schema: { summary: 'The outage report for a spreadsheet', tags: ['outages'], querystring } },
    async (request, reply) => {
      requireRole(signedIn(site, request), readers)
      return file(reply, 'text/csv; charset=utf-8', 'csv').send(
        outageCsv(report(), request.query.language ?? 'id'),
      )
    },
  )

  server.get<{ Querystring: { language?: Language } }>(
    '/v1/outages/report.pdf',
    { schema: { summary: 'The outage report on paper (A4)', tags: ['outages'], querystring } },
    async (request, reply) => {
      requireRole(signedIn(site, request), readers)
      const pdf = await outagePdf(report(), request.query.language ?? 'id')
      return file(reply, 'application/pdf', 'pdf').send(Buffer.from(pdf))
    },
  )
}
