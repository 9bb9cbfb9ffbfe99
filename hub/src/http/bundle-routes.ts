import { formatRecipientNote } from '@sentra/journal'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { bundleIdentity } from '../bundle/bundle-identity.ts'
import { type BundlePlace, openBundlePlace } from '../bundle/bundle-place.ts'
import { takeBundle } from '../bundle/take-bundle.ts'
import type { HubParts } from './parts.ts'
import { comeBackLater } from './refusal.ts'

/** Two weeks of a large site, deflated and encrypted. */
const sealedBytesMax = 64 * 1024 * 1024

/**
 * Journals that come by hand: `PUT` the sealed file, get the sealed reply. No sign-in: the file proves itself. Each
 * unpacks to some hundred megabytes at worst: one after the other, from its first byte on.
 */
export function bundleRoutes(parts: HubParts) {
  return async (server: FastifyInstance) => {
    const place = openBundlePlace()
    const places = new WeakMap<FastifyRequest, BundlePlace>()
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: sealedBytesMax }, (_, body, done) =>
      done(null, body),
    )
    server.get(
      '/v1/bundles/recipient',
      { schema: { summary: 'To whom sites encrypt bundles, under the signature of the witness' } },
      async (_request, reply) => {
        const { recipient } = await bundleIdentity(parts.identity)
        const note = formatRecipientNote(recipient, parts.identity.witnesses, parts.clock.now())
        return reply.type('text/plain; charset=utf-8').send(note)
      },
    )
    server.put<{ Body: Buffer }>(
      '/v1/bundles',
      {
        bodyLimit: sealedBytesMax,
        config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
        onRequest: async (request, reply) => {
          const own = place.enter(() => request.raw.destroy())
          if (!own) throw comeBackLater(10)
          places.set(request, own)
          reply.raw.once('close', own.ended)
        },
        schema: {
          summary:
            'Days of a site’s journal that came on a USB stick; answered with the reply for the way back',
        },
      },
      async (request, reply) => {
        const own = places.get(request)!
        own.arrived()
        try {
          return reply
            .type('application/octet-stream')
            .send(Buffer.from(await takeBundle(parts, request.body)))
        } finally {
          own.leave()
        }
      },
    )
  }
}
