import type { CaseCard } from '@sentra/contract'
import type { Transaction } from '../../store/database.ts'

/**
 * The cards of the dose that a case is about, with what the status list says of each: that is what verifiers
 * see. A case that names no dose may still name the event that made one card.
 */
export async function readCaseCards(
  transaction: Pick<Transaction, 'query'>,
  siteId: string,
  immunizationId: string | null,
  eventId: string,
): Promise<CaseCard[]> {
  const rows = await transaction.query<CardRow>(
    `SELECT c.card_id AS "cardId", 'local' AS kind, c.serial, c.state, c.issued_at AS "issuedAt",
            s.status, s.because, s.released_at AS "releasedAt"
     FROM cards_local c
     LEFT JOIN card_status s ON s.list_id = c.status_list AND s.status_index = c.status_index AND s.site_id = c.site_id
     WHERE c.site_id = $1 AND (c.immunization_id = $2 OR c.card_id = $3)
     UNION ALL
     SELECT m.national_card_id, 'national', upper(right(replace(m.national_card_id, '-', ''), 12)),
            coalesce(n.state, 'void'), m.issued_at, s.status, s.because, s.released_at
     FROM minted_cards m
     LEFT JOIN cards_national n ON n.site_id = m.site_id AND n.national_card_id = m.national_card_id
     LEFT JOIN card_status s ON s.list_id = m.status_list AND s.status_index = m.status_index
     WHERE m.site_id = $1 AND m.immunization_id = $2
     ORDER BY 5, 1`,
    [siteId, immunizationId, eventId],
  )
  const cards = rows.map((row) => ({ ...row, state: stateOf(row) }))
  const another = (cardId: string) =>
    cards.some((card) => card.cardId !== cardId && (card.state === 'live' || card.state === 'exchanged'))
  return cards.map(({ cardId, kind, serial, state, issuedAt, because }) => {
    const actions: CaseCard['actions'] = []
    // One dose, one live card: a suspended one comes back only where no other was handed out.
    if (state === 'suspended' && kind === 'local' && because === null && !another(cardId))
      actions.push('release-card')
    if (state !== 'void' && state !== 'exchanged') actions.push('withdraw-card')
    return { cardId, kind, serial, state, issuedAt: issuedAt.toISOString(), actions }
  })
}

type CardRow = {
  cardId: string
  kind: CaseCard['kind']
  serial: string
  state: 'live' | 'ready' | 'collected' | 'exchanged' | 'void'
  issuedAt: Date
  status: number | null
  because: string | null
  releasedAt: Date | null
}

/** The status list speaks louder than the view: a person's decision outlives a rebuild there. */
function stateOf({ state, status, releasedAt }: CardRow): CaseCard['state'] {
  if (status === 1) return 'void'
  if (status === 3) return 'exchanged'
  if (status === 2 && !releasedAt) return 'suspended'
  if (status === 2 && state === 'void') return 'live'
  return state === 'collected' ? 'live' : state
}
