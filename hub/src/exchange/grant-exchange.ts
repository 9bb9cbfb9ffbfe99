import type { CardExchangeAnswer, CardExchangeRequest, CardExchangeWay } from '@sentra/contract'
import { isRefusal, mayGrantExchange, type Refusal, refuse } from '@sentra/domain'
import type { HubIdentity } from '../issue/hub-identity.ts'
import { openCase } from '../project/projection.ts'
import type { Database } from '../store/database.ts'
import { ownLocalCard, sameCard } from './own-local-card.ts'
import { readSettledCard } from './read-settled-card.ts'
import { recordExchange } from './record-exchange.ts'

/**
 * Exchanges a local card for whoever holds it: another site's desk, or the person. The first one wins and
 * gets the national card; asking again with the same id is answered again; a second presenter is refused
 * and opens a case.
 *
 * The secret is the whole signed card. What is not a card of ours, a forgery, a card the registry has not
 * seen and one that says other words than the registry's all get the same answer.
 */
export async function grantExchange(
  parts: { database: Database; identity: HubIdentity; now: Date },
  request: CardExchangeRequest,
  by: { way: Exclude<CardExchangeWay, 'desk'>; site: string | null },
): Promise<CardExchangeAnswer | Refusal> {
  const { database, identity, now } = parts
  const card = await ownLocalCard(database, identity, request.localCardText, now)
  if (!card) return refuse('card-not-accepted', { field: 'localCardText' })
  const { cardId, siteId } = card
  return database.transaction(async (transaction) => {
    const known = (await sameCard(transaction, card)) && (await readSettledCard(transaction, siteId, cardId))
    if (!known) return refuse('card-not-accepted', { field: 'localCardText' })
    const granted = mayGrantExchange(known.settled, { exchangeId: request.exchangeId, way: by.way })
    if (isRefusal(granted)) {
      if (granted.refused === 'exchanged-before') {
        await openCase(
          { transaction, now },
          {
            kind: 'card-conflict',
            site: siteId,
            eventId: request.exchangeId,
            immunizationId: known.immunizationId,
            summary: `Local card ${known.serial} was presented again ${by.site ? `at ${by.site}` : 'on the page for people'} after it had been exchanged. The first exchange stands.`,
          },
        )
      }
      return granted
    }
    const { nationalCardId, text } = known.national!
    if (granted.outcome === 'first') {
      await recordExchange({ transaction, now }, known, {
        site: siteId,
        localCardId: cardId,
        nationalCardId,
        exchangeId: request.exchangeId,
        way: by.way,
        bySite: by.site,
        at: now,
      })
    }
    return {
      localCardId: cardId,
      issuingSite: siteId,
      immunizationId: known.immunizationId,
      nationalCardId,
      nationalCardText: text,
      exchangedAt: (known.exchangedAt ?? now).toISOString(),
    }
  })
}
