import { refuse } from '@sentra/domain'
import { ForkedError, HubLinkError } from '@sentra/journal'
import type { FastifyInstance } from 'fastify'
import { BundleError, readReply, writeBundle } from '../link/bundles.ts'
import type { Site } from '../site.ts'
import { RefusedError } from './refused.ts'
import { requireRole, signedIn } from './who.ts'

/** A reply carries receipts and the national cards of days without a line: a few kilobytes for each person. */
const replyBytesMax = 64 * 1024 * 1024

/** Days without a line: what `sentra bundle …` does, from the coordinator's page. Only coordinators. */
export function registerBundleRoutes(server: FastifyInstance, site: Site): void {
  server.get(
    '/v1/bundle',
    {
      schema: {
        summary: 'Everything without a receipt, encrypted to the hub, for a USB stick',
        tags: ['bundle'],
      },
    },
    async (request, reply) => {
      requireRole(signedIn(site, request), ['coordinator'])
      const now = site.clock.now()
      const { sealed, events } = await writeBundle(site, now).catch((error: unknown) => {
        throw error instanceof BundleError ? new RefusedError(refuse('bundle-hub-unknown')) : error
      })
      site.log.info({ events }, 'bundle written')
      const day = now.toISOString().slice(0, 10)
      return reply
        .type('application/octet-stream')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${site.siteId}-${day}.age"`)
        .send(Buffer.from(sealed))
    },
  )

  void server.register(async (scope) => {
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    )
    scope.post<{ Body: Buffer }>(
      '/v1/bundle/reply',
      {
        bodyLimit: replyBytesMax,
        schema: { summary: 'Takes in the reply of the hub from a USB stick', tags: ['bundle'] },
      },
      async (request) => {
        requireRole(signedIn(site, request), ['coordinator'])
        const read = await readReply(site, new Uint8Array(request.body), site.clock.now()).catch(
          (error: unknown) => {
            // Not ours, cut short, or about another history: all are "bring it again, or call the hub".
            if (error instanceof BundleError || error instanceof HubLinkError)
              throw new RefusedError(refuse('bundle-not-for-this-site', { field: 'file' }))
            if (error instanceof ForkedError) throw new RefusedError(refuse('bundle-of-another-history'))
            throw error
          },
        )
        site.log.info({ receiptSize: read.receiptSize, refused: read.refused }, 'reply bundle read')
        site.live.publish(['status', 'cards', 'outages', 'visits'])
        return read
      },
    )
  })
}
