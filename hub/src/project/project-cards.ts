import type {
  CardExchanged,
  CardExchangedElsewhere,
  LocalCardIssued,
  NationalCardCollected,
} from '@sentra/contract'
import { type SettledCard, settleExchange } from '@sentra/domain'
import { keepHandedOver } from './handed-over.ts'
import { isOn } from './project-figures.ts'
import type { ProjectedEvent, Projection } from './projection.ts'
import type { LocalCardRow, Registry } from './registry.ts'
import { rowKey } from './rows.ts'

/**
 * One dose, one live card: what the sites report about cards, held against that promise.
 *
 * The first word wins. A card that breaks the promise (no dose, a second local card, a local card after
 * the national one was collected) is suspended and put before a person; it is never silently accepted
 * and never takes another card down with it.
 */
export function projectLocalCard(projection: Projection, event: ProjectedEvent): void {
  const { registry, findings } = projection
  const { site } = event
  const card = event.data as LocalCardIssued
  if (registry.localCards.get(rowKey(site, card.cardId))) return
  const { cardId, immunizationId, serial, statusList, statusIndex } = card
  const own = ownsPlace(registry, site, card)
  const problem = own ? problemWith(registry, event, card) : 'Its status index was never given to this site.'
  registry.holdLocalCard(
    {
      site,
      cardId,
      immunizationId,
      serial,
      statusList,
      statusIndex,
      state: problem ? 'void' : 'live',
      outageId: card.cause.kind === 'outage' ? card.cause.outageId : null,
      issuedAt: event.occurredAt,
      exchangedAt: null,
    },
    true,
  )
  if (!problem) {
    showEarlierExchange(registry, site, cardId)
    askAboutDeclarer(projection, event, card)
    return
  }
  if (own) findings.setStatus(site, { statusList, statusIndex }, 2)
  findings.conflict(site, event, immunizationId, `Local card ${serial} is suspended. ${problem}`)
}

/**
 * "The server is down" is never just one word: at an honest site nobody makes a card on an outage of their own word
 * (domain/src/outages). A site whose rules were changed could, so a person looks. One case for an outage; the dose was
 * given and the card stays good.
 */
function askAboutDeclarer(
  { registry, findings }: Projection,
  event: ProjectedEvent,
  card: LocalCardIssued,
): void {
  const { site, actor } = event
  const { cause, immunizationId, serial } = card
  if (cause.kind !== 'outage' || registry.outages.get(rowKey(site, cause.outageId))?.declaredBy !== actor)
    return
  findings.openCase({
    kind: 'card-conflict',
    site,
    eventId: cause.outageId,
    immunizationId,
    summary: `Local card ${serial} names an outage that the same person declared. It stays good; ask the site who was there, and look at the other cards of this outage.`,
  })
}

/** When the views are built again, an exchange through the hub is known before the journals tell of it. */
function showEarlierExchange(registry: Registry, site: string, cardId: string): void {
  const known = registry.exchanges.get(rowKey(site, cardId))
  if (known && known.way !== 'desk')
    showExchange(registry, { site, cardId, nationalCardId: known.nationalCardId, at: known.exchangedAt })
}

/** A desk of the site that made the card took it back. It has happened; whether it was the first is decided here. */
export function projectExchange(projection: Projection, event: ProjectedEvent): void {
  keepHandedOver(projection, event)
  const { registry, findings } = projection
  const { site } = event
  const { localCardId, nationalCardId, immunizationId } = event.data as CardExchanged
  const card = registry.localCards.get(rowKey(site, localCardId))
  if (card?.immunizationId !== immunizationId) {
    const summary = 'An exchange names a local card this dose never had.'
    findings.conflict(site, event, immunizationId, summary)
    return
  }
  const known = registry.exchanges.get(rowKey(site, localCardId))
  const national = registry.nationalCardOf(site, immunizationId)
  const settled: SettledCard = {
    local: card.state,
    national: national === undefined ? 'none' : national.state === 'collected' ? 'live' : 'ready',
    exchangedBy: known?.exchangeId ?? null,
  }
  const { outcome } = settleExchange(settled, { exchangeId: event.eventId, way: 'desk' })
  if (outcome === 'second-presenter') {
    const summary = `Local card ${card.serial} was exchanged a second time, or was not live. The first exchange stands.`
    findings.conflict(site, event, immunizationId, summary)
    return
  }
  const waiting = settled.national === 'ready' && national?.nationalCardId === nationalCardId
  const at = new Date(event.occurredAt).toISOString()
  if (!known) {
    registry.exchanges.put(rowKey(site, localCardId), {
      site,
      localCardId,
      immunizationId,
      nationalCardId,
      exchangeId: event.eventId,
      way: 'desk',
      bySite: site,
      exchangedAt: at,
    })
  }
  showExchange(registry, { site, cardId: localCardId, nationalCardId, at })
  findings.setStatus(site, card, 3)
  if (!waiting) findings.conflict(site, event, immunizationId, notWaiting)
}

/** Brings the views in step with an exchange: the local card off, the national one in somebody's hand. */
function showExchange(
  registry: Registry,
  exchange: { site: string; cardId: string; nationalCardId: string; at: string },
): void {
  const { site, cardId, nationalCardId, at } = exchange
  const local = registry.localCards.get(rowKey(site, cardId))
  if (local?.state === 'live') registry.holdLocalCard({ ...local, state: 'exchanged', exchangedAt: at }, true)
  const national = registry.nationalCards.get(rowKey(site, nationalCardId))
  if (national?.state === 'ready')
    registry.holdNationalCard({ ...national, state: 'collected', collectedAt: at }, true)
}

/** Another site says that it exchanged a card: the hub must have granted it exactly this exchange. */
export function projectExchangedElsewhere(projection: Projection, event: ProjectedEvent): void {
  keepHandedOver(projection, event)
  const { registry, findings } = projection
  const { localCardId, issuingSite, nationalCardId, immunizationId } = event.data as CardExchangedElsewhere
  const granted = registry.exchanges.get(rowKey(issuingSite, localCardId))
  const exactly =
    granted?.exchangeId === event.eventId &&
    granted.bySite === event.site &&
    granted.nationalCardId === nationalCardId &&
    granted.immunizationId === immunizationId
  if (exactly) return
  const summary = `This site reports an exchange of a card of ${issuingSite} that the hub never granted.`
  findings.conflict(event.site, event, immunizationId, summary)
}

export function projectCollection(projection: Projection, event: ProjectedEvent): void {
  keepHandedOver(projection, event)
  const { registry, findings } = projection
  const { site } = event
  const { nationalCardId, immunizationId } = event.data as NationalCardCollected
  const live = registry.localCardsOf(site, immunizationId).find(({ state }) => state === 'live')
  const card = registry.nationalCards.get(rowKey(site, nationalCardId))
  const waits = card?.immunizationId === immunizationId && card.state === 'ready'
  const words = [
    live &&
      `The national card was handed over while local card ${live.serial} is live. Ask for the local card.`,
    !waits && notWaiting,
  ].filter((said) => typeof said === 'string')
  if (waits) registry.holdNationalCard({ ...card, state: 'collected', collectedAt: event.occurredAt }, true)
  for (const summary of words) findings.conflict(site, event, immunizationId, summary)
}

const notWaiting = 'A national card was handed over that was not waiting for it.'

/** Whether this place lies in a block that was given to this site: a site can change no other site's cards. */
export function ownsPlace(
  registry: Registry,
  site: string,
  { statusList, statusIndex }: Pick<LocalCardRow, 'statusList' | 'statusIndex'>,
): boolean {
  const blocks = registry.blocks.get(rowKey(site, statusList)) ?? []
  return blocks.some(({ start, count }) => start <= statusIndex && statusIndex < start + count)
}

function problemWith(registry: Registry, event: ProjectedEvent, card: LocalCardIssued): string | undefined {
  const { site, epoch } = event
  const { immunizationId, cause } = card
  if (!registry.doses.get(rowKey(site, immunizationId))) return 'No dose is recorded for it.'
  if (cause.kind === 'outage') {
    const outage = registry.outages.get(rowKey(site, cause.outageId))
    if (!outage || !isOn(outage, epoch)) return 'It names an outage that was not on.'
  }
  if (registry.localCardsOf(site, immunizationId).some(({ state }) => state === 'live'))
    return 'The dose has a live local card already.'
  if (registry.nationalCardsOf(site, immunizationId).some(({ state }) => state === 'collected'))
    return 'The national card of the dose was collected already.'
  return undefined
}
