import type { CaseAction, CaseCard, FeedData } from '@sentra/contract'
import { setCardStatus } from '../../issue/status-indices.ts'
import { tellSite } from '../../project/projection.ts'
import type { Transaction } from '../../store/database.ts'
import { caseChanged } from './case-refusals.ts'

/**
 * Does what was decided, and closes the case. A status list that changes is published within a second, and the site
 * whose card it is hears of it in its feed.
 *
 * @throws HttpRefusal when the card has changed meanwhile
 */
export async function carryOut(
  transaction: Transaction,
  decided: { caseId: string; siteId: string; action: CaseAction; card: CaseCard | undefined; now: Date },
): Promise<void> {
  const { caseId, siteId, action, card, now } = decided
  switch (action) {
    case 'close':
      break
    case 'lift-quarantine':
      await transaction.query(`UPDATE sites SET state = 'active' WHERE site_id = $1`, [siteId])
      break
    case 'release-card':
      await releaseCard(transaction, siteId, must(card), now)
      await tell('released')
      break
    case 'withdraw-card':
      await withdrawCard(transaction, siteId, must(card), now)
      await tell('withdrawn')
      break
  }
  async function tell(decision: FeedData<'card.decided'>['decision']) {
    const { cardId, kind } = must(card)
    const { immunizationId } = await placeOf(transaction, siteId, must(card))
    const said: FeedData<'card.decided'> = { cardId, kind, immunizationId, decision, at: now.toISOString() }
    // A case is closed with its decision, so it names each word once.
    await tellSite({ transaction, now }, siteId, 'card.decided', caseId, said)
  }
  await transaction.query('UPDATE cases SET closed_at = $2 WHERE case_id = $1', [caseId, now])
}

/** Ends a suspension. The row stays and says so: a rebuild of the views would suspend the card again. */
async function releaseCard(transaction: Transaction, siteId: string, card: CaseCard, now: Date) {
  const { statusList, statusIndex } = await placeOf(transaction, siteId, card)
  const released = await transaction.query(
    `UPDATE card_status SET released_at = $3
     WHERE list_id = $1 AND status_index = $2 AND status = 2 AND because IS NULL RETURNING status_index`,
    [statusList, statusIndex, now],
  )
  if (released.length === 0) throw caseChanged()
  await transaction.query('UPDATE status_lists SET changes = changes + 1 WHERE list_id = $1', [statusList])
  await transaction.query(`UPDATE cards_local SET state = 'live' WHERE site_id = $1 AND card_id = $2`, [
    siteId,
    card.cardId,
  ])
}

async function withdrawCard(transaction: Transaction, siteId: string, card: CaseCard, now: Date) {
  const { statusList, statusIndex } = await placeOf(transaction, siteId, card)
  await setCardStatus(transaction, { statusList, statusIndex, status: 1, siteId, at: now })
  await transaction.query(
    card.kind === 'local'
      ? `UPDATE cards_local SET state = 'void' WHERE site_id = $1 AND card_id = $2`
      : `UPDATE cards_national SET state = 'void' WHERE site_id = $1 AND national_card_id = $2`,
    [siteId, card.cardId],
  )
}

async function placeOf(transaction: Transaction, siteId: string, { kind, cardId }: CaseCard) {
  const [place] = await transaction.query<{
    statusList: string
    statusIndex: number
    immunizationId: string
  }>(
    kind === 'local'
      ? `SELECT status_list AS "statusList", status_index AS "statusIndex", immunization_id AS "immunizationId" FROM cards_local
         WHERE site_id = $1 AND card_id = $2`
      : `SELECT status_list AS "statusList", status_index AS "statusIndex", immunization_id AS "immunizationId" FROM minted_cards
         WHERE site_id = $1 AND national_card_id = $2`,
    [siteId, cardId],
  )
  if (!place) throw new Error('a card of a case has its place in a status list')
  return place
}

function must(card: CaseCard | undefined): CaseCard {
  if (!card) throw new Error('this decision is about a card')
  return card
}
