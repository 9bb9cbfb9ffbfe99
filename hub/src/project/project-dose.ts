import type { ImmunizationRecorded, PatientCorrected } from '@sentra/contract'
import { matchPatient, writePatient } from './match-patient.ts'
import { mintNationalCard } from './mint-national-card.ts'
import { identifierHash, patientBucket, personalIdentifiers } from './patient-key.ts'
import { openCase, type ProjectedEvent, type Projection } from './projection.ts'
import { withdrawNationalCard } from './replace-national-card.ts'

/**
 * A dose was given: the patient, the dose, and its national card.
 *
 * The same dose number for the same person from another immunization is recorded like any other (it
 * was injected, and its vial is one dose lighter), marked `repeated` and put before a person. It gets
 * no national card of its own until that is settled: one of the two may belong to somebody else.
 */
export async function projectDose(projection: Projection, event: ProjectedEvent): Promise<void> {
  const { transaction } = projection
  const dose = event.data as ImmunizationRecorded
  const key = await matchPatient(projection, event, dose.patient)
  const earlier = await findEarlier(projection, event, key)
  const repeated = earlier !== undefined
  const written = await transaction.query(
    `INSERT INTO doses
       (site_id, immunization_id, patient_key, bucket, epoch, seq, visit_id, ticket_id, dose_number, product_id,
        lot_number, expiration_date, vial_id, vial_dose, extra_dose, local_date, occurred_at, vaccinator, repeated)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
     ON CONFLICT DO NOTHING RETURNING immunization_id`,
    [
      event.site,
      dose.immunizationId,
      key,
      patientBucket(key),
      event.epoch,
      event.seq,
      dose.visitId,
      dose.ticketId,
      dose.doseNumber,
      dose.productId,
      dose.lotNumber,
      dose.expirationDate,
      dose.vialId,
      dose.vialDose,
      dose.extraDose,
      dose.occurrenceDate,
      event.occurredAt,
      event.actor,
      repeated,
    ],
  )
  if (written.length === 0) {
    await openCase(projection, {
      kind: 'refused-record',
      site: event.site,
      eventId: event.eventId,
      immunizationId: dose.immunizationId,
      summary: 'A second record names a dose that is recorded already. The first one stands.',
    })
    return
  }
  await transaction.query(
    `INSERT INTO visits (site_id, visit_id, patient_key) VALUES ($1, $2, $3)
     ON CONFLICT (site_id, visit_id) DO NOTHING`,
    [event.site, dose.visitId, key],
  )
  if (!repeated) return mintNationalCard(projection, event, key)
  await openCase(projection, {
    kind: 'second-dose',
    site: event.site,
    eventId: event.eventId,
    immunizationId: dose.immunizationId,
    summary: `Dose ${dose.doseNumber} was recorded before for this person (${earlier}). Both doses are kept; no second national card is made until somebody has looked.`,
  })
}

/**
 * Another dose of the same number for this person, if there is one that comes before this one. A dose
 * that has its national card comes before every other: the card is in somebody's hands.
 */
async function findEarlier(
  { transaction }: Projection,
  event: ProjectedEvent,
  key: string,
): Promise<string | undefined> {
  const { immunizationId, doseNumber } = event.data as ImmunizationRecorded
  const rows = await transaction.query<{ immunization_id: string; own: boolean }>(
    `SELECT immunization_id, site_id = $3 AND immunization_id = $4 AS own
     FROM minted_cards
     WHERE (patient_key = $1 AND dose_number = $2) OR (site_id = $3 AND immunization_id = $4)
     UNION ALL
     SELECT immunization_id, false FROM doses
     WHERE patient_key = $1 AND dose_number = $2 AND NOT repeated
       AND NOT (site_id = $3 AND immunization_id = $4)`,
    [key, doseNumber, event.site, immunizationId],
  )
  return rows.some((row) => row.own) ? undefined : rows[0]?.immunization_id
}

/**
 * A correction: the registry shows the corrected words, and a card with the earlier ones is dealt with.
 */
export async function projectCorrection(projection: Projection, event: ProjectedEvent): Promise<void> {
  const { transaction, identity } = projection
  const { visitId, patient } = event.data as PatientCorrected
  const [visit] = await transaction.query<{ key: string }>(
    'SELECT patient_key::text AS key FROM visits WHERE site_id = $1 AND visit_id = $2',
    [event.site, visitId],
  )
  if (!visit) return // corrected before the dose: the dose will carry the corrected words
  const [before] = await transaction.query<{ full_name: string; birth_date: string }>(
    'SELECT full_name, birth_date FROM patients WHERE patient_key = $1',
    [visit.key],
  )
  const numbers = personalIdentifiers(patient)
  const hashes = numbers.map((number) => identifierHash(identity.secret, number))
  await writePatient(projection, event, visit.key, patient, hashes, numbers)

  const otherWords = before?.full_name !== patient.fullName || before.birth_date !== patient.birthDate
  if (otherWords) await correctCards(projection, event, visitId)
}

/**
 * A card that waits in nobody's hand is made anew with the corrected words. One that was handed over is
 * not quietly changed: two people at the site make it void, and then it is made anew.
 */
async function correctCards(projection: Projection, event: ProjectedEvent, visitId: string): Promise<void> {
  const [card] = await projection.transaction.query<{ id: string; immunizationId: string; state: string }>(
    `SELECT n.national_card_id AS id, d.immunization_id AS "immunizationId", n.state
     FROM doses d JOIN cards_national n ON n.site_id = d.site_id AND n.immunization_id = d.immunization_id
     WHERE d.site_id = $1 AND d.visit_id = $2 AND n.state <> 'void'`,
    [event.site, visitId],
  )
  if (!card) return
  if (card.state === 'ready') {
    const { patient } = event.data as PatientCorrected
    await withdrawNationalCard(projection, event.site, card.id, { correctedPatient: patient })
    return
  }
  await openCase(projection, {
    kind: 'card-conflict',
    site: event.site,
    eventId: event.eventId,
    immunizationId: card.immunizationId,
    summary:
      'Name or birth date was corrected after the national card was handed over. Make that card void at its site; a new one follows.',
  })
}
