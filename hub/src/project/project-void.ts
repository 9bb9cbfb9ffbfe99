import type { CardVoided } from '@sentra/contract'
import { ownsStatusIndex } from '../issue/device-certificates.ts'
import { setCardStatus } from '../issue/status-indices.ts'
import { openCase, type ProjectedEvent, type Projection } from './projection.ts'
import { readPatientOf, withdrawNationalCard } from './replace-national-card.ts'

/**
 * Two people at a site made a card void: it is invalid everywhere from the next status list on. A national
 * card that is to be replaced is made anew here, with the words as they are corrected now.
 *
 * The two people are checked once more: a site that says one person did both is not believed.
 */
export async function projectVoid(projection: Projection, event: ProjectedEvent): Promise<void> {
  const { kind, immunizationId, requestedBy } = event.data as CardVoided
  if (requestedBy === event.actor) {
    return conflict(projection, event, immunizationId, 'A card was made void by one person alone. It stands.')
  }
  const done = kind === 'local' ? await voidLocal(projection, event) : await voidNational(projection, event)
  if (!done) {
    const summary = 'A card was made void that was not live: it was exchanged elsewhere, or never was.'
    await conflict(projection, event, immunizationId, summary)
  }
}

async function voidLocal({ transaction, now }: Projection, event: ProjectedEvent): Promise<boolean> {
  const { cardId, immunizationId } = event.data as CardVoided
  const [card] = await transaction.query<{ status_list: string; status_index: number }>(
    `UPDATE cards_local SET state = 'void'
     WHERE site_id = $1 AND card_id = $2 AND immunization_id = $3 AND state = 'live'
     RETURNING status_list, status_index`,
    [event.site, cardId, immunizationId],
  )
  if (!card) return false
  const { status_list: statusList, status_index: statusIndex } = card
  if (!(await ownsStatusIndex(transaction, event.site, statusList, statusIndex))) return false
  await setCardStatus(transaction, { statusList, statusIndex, status: 1, siteId: event.site, at: now })
  return true
}

async function voidNational(projection: Projection, event: ProjectedEvent): Promise<boolean> {
  const { cardId, immunizationId, replace } = event.data as CardVoided
  const [known] = await projection.transaction.query(
    `SELECT 1 FROM cards_national
     WHERE site_id = $1 AND national_card_id = $2 AND immunization_id = $3 AND state = 'collected'`,
    [event.site, cardId, immunizationId],
  )
  if (!known) return false
  const next = replace
    ? { correctedPatient: await readPatientOf(projection, event.site, immunizationId) }
    : undefined
  return withdrawNationalCard(projection, event.site, cardId, next)
}

function conflict(projection: Projection, event: ProjectedEvent, immunizationId: string, summary: string) {
  return openCase(projection, {
    kind: 'card-conflict',
    site: event.site,
    eventId: event.eventId,
    immunizationId,
    summary,
  })
}
