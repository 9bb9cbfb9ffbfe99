import type { SettledCard } from '@sentra/domain'
import type { Transaction } from '../store/database.ts'

/** A local card with its dose's national card, as the registry has them now. */
export type CardAtHub = {
  settled: SettledCard
  immunizationId: string
  serial: string
  statusList: string
  statusIndex: number
  /** The one that counts, when it was minted. */
  national: { nationalCardId: string; text: string } | undefined
  exchangedAt: Date | undefined
}

/**
 * What two people at the hub decided about a card stands in its status, and outlives a rebuild of the views.
 *
 * Reads one local card and holds its row until the commit: two exchanges of one card, through whatever
 * hub they come, stand in line here.
 */
export async function readSettledCard(
  transaction: Transaction,
  site: string,
  localCardId: string,
): Promise<CardAtHub | undefined> {
  const [card] = await transaction.query<{
    state: SettledCard['local']
    immunizationId: string
    serial: string
    statusList: string
    statusIndex: number
  }>(
    `SELECT CASE WHEN s.status = 1 THEN 'void' WHEN s.status = 2 AND s.released_at IS NOT NULL AND c.state = 'void'
              THEN 'live' ELSE c.state END AS state,
            c.immunization_id AS "immunizationId", c.serial, c.status_list AS "statusList",
            c.status_index AS "statusIndex"
     FROM cards_local c
     LEFT JOIN card_status s ON s.list_id = c.status_list AND s.status_index = c.status_index AND s.site_id = c.site_id
     WHERE c.site_id = $1 AND c.card_id = $2 FOR UPDATE OF c`,
    [site, localCardId],
  )
  if (!card) return undefined
  const [national] = await transaction.query<{ nationalCardId: string; text: string; state: string }>(
    `SELECT m.national_card_id AS "nationalCardId", m.text, n.state
     FROM cards_national n
     JOIN minted_cards m ON m.site_id = n.site_id AND m.national_card_id = n.national_card_id
     WHERE n.site_id = $1 AND n.immunization_id = $2 AND n.state <> 'void'
       AND NOT EXISTS (SELECT 1 FROM card_status s
                       WHERE s.list_id = m.status_list AND s.status_index = m.status_index AND s.status = 1)
     ORDER BY m.generation DESC LIMIT 1`,
    [site, card.immunizationId],
  )
  const [exchange] = await transaction.query<{ exchange_id: string; exchanged_at: Date }>(
    'SELECT exchange_id, exchanged_at FROM card_exchanges WHERE site_id = $1 AND local_card_id = $2',
    [site, localCardId],
  )
  return {
    ...card,
    national,
    exchangedAt: exchange?.exchanged_at,
    settled: {
      local: card.state,
      national: national === undefined ? 'none' : national.state === 'collected' ? 'live' : 'ready',
      exchangedBy: exchange?.exchange_id ?? null,
    },
  }
}
