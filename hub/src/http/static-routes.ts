import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { HubParts } from './parts.ts'

const root = join(import.meta.dirname, '../../..')

/**
 * Files that anybody may fetch from anywhere: trust bundle, status lists, the verifier, the console.
 * Checking a card needs nothing else of the hub; the same files can lie on any web server.
 */
export function staticRoutes(parts: HubParts) {
  return async (server: FastifyInstance) => {
    // A page that sends an ETag of its own makes the browser add `no-cache`, which would undo it.
    server.addHook('onRequest', async (request) => {
      if (request.headers['if-none-match']) delete request.headers['cache-control']
    })
    let decorate = true
    for (const folder of ['trust', 'status']) {
      const directory = join(parts.publicDir, folder)
      mkdirSync(directory, { recursive: true, mode: 0o755 })
      await server.register(fastifyStatic, {
        root: directory,
        prefix: `/${folder}/`,
        decorateReply: decorate,
        index: false,
        // Always asked for again, and answered with 304 while the ETag stands.
        cacheControl: false,
        setHeaders: (reply) => {
          reply.header('cache-control', 'public, no-cache')
          reply.header('access-control-allow-origin', '*')
          reply.header('access-control-expose-headers', 'etag, last-modified')
          reply.header('cross-origin-resource-policy', 'cross-origin')
        },
      })
      decorate = false
    }
    for (const [prefix, app] of [
      ['/verify/', 'verifier'],
      ['/', 'console'],
    ] as const) {
      const built = join(root, app, 'dist')
      if (existsSync(built)) {
        await server.register(fastifyStatic, {
          root: built,
          prefix,
          decorateReply: false,
          preCompressed: true,
        })
        if (prefix !== '/') server.get(prefix.slice(0, -1), (_, reply) => reply.redirect(prefix))
      } else {
        server.get(prefix, (_, reply) =>
          reply.type('text/plain; charset=utf-8').send(`${app} is not built yet: run "npm run build".\n`),
        )
      }
    }
  }
}
