import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { boundConnections, endPipelining, patienceOf, usualConnectionBounds } from '@sentra/journal'
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { consoleRoutes } from '../console/routes.ts'
import { exchangeRoutes } from '../exchange/exchange-routes.ts'
import { walletRoutes } from '../exchange/wallet-routes.ts'
import { bundleRoutes } from './bundle-routes.ts'
import { healthRoutes } from './health-routes.ts'
import { fromSchemaError } from './invalid-input.ts'
import { journalRoutes } from './journal-routes.ts'
import type { HubParts } from './parts.ts'
import { comeBackLater, HttpRefusal, notFound } from './refusal.ts'
import { staticRoutes } from './static-routes.ts'
import { wordsMax } from './unpack-body.ts'

/** Builds the hub's HTTP side. Nothing listens yet. */
export async function buildServer(parts: HubParts, log: Logger): Promise<FastifyInstance> {
  const bounds = parts.connections ?? usualConnectionBounds
  const server = fastify({
    loggerInstance: log as FastifyBaseLogger,
    // Addresses carry site ids, and bodies carry people: request lines stay out of the log.
    logController: new LogController({ disableRequestLogging: true }),
    // What may be longer says so at its route: nobody has signed anything before a body is here.
    bodyLimit: wordsMax,
    ...patienceOf(bounds),
    // Ours says when to come back, see below.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 64 },
  })
  server.setValidatorCompiler(({ schema }) => {
    const validator = Compile(schema as TSchema)
    return (value: unknown) => {
      if (validator.Check(value)) return { value }
      const [first] = validator.Errors(value)
      return { error: fromSchemaError(first) }
    }
  })
  server.setSerializerCompiler(() => (value) => JSON.stringify(value))
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = toRefusal(error)
    const lane = request.headers['sentra-lane'] === 'live' ? 'live' : 'other'
    const reason = refusal ? String(refusal.body.error) : 'internal-error'
    parts.metrics?.refused(reason, lane)
    parts.traffic?.refused(reason)
    if (!refusal) {
      request.log.error(
        { route: request.routeOptions.url, code: error.code, stack: error.stack },
        'a request failed',
      )
      return reply.code(500).send({
        error: 'internal-error',
        message: {
          id: 'Terjadi kesalahan di server pusat. Coba lagi; bila berulang, hubungi operator.',
          en: 'The hub made a mistake. Try again; if it happens again, call the operator.',
        },
      })
    }
    if (isUnstorable(error))
      request.log.warn({ route: request.routeOptions.url, code: error.code }, 'words that cannot be kept')
    if (refusal.retryAfterSeconds !== undefined)
      reply.header('retry-after', String(refusal.retryAfterSeconds))
    return reply.code(refusal.status).send(refusal.body)
  })
  server.setNotFoundHandler(() => {
    throw notFound()
  })

  boundConnections(server.server, bounds)
  server.addHook('onRequest', async (request, reply) => {
    if (endPipelining(request.raw, reply.raw)) return reply.hijack()
    // On its way out the hub answers what it has taken in, and tells the others at once when to come back.
    if (!parts.isStopping?.() || request.url === '/healthz' || request.url === '/readyz') return
    reply.header('connection', 'close')
    throw comeBackLater(5)
  })

  await server.register(helmet, { contentSecurityPolicy: policy, strictTransportSecurity: false })
  await server.register(cookie)
  await server.register(rateLimit, { global: false, errorResponseBuilder: tooManyTries })
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sentra hub',
        version: '0.1.0',
        description: 'Journals in, receipts and national cards back.',
      },
    },
  })
  await server.register(swaggerUi, { routePrefix: '/docs' })

  await server.register(healthRoutes(parts))
  await server.register(journalRoutes(parts))
  await server.register(bundleRoutes(parts))
  await server.register(consoleRoutes(parts))
  await server.register(exchangeRoutes(parts))
  await server.register(walletRoutes(parts))
  await server.register(staticRoutes(parts))
  return server
}

/** The verifier reads QR codes with WebAssembly and shows the camera; everything comes from here. */
const policy = {
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    workerSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
}

function tooManyTries(_: unknown, context: { ttl: number }) {
  const seconds = Math.ceil(context.ttl / 1000)
  return new HttpRefusal(
    429,
    'too-many-tries',
    {
      id: `Terlalu banyak percobaan. Tunggu ${seconds} detik.`,
      en: `Too many tries. Wait ${seconds} s.`,
    },
    { retryAfterSeconds: seconds },
  )
}

/** Words that no database can hold as text (U+0000, half a letter). They came with the request: journals are read without it. */
const isUnstorable = ({ code }: FastifyError) => code === '22021' || code === '22P05'

/** The refusals a handler names, fastify's own, and a database that is busy or away; else undefined. */
function toRefusal(error: FastifyError): HttpRefusal | undefined {
  if (error instanceof HttpRefusal) return error
  if (
    typeof error.code === 'string' &&
    /^(08|25006|40|53|55P|57|58|ECONN|EPIPE|ENOTFOUND|EAI|EHOST)/.test(error.code)
  )
    return comeBackLater(5)
  const status = isUnstorable(error) ? 400 : (error.statusCode ?? 500)
  if (status >= 500) return undefined
  if (status === 413)
    return new HttpRefusal(413, 'batch-too-large', {
      id: 'Kiriman terlalu besar. Kirim lebih sedikit sekaligus.',
      en: 'What was sent is too large. Send less at a time.',
    })
  return new HttpRefusal(status, 'unreadable-request', {
    id: 'Permintaan tidak dapat dibaca. Periksa lalu kirim lagi.',
    en: 'The request cannot be read. Check it and send it again.',
  })
}
