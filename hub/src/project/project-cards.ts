import type {
  CardExchanged,
  CardExchangedElsewhere,
  LocalCardIssued,
  NationalCardCollected,
} from '@sentra/contract'
import { settleExchange } from '@sentra/domain'
import { readSettledCard } from '../exchange/read-settled-card.ts'
import { recordExchange, showExchange } from '../exchange/record-exchange.ts'
import { ownsStatusIndex } from '../issue/device-certificates.ts'
import { setCardStatus } from '../issue/status-indices.ts'
import { openCase, type ProjectedEvent, type Projection } from './projection.ts'

/**
 * One dose, one live card: what the sites report about cards, held against that promise.
 *
 * The first word wins. A card that breaks the promise (no dose, a second local card, a local card after
 * the national one was collected) is suspended and put before a person; it is never silently accepted
 * and never takes another card down with it.
 */
export async function projectLocalCard(projection: Projection, event: ProjectedEvent): Promise<void> {
  const { transaction, now } = projection
  const card = event.data as LocalCardIssued
  const own = await ownsStatusIndex(transaction, event.site, card.statusList, card.statusIndex)
  const problem = own
    ? await problemWith(projection, event, card)
    : 'Its status index was never given to this site.'
  const written = await transaction.query(
    `INSERT INTO cards_local
       (site_id, card_id, immunization_id, serial, status_list, status_index, state, outage_id, issued_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING card_id`,
    [
      event.site,
      card.cardId,
      card.immunizationId,
      card.serial,
      card.statusList,
      card.statusIndex,
      problem ? 'void' : 'live',
      card.cause.kind === 'outage' ? card.cause.outageId : null,
      event.occurredAt,
    ],
  )
  if (written.length === 0) return
  if (!problem) return showEarlierExchange(projection, event.site, card.cardId)
  if (own) {
    const { statusList, statusIndex } = card
    await setCardStatus(transaction, { statusList, statusIndex, status: 2, siteId: event.site, at: now })
  }
  await conflict(projection, event, card.immunizationId, `Local card ${card.serial} is suspended. ${problem}`)
}

/** When the views are built again, an exchange through the hub is known before the journals tell of it. */
async function showEarlierExchange({ transaction }: Projection, site: string, cardId: string): Promise<void> {
  const [known] = await transaction.query<{ national_card_id: string; exchanged_at: Date }>(
    `SELECT national_card_id, exchanged_at FROM card_exchanges
     WHERE site_id = $1 AND local_card_id = $2 AND way <> 'desk'`,
    [site, cardId],
  )
  if (!known) return
  const { national_card_id: nationalCardId, exchanged_at: at } = known
  await showExchange(transaction, { site, localCardId: cardId, nationalCardId, at })
}

/** A desk of the site that made the card took it back. It has happened; whether it was the first is decided here. */
export async function projectExchange(projection: Projection, event: ProjectedEvent): Promise<void> {
  const { localCardId, nationalCardId, immunizationId } = event.data as CardExchanged
  const card = await readSettledCard(projection.transaction, event.site, localCardId)
  if (!card || card.immunizationId !== immunizationId) {
    return conflict(projection, event, immunizationId, 'An exchange names a local card this dose never had.')
  }
  const { outcome } = settleExchange(card.settled, { exchangeId: event.eventId, way: 'desk' })
  if (outcome === 'second-presenter') {
    const summary = `Local card ${card.serial} was exchanged a second time, or was not live. The first exchange stands.`
    return conflict(projection, event, immunizationId, summary)
  }
  const waiting = card.settled.national === 'ready' && card.national?.nationalCardId === nationalCardId
  await recordExchange(projection, card, {
    site: event.site,
    localCardId,
    nationalCardId,
    exchangeId: event.eventId,
    way: 'desk',
    bySite: event.site,
    at: new Date(event.occurredAt),
  })
  if (!waiting) await conflict(projection, event, immunizationId, notWaiting)
}

/** Another site says that it exchanged a card: the hub must have granted it exactly this exchange. */
export async function projectExchangedElsewhere(
  projection: Projection,
  event: ProjectedEvent,
): Promise<void> {
  const { localCardId, issuingSite, nationalCardId, immunizationId } = event.data as CardExchangedElsewhere
  const [granted] = await projection.transaction.query(
    `SELECT 1 FROM card_exchanges
     WHERE site_id = $1 AND local_card_id = $2 AND exchange_id = $3 AND by_site = $4
       AND national_card_id = $5 AND immunization_id = $6`,
    [issuingSite, localCardId, event.eventId, event.site, nationalCardId, immunizationId],
  )
  if (granted) return
  const summary = `This site reports an exchange of a card of ${issuingSite} that the hub never granted.`
  await conflict(projection, event, immunizationId, summary)
}

export async function projectCollection(projection: Projection, event: ProjectedEvent): Promise<void> {
  const { immunizationId } = event.data as NationalCardCollected
  const [live] = await projection.transaction.query<{ serial: string }>(
    `SELECT serial FROM cards_local WHERE site_id = $1 AND immunization_id = $2 AND state = 'live'`,
    [event.site, immunizationId],
  )
  if (live) {
    const summary = `The national card was handed over while local card ${live.serial} is live. Ask for the local card.`
    await conflict(projection, event, immunizationId, summary)
  }
  await collect(projection, event)
}

async function collect(projection: Projection, event: ProjectedEvent): Promise<void> {
  const { nationalCardId, immunizationId } = event.data as NationalCardCollected
  const collected = await projection.transaction.query(
    `UPDATE cards_national SET state = 'collected', collected_at = $4
     WHERE site_id = $1 AND national_card_id = $2 AND immunization_id = $3 AND state = 'ready'
     RETURNING national_card_id`,
    [event.site, nationalCardId, immunizationId, event.occurredAt],
  )
  if (collected.length > 0) return
  await conflict(projection, event, immunizationId, notWaiting)
}

const notWaiting = 'A national card was handed over that was not waiting for it.'

async function problemWith(
  { transaction }: Projection,
  event: ProjectedEvent,
  card: LocalCardIssued,
): Promise<string | undefined> {
  const [facts] = await transaction.query<{ dose: boolean; live: boolean; collected: boolean }>(
    `SELECT
       EXISTS (SELECT 1 FROM doses WHERE site_id = $1 AND immunization_id = $2) AS dose,
       EXISTS (SELECT 1 FROM cards_local
               WHERE site_id = $1 AND immunization_id = $2 AND state = 'live' AND card_id <> $3) AS live,
       EXISTS (SELECT 1 FROM cards_national
               WHERE site_id = $1 AND immunization_id = $2 AND state = 'collected') AS collected`,
    [event.site, card.immunizationId, card.cardId],
  )
  if (!facts?.dose) return 'No dose is recorded for it.'
  if (await namesNoOutage(transaction, event, card)) return 'It names an outage that was not on.'
  if (facts.live) return 'The dose has a live local card already.'
  if (facts.collected) return 'The national card of the dose was collected already.'
  return undefined
}

/** The outage a card points at must have begun and not ended before it in the journal: by order, never by clock. */
async function namesNoOutage(
  transaction: Projection['transaction'],
  event: ProjectedEvent,
  { cause }: LocalCardIssued,
): Promise<boolean> {
  if (cause.kind !== 'outage') return false
  const [outage] = await transaction.query(
    'SELECT 1 FROM outages WHERE site_id = $1 AND outage_id = $2 AND until IS NULL',
    [event.site, cause.outageId],
  )
  return outage === undefined
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
