import { formatRecipientNote } from '@sentra/journal'
import type { FastifyInstance } from 'fastify'
import { bundleIdentity } from '../bundle/bundle-identity.ts'
import { takeBundle } from '../bundle/take-bundle.ts'
import type { HubParts } from './parts.ts'
import { comeBackLater } from './refusal.ts'

/** Two weeks of a large site, deflated and encrypted. */
const sealedBytesMax = 64 * 1024 * 1024
/** Each unpacks to some hundred megabytes at worst: one after the other. */
const bundlesAtOnce = 1

/** Journals that come by hand: `PUT` the sealed file, get the sealed reply. No sign-in: the file proves itself. */
export function bundleRoutes(parts: HubParts) {
  return async (server: FastifyInstance) => {
    let inHand = 0
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
        schema: {
          summary:
            'Days of a site’s journal that came on a USB stick; answered with the reply for the way back',
        },
      },
      async (request, reply) => {
        if (inHand >= bundlesAtOnce) throw comeBackLater(10)
        inHand += 1
        try {
          return reply
            .type('application/octet-stream')
            .send(Buffer.from(await takeBundle(parts, request.body)))
        } finally {
          inHand -= 1
        }
      },
    )
  }
}
