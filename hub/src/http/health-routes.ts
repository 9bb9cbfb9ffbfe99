import { timingSafeEqual } from 'node:crypto'
import { hubHealth } from '@sentra/journal'
import type { FastifyInstance } from 'fastify'
import type { HubParts } from './parts.ts'
import { HttpRefusal } from './refusal.ts'

/**
 * Three questions of machines.
 *
 * - `/healthz`: does the process answer? No means: start it again. A database that is away is no reason for that.
 * - `/readyz`: shall new requests come here? No while the database is away or may not be written to, while the hub is
 *   full, and from the moment it was asked to stop. A balancer then asks another hub.
 * - `/metrics`: figures for Prometheus, with the token of `SENTRA_DATA/hub/metrics-token`, because how many doses wait
 *   where is nobody's business.
 */
export function healthRoutes(parts: HubParts) {
  return async (server: FastifyInstance) => {
    server.get(
      '/healthz',
      { schema: { summary: 'The process answers, and which product it is' } },
      () => hubHealth,
    )
    server.get(
      '/readyz',
      { schema: { summary: 'New requests may come: the database answers and there is room' } },
      async (_, reply) => {
        const ready = await parts.isReady()
        return reply.code(ready ? 200 : 503).send({ ready })
      },
    )
    const { metrics, metricsToken } = parts
    if (metrics === undefined || metricsToken === undefined) return
    server.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
      if (!sameToken(request.headers.authorization, metricsToken)) throw needsToken()
      const { contentType, text } = await metrics.read()
      return reply.header('content-type', contentType).send(text)
    })
  }
}

function sameToken(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const needsToken = () =>
  new HttpRefusal(401, 'metrics-token-needed', {
    id: 'Angka ini hanya untuk pemantau. Sertakan token dari berkas metrics-token di server pusat.',
    en: 'These figures are for the monitoring alone. Send the bearer token from the file metrics-token of the hub.',
  })
