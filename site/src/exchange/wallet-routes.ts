import { isRefusal, refuse } from '@sentra/domain'
import type { FastifyInstance } from 'fastify'
import { recordPersonRead } from '../access/person-reads.ts'
import { RefusedError } from '../http/refused.ts'
import { requireRole, signedIn } from '../http/who.ts'
import { cardToHandOut } from '../reads/card-to-hand-out.ts'
import type { Site } from '../site.ts'

/** Longer than the hub's usual answer; a station gives up after ten seconds. */
const answerMsMax = 8_000

/**
 * At the card desk: a national card that was handed over, for the wallet of the person's phone. Only the hub has
 * the key that wallets know, so this asks it; nothing waits for it, and the person can do the same later on the
 * hub's page. The card itself is the secret, so the hub needs nothing else to answer.
 */
export function registerWalletRoutes(server: FastifyInstance, site: Site, hubUrl: string | null): void {
  server.post(
    '/v1/cards/:cardId/wallet',
    { schema: { summary: 'A national card for the wallet of a phone (asks the hub)', tags: ['paper'] } },
    async (request, reply) => {
      const signIn = signedIn(site, request)
      requireRole(signIn, ['card-clerk', 'coordinator'])
      const card = cardToHandOut(site.db, (request.params as { cardId: string }).cardId)
      if (isRefusal(card)) throw new RefusedError(card)
      if (card.kind !== 'national') throw new RefusedError(refuse('unknown-qr'))
      const allowed = recordPersonRead(site.db, {
        at: site.clock.now().toISOString(),
        staffId: signIn.staff.staffId,
        device: signIn.device,
        query: 'cardPaper',
        subject: `card ${card.cardId} for a wallet`,
      })
      if (!allowed) throw new RefusedError(refuse('too-many-reads', { details: { retryAfterSeconds: 60 } }))
      const made = hubUrl ? await askHub(hubUrl, card.text) : null
      // 409, not 503: the site is well, and the desk must not take it for silent.
      if (made === null) throw new RefusedError(refuse('hub-unavailable'), 409)
      if (!made.ok) return reply.code(409).send(made.body)
      return reply.header('cache-control', 'no-store').send(made.body)
    },
  )
}

/** Null: no answer. A refusal of the hub comes with its own words. */
async function askHub(
  hubUrl: string,
  nationalCardText: string,
): Promise<{ ok: boolean; body: object } | null> {
  try {
    const response = await fetch(`${hubUrl}/v1/wallet-cards`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nationalCardText }),
      // A sign-in page of the network in between must not be handed the card.
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMsMax),
    })
    return response.status < 500 ? { ok: response.ok, body: (await response.json()) as object } : null
  } catch {
    return null
  }
}
