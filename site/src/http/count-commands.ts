import type { Traffic } from '@sentra/journal'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Site } from '../site.ts'
import { RefusedError } from './refused.ts'

/** Counts each command by how it ended, for the line of the minute: names of refusals, never what was typed. */
export function countCommands(server: FastifyInstance, site: Site, traffic: Traffic): void {
  const reasons = new WeakMap<FastifyRequest, string>()
  server.addHook('onError', async (request, _reply, error) => {
    if (error instanceof RefusedError) reasons.set(request, error.body.error)
    else reasons.set(request, error.validation ? 'invalid-input' : (site.safety.stopReason ?? 'unexpected'))
  })
  server.addHook('onResponse', async (request, reply) => {
    if (!request.routeOptions.url?.startsWith('/v1/commands/')) return
    if (reply.statusCode < 400) traffic.accepted()
    else traffic.refused(reasons.get(request) ?? String(reply.statusCode))
    traffic.answered(reply.elapsedTime)
  })
}
