import { refuse } from '@sentra/domain'
import type { FastifyInstance } from 'fastify'
import type { Site } from '../site.ts'
import { row } from '../store/database.ts'
import { RefusedError } from './refused.ts'

/**
 * The hub's public files (trust bundle, status lists) as the site last fetched them, so that a verifier on the
 * LAN finds them while the hub is away. They are signed: whoever serves them cannot change them.
 */
export function registerPublicFiles(server: FastifyInstance, site: Site): void {
  for (const folder of ['trust', 'status']) {
    server.get(
      `/${folder}/*`,
      { schema: { summary: `Public ${folder} files of the hub, as last fetched`, tags: ['public'] } },
      (request, reply) => {
        const path = `${folder}/${(request.params as { '*': string })['*']}`
        const file = row<{ body: Buffer; etag: string | null; fetched_at: string }>(
          site.db,
          'SELECT body, etag, fetched_at FROM public_files WHERE path = ?',
          path,
        )
        if (!file) throw new RefusedError(refuse('not-found'))
        if (file.etag && request.headers['if-none-match'] === file.etag) return reply.code(304).send()
        return reply
          .type(path.endsWith('.json') ? 'application/json; charset=utf-8' : 'application/octet-stream')
          .header('etag', file.etag ?? '')
          .header('cache-control', 'no-cache')
          .header('access-control-allow-origin', '*')
          .send(file.body)
      },
    )
  }
}
