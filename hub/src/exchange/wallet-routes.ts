import { smartHealthCardKeys } from '@sentra/card/smart-health-card'
import { RefusalBody, refusalMessage } from '@sentra/contract'
import { isRefusal } from '@sentra/domain'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import type { HubParts } from '../http/parts.ts'
import { HttpRefusal } from '../http/refusal.ts'
import { evenly, triesOfOnePerson } from './even-answers.ts'
import { exportForWallet } from './wallet-card.ts'

const WalletCardRequest = Type.Object({ nationalCardText: Type.String({ minLength: 20, maxLength: 4000 }) })
const WalletCardAnswer = Type.Object({
  file: Type.Object({ verifiableCredential: Type.Array(Type.String()) }),
  text: Type.String(),
  qrSvg: Type.String(),
})

/**
 * National cards for the wallets of phones, and the keys with which anybody else's verifier checks them:
 * SMART Health Cards look for them at `<issuer>/.well-known/jwks.json`.
 */
export function walletRoutes(parts: HubParts) {
  const { database, identity, clock } = parts
  return async (server: FastifyInstance) => {
    server.get(
      '/.well-known/jwks.json',
      { schema: { summary: 'The keys that sign cards for wallets, as a JWK set' } },
      (_, reply) =>
        reply
          .header('access-control-allow-origin', '*')
          .header('cross-origin-resource-policy', 'cross-origin')
          .header('cache-control', 'public, max-age=3600')
          .send(
            smartHealthCardKeys(
              identity.generations['document-signer'].map(({ signer }) => signer.publicKey),
            ),
          ),
    )

    server.post<{ Body: Static<typeof WalletCardRequest> }>(
      '/v1/wallet-cards',
      {
        config: { rateLimit: triesOfOnePerson },
        schema: {
          summary:
            'The holder of a national card gets it for the wallet of a phone (SMART Health Card); the whole card text is the secret',
          body: WalletCardRequest,
          response: { 200: WalletCardAnswer, 404: RefusalBody },
        },
      },
      async (request, reply) => {
        const issuer = parts.publicAddress
        if (issuer === undefined) throw notOffered()
        const made = await evenly(() =>
          exportForWallet({ database, identity, now: clock.now(), issuer }, request.body.nationalCardText),
        )
        if (isRefusal(made)) {
          throw new HttpRefusal(404, made.refused, refusalMessage(made.refused), {
            field: 'nationalCardText',
          })
        }
        return reply.header('cache-control', 'no-store').send(made)
      },
    )
  }
}

const notOffered = () =>
  new HttpRefusal(404, 'no-wallet-cards', {
    id: 'Server ini belum menyediakan kartu untuk dompet ponsel. Pakai kartu nasional di kertas.',
    en: 'This server offers no cards for phone wallets yet. Use the national card on paper.',
  })
