import { type Static, Type } from 'typebox'
import { Instant, SiteId, Uuid } from '../values/index.ts'

/** Where the national card of a dose was given for the local one: at the desk of its own site, at another site, or by the person. */
export const CardExchangeWay = Type.Union([
  Type.Literal('desk'),
  Type.Literal('elsewhere'),
  Type.Literal('person'),
])
export type CardExchangeWay = Static<typeof CardExchangeWay>

/**
 * `POST /v1/journals/:site/exchanges` (a site that did not make the card) and `POST /v1/exchanges` (the
 * person). The whole signed text of the local card is the secret: there is no look-up by anything else.
 * `exchangeId` is chosen before the first try and kept for every retry.
 */
export const CardExchangeRequest = Type.Object({
  exchangeId: Uuid,
  localCardText: Type.String({ minLength: 20, maxLength: 4000 }),
})
export type CardExchangeRequest = Static<typeof CardExchangeRequest>

export const CardExchangeAnswer = Type.Object({
  localCardId: Uuid,
  issuingSite: SiteId,
  immunizationId: Uuid,
  nationalCardId: Uuid,
  nationalCardText: Type.String(),
  exchangedAt: Instant,
})
export type CardExchangeAnswer = Static<typeof CardExchangeAnswer>
