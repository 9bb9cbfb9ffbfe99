import { decodeHcertText, isRefused, readCard, uvci, verifySign1 } from '@sentra/card'
import type { CardExchanged, CardExchangedElsewhere, NationalCardCollected } from '@sentra/contract'
import type { HubIdentity } from '../issue/hub-identity.ts'
import type { Transaction } from '../store/database.ts'
import { arrayOf } from './insert-rows.ts'
import type { ProjectedEvent, Projection } from './projection.ts'
import type { MintedCard } from './registry.ts'
import { rowKey } from './rows.ts'
import { writeKept } from './write-registry.ts'

/**
 * A national card in somebody's hand that this hub has not, or has otherwise: it was signed after the backup from which
 * the hub was restored, and the site that handed it over says which card it was. Our own signature is on it.
 */
export type HandedOver = Pick<
  MintedCard,
  'site' | 'immunizationId' | 'nationalCardId' | 'text' | 'statusList' | 'statusIndex' | 'issuedAt'
> & { eventId: string }

/** Those of a batch. On all other days one look at the database says that there are none. */
export async function readHandedOver(
  transaction: Transaction,
  events: readonly ProjectedEvent[],
  identity: Pick<HubIdentity, 'generations'>,
): Promise<HandedOver[]> {
  const told = events.map(toldBy).filter((each) => each !== undefined)
  if (told.length === 0) return []
  const other = await transaction.query<{ eventId: string }>(
    `SELECT w."eventId"
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS w ("eventId", site, dose, card, text)
     LEFT JOIN minted_cards m ON m.site_id = w.site AND m.immunization_id = w.dose AND m.national_card_id = w.card
     WHERE m.text IS DISTINCT FROM w.text`,
    (['eventId', 'site', 'immunizationId', 'nationalCardId', 'text'] as const).map((name) =>
      arrayOf(told.map((each) => each[name])),
    ),
  )
  const others = new Set(other.map(({ eventId }) => eventId))
  const opened = await Promise.all(
    told.filter(({ eventId }) => others.has(eventId)).map((each) => openOwn(each, identity)),
  )
  return opened.filter((each) => each !== undefined)
}

type Told = Pick<HandedOver, 'eventId' | 'site' | 'immunizationId' | 'nationalCardId' | 'text'>

function toldBy({ type, eventId, site, data }: ProjectedEvent): Told | undefined {
  if (type === 'card.exchanged-elsewhere') {
    const { issuingSite, immunizationId, nationalCardId, nationalCardText } = data as CardExchangedElsewhere
    return { eventId, site: issuingSite, immunizationId, nationalCardId, text: nationalCardText }
  }
  if (type !== 'card.exchanged' && type !== 'national-card.collected') return undefined
  // Sites of former builds do not say it.
  const { immunizationId, nationalCardId, nationalCardText } = data as CardExchanged | NationalCardCollected
  return nationalCardText === undefined
    ? undefined
    : { eventId, site, immunizationId, nationalCardId, text: nationalCardText }
}

/** Believed when one of our document signers signed exactly this dose's card; whatever else it is, it is not ours. */
async function openOwn(
  told: Told,
  { generations }: Pick<HubIdentity, 'generations'>,
): Promise<HandedOver | undefined> {
  const sign1 = decodeHcertText(told.text)
  const card = isRefused(sign1) ? sign1 : await readCard(told.text)
  if (isRefused(sign1) || isRefused<string>(card) || card.kind !== 'national') return undefined
  const { certificateId, country, statusList, statusIndex, issuedAt } = card
  if (statusList === undefined || statusIndex === undefined) return undefined
  if (certificateId !== uvci(country, told.immunizationId)) return undefined
  for (const { signer } of generations['document-signer'])
    if (await verifySign1(sign1, signer.publicKey)) return { ...told, statusList, statusIndex, issuedAt }
  return undefined
}

/**
 * The card that was handed over stays the card of its dose. One that was signed anew in its place, and is in nobody's
 * hand, is made invalid; where a person has that one already, or the dose's card is void, this one does not count.
 */
export function keepHandedOver({ registry, findings }: Projection, event: ProjectedEvent): void {
  const told = registry.handedOver.get(event.eventId)
  const national = told && registry.nationalCards.get(rowKey(told.site, told.nationalCardId))
  const dose = told && registry.doses.get(rowKey(told.site, told.immunizationId))
  if (!told || !dose || national?.immunizationId !== told.immunizationId) return
  const { site, immunizationId, nationalCardId, text, statusList, statusIndex, issuedAt } = told
  // An earlier card of this dose, said to be the later one: it is known, and what became of it stands.
  if (registry.mintedOfDose(site, immunizationId).some((each) => samePlace(each, told))) return
  findings.places.push({ statusList, statusIndex })
  if (national.state !== 'ready') {
    findings.setStatus(site, told, national.state === 'void' ? 1 : 2)
    return
  }
  const { generation } = national
  const instead = registry.minted.get(rowKey(site, immunizationId, generation))
  if (instead && instead.statusIndex >= 0) findings.setStatus(site, instead, 1)
  findings.dropToSign(instead)
  const { patientKey, doseNumber } = dose
  const card = { site, immunizationId, generation, patientKey, doseNumber, nationalCardId }
  const kept: MintedCard = { ...card, text, statusList, statusIndex, issuedAt }
  registry.replaceMinted(kept)
  findings.kept.push(kept)
  findings.tellOfCard(kept)
}

const samePlace = (one: Place, other: Place) =>
  one.statusList === other.statusList && one.statusIndex === other.statusIndex
type Place = { statusList: string; statusIndex: number }

/** Before the statuses are written: their lists must be there, and published. */
export async function writeHandedOver(
  transaction: Transaction,
  { places, kept }: { places: readonly Place[]; kept: readonly MintedCard[] },
): Promise<void> {
  if (places.length === 0) return
  await transaction.query(
    `INSERT INTO status_lists AS known (list_id, kind, next_index)
     SELECT list, 'national', max(place) + 1 FROM unnest($1::text[], $2::integer[]) AS row (list, place)
     GROUP BY list ORDER BY list
     ON CONFLICT (list_id) DO UPDATE
       SET next_index = greatest(known.next_index, excluded.next_index), changes = known.changes + 1`,
    [places.map(({ statusList }) => statusList), places.map(({ statusIndex }) => statusIndex)],
  )
  await writeKept(transaction, kept)
}
