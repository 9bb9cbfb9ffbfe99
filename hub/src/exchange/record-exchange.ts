import type { CardExchangeWay } from '@sentra/contract'
import { setCardStatus } from '../issue/status-indices.ts'
import { tellSite } from '../project/projection.ts'
import type { Transaction } from '../store/database.ts'
import type { CardAtHub } from './read-settled-card.ts'

/**
 * The first exchange of a local card, all of it in the caller's transaction: who it was, the card off in
 * the status list, the national card live, and the site that made the local card told.
 *
 * Coming here again with the same exchange brings back views that were thrown away, and changes no fact.
 */
export async function recordExchange(
  { transaction, now }: { transaction: Transaction; now: Date },
  card: CardAtHub,
  exchange: {
    site: string
    localCardId: string
    nationalCardId: string
    exchangeId: string
    way: CardExchangeWay
    bySite: string | null
    at: Date
  },
): Promise<void> {
  const { site, localCardId, nationalCardId, exchangeId, way, bySite, at } = exchange
  await transaction.query(
    `INSERT INTO card_exchanges
       (site_id, local_card_id, immunization_id, national_card_id, exchange_id, way, by_site, exchanged_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [site, localCardId, card.immunizationId, nationalCardId, exchangeId, way, bySite, at],
  )
  await showExchange(transaction, { site, localCardId, nationalCardId, at })
  await setCardStatus(transaction, {
    statusList: card.statusList,
    statusIndex: card.statusIndex,
    status: 3,
    siteId: site,
    at: now,
  })
  if (way === 'desk') return // its own site was the first to know
  await tellSite({ transaction, now }, site, 'card.exchanged-elsewhere', localCardId, {
    localCardId,
    nationalCardId,
    immunizationId: card.immunizationId,
    way,
    at: at.toISOString(),
  })
}

/** Brings the views in step with an exchange: the local card off, the national one in somebody's hand. */
export async function showExchange(
  transaction: Transaction,
  exchange: { site: string; localCardId: string; nationalCardId: string; at: Date },
): Promise<void> {
  const { site, localCardId, nationalCardId, at } = exchange
  await transaction.query(
    `UPDATE cards_local SET state = 'exchanged', exchanged_at = $3
     WHERE site_id = $1 AND card_id = $2 AND state = 'live'`,
    [site, localCardId, at],
  )
  await transaction.query(
    `UPDATE cards_national SET state = 'collected', collected_at = $3
     WHERE site_id = $1 AND national_card_id = $2 AND state = 'ready'`,
    [site, nationalCardId, at],
  )
}
