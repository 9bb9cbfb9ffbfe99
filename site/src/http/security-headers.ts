import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance } from 'fastify'

/**
 * Puts helmet's headers on each answer. They are the same for all of them, and helmet works them out anew for each request,
 * a tenth of what a command costs over HTTP: so it is asked once, at the start.
 */
export async function registerSecurityHeaders(server: FastifyInstance): Promise<void> {
  const headers = await helmetHeaders()
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}

async function helmetHeaders(): Promise<Record<string, string>> {
  const asked = Fastify()
  await asked.register(helmet, {
    // A LAN address over plain HTTP must stay reachable: no upgrade, no HSTS.
    hsts: false,
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  })
  asked.get('/', () => '')
  const { headers } = await asked.inject('/')
  await asked.close()
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !ofThatAnswer.has(name))
      .map(([name, value]) => [name, String(value)]),
  )
}

const ofThatAnswer = new Set(['content-type', 'content-length', 'date', 'connection'])

const contentSecurityPolicy = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'media-src': ["'self'", 'blob:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
  'frame-src': ["'self'", 'blob:'],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
}
