import type { ImmunizationRecorded, Patient } from '@sentra/contract'
import { setCardStatus } from '../issue/status-indices.ts'
import { mintNationalCard } from './mint-national-card.ts'
import type { ProjectedEvent, Projection } from './projection.ts'

/**
 * Takes a national card out of the world, and with `correctedPatient` puts the next one in its place: the
 * old one invalid and the new one waiting in one transaction, so that there is never a moment with two.
 *
 * Answers false when this dose has no such card in force.
 */
export async function withdrawNationalCard(
  projection: Projection,
  site: string,
  nationalCardId: string,
  replace: { correctedPatient: Patient } | undefined,
): Promise<boolean> {
  const { transaction, now } = projection
  const [card] = await transaction.query<{
    immunizationId: string
    generation: number
    patientKey: string
    statusList: string
    statusIndex: number
  }>(
    `SELECT m.immunization_id AS "immunizationId", m.generation, m.patient_key::text AS "patientKey",
            m.status_list AS "statusList", m.status_index AS "statusIndex"
     FROM minted_cards m
     JOIN cards_national n ON n.site_id = m.site_id AND n.national_card_id = m.national_card_id
     WHERE m.site_id = $1 AND m.national_card_id = $2 AND n.state <> 'void'
     FOR UPDATE OF n`,
    [site, nationalCardId],
  )
  if (!card) return false
  const { statusList, statusIndex } = card
  await setCardStatus(transaction, { statusList, statusIndex, status: 1, siteId: site, at: now })
  await transaction.query(
    `UPDATE cards_national SET state = 'void' WHERE site_id = $1 AND national_card_id = $2`,
    [site, nationalCardId],
  )
  if (!replace) return true
  const dose = await readDose(projection, site, card.immunizationId)
  await mintNationalCard(projection, dose, card.patientKey, {
    generation: card.generation + 1,
    correctedPatient: replace.correctedPatient,
  })
  return true
}

/** The event of a dose that is in the registry, from the journal. */
export async function readDose(
  { transaction }: Projection,
  site: string,
  immunizationId: string,
): Promise<ProjectedEvent & { data: ImmunizationRecorded }> {
  const [row] = await transaction.query<{ body: string }>(
    `SELECT e.body FROM doses d
     JOIN journal_events e ON e.site_id = d.site_id AND e.epoch = d.epoch AND e.seq = d.seq
     WHERE d.site_id = $1 AND d.immunization_id = $2`,
    [site, immunizationId],
  )
  if (!row) throw new Error('a dose in the registry has its event in the journal')
  return JSON.parse(row.body)
}

/** The person of a dose as the registry knows them now: the words of the last correction. */
export async function readPatientOf(
  projection: Projection,
  site: string,
  immunizationId: string,
): Promise<Patient> {
  const { data } = await readDose(projection, site, immunizationId)
  const [row] = await projection.transaction.query<{ full_name: string; birth_date: string; sex: string }>(
    `SELECT p.full_name, p.birth_date, p.sex FROM doses d JOIN patients p USING (patient_key)
     WHERE d.site_id = $1 AND d.immunization_id = $2`,
    [site, immunizationId],
  )
  if (!row) throw new Error('a dose in the registry has its patient')
  return {
    ...data.patient,
    fullName: row.full_name,
    birthDate: row.birth_date,
    sex: row.sex as Patient['sex'],
  }
}
