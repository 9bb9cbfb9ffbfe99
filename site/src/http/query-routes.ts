import { type QueryName, queries, RefusalBody } from '@sentra/contract'
import { refuse } from '@sentra/domain'
import type { FastifyInstance } from 'fastify'
import { recordPersonRead } from '../access/person-reads.ts'
import type { Site } from '../site.ts'
import { answers } from './answers.ts'
import { RefusedError } from './refused.ts'
import { requireRole, signedIn } from './who.ts'

/** The questions of the contract: who may ask is in the definition, and a look at a person is written down. */
export function registerQueryRoutes(server: FastifyInstance, site: Site): void {
  for (const name of Object.keys(queries) as QueryName[]) {
    const definition = queries[name]
    const { roles } = definition
    server.route({
      method: definition.method,
      url: definition.path,
      schema: {
        summary: definition.summary,
        tags: ['questions'],
        ...('body' in definition ? { body: definition.body } : {}),
        ...('query' in definition ? { querystring: definition.query } : {}),
        response: { 200: definition.answer, '4xx': RefusalBody },
      },
      // Six digits must not be guessed by a program: by address here, by person in access/pins.ts.
      config: name === 'signIn' ? { rateLimit: { max: 60, timeWindow: '1 minute' } } : {},
      handler: async (request, reply) => {
        const signIn = roles === 'anyone' ? null : signedIn(site, request)
        if (signIn && Array.isArray(roles)) requireRole(signIn, roles)
        const { answer, subject } = await answers[name]({ site, request, reply, signIn })
        if ('readsPerson' in definition && signIn && subject) {
          const allowed = recordPersonRead(site.db, {
            at: site.clock.now().toISOString(),
            staffId: signIn.staff.staffId,
            device: signIn.device,
            query: name,
            subject,
          })
          if (!allowed)
            throw new RefusedError(refuse('too-many-reads', { details: { retryAfterSeconds: 60 } }))
        }
        return reply.header('cache-control', 'no-store').send(answer)
      },
    })
  }
}
