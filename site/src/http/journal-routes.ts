import { refuse } from '@sentra/domain'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { recordPersonRead } from '../access/person-reads.ts'
import type { Site } from '../site.ts'
import { RefusedError } from './refused.ts'
import { requireRole, signedIn } from './who.ts'

/**
 * The log for those who check it. Checkpoint and receipt say nothing about anybody and are for anyone;
 * the events are full of people and are for auditors, every read written down.
 */
export function registerJournalRoutes(server: FastifyInstance, site: Site): void {
  server.get(
    '/v1/journal/checkpoint',
    { schema: { summary: 'Signed checkpoint of the log (C2SP signed note)', tags: ['journal'] } },
    (_request, reply) => reply.type('text/plain; charset=utf-8').send(site.journal.checkpoint()),
  )

  server.get(
    '/v1/journal/receipt',
    { schema: { summary: "The hub's last cosigned checkpoint", tags: ['journal'] } },
    (_request, reply) => {
      const receipt = site.link.receipt()
      if (!receipt) throw new RefusedError(refuse('no-receipt-yet'), 404)
      return reply.type('text/plain; charset=utf-8').send(receipt)
    },
  )

  server.get(
    '/v1/journal/log-key',
    { schema: { summary: 'Verifier key of the log', tags: ['journal'] } },
    (_request, reply) => reply.type('text/plain; charset=utf-8').send(site.logVerifierKey),
  )

  server.get(
    '/v1/journal/events',
    {
      schema: {
        summary: 'Events as they stand in the log, one JSON line each',
        description: 'Roles: auditor. The Merkle leaf of an event is SHA-256(0x00 || the bytes of its line).',
        tags: ['journal'],
        querystring: Type.Object({
          from: Type.Optional(Type.Integer({ minimum: 1 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: eventsPerPageMax })),
        }),
      },
    },
    (request, reply) => {
      const signIn = signedIn(site, request)
      requireRole(signIn, ['auditor'])
      const { from = 1, limit = 1_000 } = request.query as { from?: number; limit?: number }
      const allowed = recordPersonRead(site.db, {
        at: site.clock.now().toISOString(),
        staffId: signIn.staff.staffId,
        device: signIn.device,
        query: 'journalEvents',
        subject: `events ${from} to ${from + limit - 1}`,
      })
      if (!allowed) throw new RefusedError(refuse('too-many-reads', { details: { retryAfterSeconds: 60 } }))
      const lines = site.journal.lines(from, limit).map(({ line }) => line)
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(lines.map((line) => `${line}\n`).join(''))
    },
  )
}

/** About 1.5 MB a page: an auditor's laptop pages through a day in a second. */
const eventsPerPageMax = 2_000
