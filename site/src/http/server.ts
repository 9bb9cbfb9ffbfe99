import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { type Refusal, refuse } from '@sentra/domain'
import { boundConnections, type ConnectionBounds, endPipelining, patienceOf, Traffic } from '@sentra/journal'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { stopRefusal } from '../safety/stop-refusals.ts'
import { hallConnections } from '../settings/site-settings.ts'
import type { Site } from '../site.ts'
import { registerTrustRoutes } from '../tls/trust-routes.ts'
import { registerBundleRoutes } from './bundle-routes.ts'
import { registerCommandRoutes } from './command-routes.ts'
import { countCommands } from './count-commands.ts'
import { registerJournalRoutes } from './journal-routes.ts'
import { registerOutageRoutes } from './outage-routes.ts'
import { registerPaperRoutes } from './paper-routes.ts'
import { registerPublicFiles } from './public-files.ts'
import { registerQueryRoutes } from './query-routes.ts'
import { RefusedError, refusalBody } from './refused.ts'
import { registerSecurityHeaders } from './security-headers.ts'
import { validatorCompiler } from './validator.ts'

/** The site's web server on the LAN: stations, their API, the verifier, and the documents. */
export async function buildServer(
  site: Site,
  connections: ConnectionBounds = hallConnections,
  isEnding: () => boolean = () => false,
  traffic: Traffic = new Traffic(),
): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: site.log as unknown as FastifyBaseLogger,
    // URLs carry ids and never a name, but a log of every request helps nobody at a site.
    logController: new LogController({ disableRequestLogging: true }),
    // Nor does a logger of its own for each of them.
    childLoggerFactory: (logger) => logger,
    bodyLimit: 64 * 1024,
    ...patienceOf(connections),
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  })
  boundConnections(server.server, connections)
  server.addHook('onRequest', async (request, reply) => {
    if (endPipelining(request.raw, reply.raw)) return reply.hijack()
    if (!isEnding() || request.url === '/healthz') return
    if (request.raw.httpVersionMajor === 1) reply.header('connection', 'close')
    return reply
      .code(503)
      .header('retry-after', '5')
      .send(refusalBody(stopRefusal('closed')))
  })
  server.removeContentTypeParser('text/plain')
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(() => (data) => JSON.stringify(data))
  translateErrors(server, site)
  countCommands(server, site, traffic)

  await server.register(cookie)
  await server.register(rateLimit, { global: false })
  await registerSecurityHeaders(server)
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sentra site',
        version: site.version,
        description: 'What the stations of one vaccination site say to it.',
      },
    },
  })
  await server.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })

  registerHealth(server, site)
  site.live.register(server)
  registerCommandRoutes(server, site)
  registerQueryRoutes(server, site)
  registerPaperRoutes(server, site)
  registerJournalRoutes(server, site)
  registerOutageRoutes(server, site)
  registerBundleRoutes(server, site)
  registerPublicFiles(server, site)
  registerTrustRoutes(server, site)
  await registerPages(server)
  return server
}

function registerHealth(server: FastifyInstance, site: Site): void {
  server.get('/healthz', { schema: { summary: 'The process runs', tags: ['health'] } }, () => ({ ok: true }))
  server.get(
    '/readyz',
    { schema: { summary: 'The journal accepts', tags: ['health'] } },
    (_request, reply) =>
      site.journal.stopped === null ? { ok: true } : reply.code(503).send(refusalBody(stopped(site))),
  )
}

/** The built web apps, if they have been built; without them the API still serves every desk. */
async function registerPages(server: FastifyInstance): Promise<void> {
  const repository = fileURLToPath(new URL('../../../', import.meta.url))
  const station = join(repository, 'station/dist')
  const verifier = join(repository, 'verifier/dist')
  if (existsSync(verifier)) {
    await server.register(staticFiles, {
      root: verifier,
      prefix: '/verify/',
      decorateReply: false,
      preCompressed: true,
    })
    server.get('/verify', { schema: { hide: true } }, (_request, reply) => reply.redirect('/verify/'))
  }
  const built = existsSync(join(station, 'index.html'))
  if (built)
    await server.register(staticFiles, {
      root: station,
      prefix: '/',
      preCompressed: true,
    })
  server.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (built && wantsPage && !request.url.startsWith('/v1/')) return reply.sendFile('index.html')
    return reply.code(404).send(refusalBody(refuse('not-found')))
  })
}

const stopped = ({ safety }: Site) =>
  safety.stopReason === null ? refuse('site-stopped') : stopRefusal(safety.stopReason)

function translateErrors(server: FastifyInstance, site: Site): void {
  server.setErrorHandler(
    (
      error: Error & { statusCode?: number; validation?: { instancePath?: string; message?: string }[] },
      request,
      reply,
    ) => {
      if (error instanceof RefusedError) return reply.code(error.status).send(error.body)
      if (error.validation) {
        const [first] = error.validation
        const field = (first?.instancePath ?? '')
          .replace(/^\//, '')
          .replace(/^data\//, '')
          .replaceAll('/', '.')
        return reply
          .code(400)
          .send(
            refusalBody(
              refuse('invalid-input', { field: field || 'body', details: { problem: first?.message ?? '' } }),
            ),
          )
      }
      if (site.safety.report(error)) {
        return reply
          .code(503)
          .header('retry-after', '5')
          .send(refusalBody(stopped(site)))
      }
      if (error.statusCode && error.statusCode < 500) {
        const retryAfterSeconds = Number(reply.getHeader('retry-after')) || 60
        return reply.code(error.statusCode).send(refusalBody(unreadable(error.statusCode, retryAfterSeconds)))
      }
      // Ids and outcomes only: a message may quote what somebody typed.
      request.log.error(
        { route: request.routeOptions.url, error: error.name, stack: error.stack?.split('\n').slice(1, 6) },
        'unexpected error',
      )
      return reply.code(500).send(refusalBody(refuse('unexpected')))
    },
  )
}

/** The server's own "no", before any rule was asked: too often, too long, or not to be read. */
function unreadable(statusCode: number, retryAfterSeconds: number): Refusal {
  if (statusCode === 429) return refuse('too-many-requests', { details: { retryAfterSeconds } })
  return refuse(statusCode === 413 ? 'body-too-large' : 'request-unreadable')
}
