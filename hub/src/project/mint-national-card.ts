import { isRefused } from '@sentra/card'
import { issueNationalCard, recordedImmunization } from '@sentra/card/issue'
import type { ImmunizationRecorded, Patient } from '@sentra/contract'
import { takeStatusIndices } from '../issue/status-indices.ts'
import { idFrom, openCase, type ProjectedEvent, type Projection, tellSite } from './projection.ts'

/**
 * Makes the national card of a dose, once in the life of the registry, and sends it to the site that
 * gave the dose.
 *
 * The minted text is a fact, not a view: a rebuild finds it here and sends nothing new, because two
 * signatures would be two cards. The same transaction that moves the cursor commits it. After a correction
 * the dose gets a card of the next `generation` (replace-national-card.ts); the one before is invalid then.
 */
export async function mintNationalCard(
  projection: Projection,
  dose: ProjectedEvent,
  patientKey: string,
  more: { generation?: number; correctedPatient?: Patient } = {},
): Promise<void> {
  const { generation = 1, correctedPatient } = more
  const { immunizationId } = dose.data as ImmunizationRecorded
  const known = await findMinted(projection, dose.site, immunizationId, generation)
  const minted = known ?? (await mint(projection, dose, patientKey, generation, correctedPatient))
  if (!minted) return

  await projection.transaction.query(
    `INSERT INTO cards_national (site_id, national_card_id, immunization_id, state)
     VALUES ($1, $2, $3, 'ready') ON CONFLICT DO NOTHING`,
    [dose.site, minted.nationalCardId, immunizationId],
  )
  const subject = generation === 1 ? immunizationId : `${immunizationId}#${generation}`
  await tellSite(projection, dose.site, 'national-card.issued', subject, minted)
}

async function mint(
  projection: Projection,
  event: ProjectedEvent,
  patientKey: string,
  generation: number,
  correctedPatient: Patient | undefined,
): Promise<Minted | undefined> {
  const { transaction, identity, now } = projection
  const dose = event.data as ImmunizationRecorded
  const { statusList, firstIndex } = await takeStatusIndices(transaction, {
    kind: 'national',
    region: 'national',
    count: 1,
    now,
  })
  const immunization = recordedImmunization(event)
  if (isRefused(immunization)) throw new Error('a projected dose is a recorded immunization')
  const card = issueNationalCard(
    immunization,
    { statusList, statusIndex: firstIndex, ...(correctedPatient ? { correctedPatient } : {}) },
    identity.documentSigner,
    now,
  )
  if (isRefused(card)) {
    await openCase(projection, {
      kind: 'card-conflict',
      site: event.site,
      eventId: event.eventId,
      immunizationId: dose.immunizationId,
      summary: `No national card: the product ${dose.productId} has no codes for a card. Add it to the product list.`,
    })
    return undefined
  }
  const name = `national card\n${dose.immunizationId}${generation === 1 ? '' : `\n${generation}`}`
  const issued: Minted = {
    nationalCardId: idFrom(name),
    immunizationId: dose.immunizationId,
    text: card.text,
    statusList,
    statusIndex: firstIndex,
    issuedAt: card.contents.issuedAt,
  }
  await transaction.query(
    `INSERT INTO minted_cards
       (site_id, immunization_id, generation, patient_key, dose_number, national_card_id, text,
        status_list, status_index, issued_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      event.site,
      issued.immunizationId,
      generation,
      patientKey,
      dose.doseNumber,
      issued.nationalCardId,
      issued.text,
      issued.statusList,
      issued.statusIndex,
      issued.issuedAt,
    ],
  )
  return issued
}

type Minted = {
  nationalCardId: string
  immunizationId: string
  text: string
  statusList: string
  statusIndex: number
  issuedAt: string
}

async function findMinted(
  { transaction }: Projection,
  site: string,
  immunizationId: string,
  generation: number,
): Promise<Minted | undefined> {
  const [row] = await transaction.query<Omit<Minted, 'issuedAt'> & { issuedAt: Date }>(
    `SELECT national_card_id AS "nationalCardId", immunization_id AS "immunizationId", text,
            status_list AS "statusList", status_index AS "statusIndex", issued_at AS "issuedAt"
     FROM minted_cards WHERE site_id = $1 AND immunization_id = $2 AND generation = $3`,
    [site, immunizationId, generation],
  )
  return row && { ...row, issuedAt: row.issuedAt.toISOString() }
}
