import type { Patient } from '@sentra/contract'
import { identifierHash, matchName, patientKey, personalIdentifiers } from './patient-key.ts'
import { openCase, type ProjectedEvent, type Projection } from './projection.ts'

/**
 * Finds or makes the patient of an event and answers with their key.
 *
 * First by number: whoever has it and agrees in name or birth date is the same person (a name was
 * misspelt, a date corrected). When somebody has the number and agrees in neither, it is two people on
 * one number: the newcomer gets an own row, a case is opened, and nobody's record is touched.
 * Without a number, name and birth date together decide.
 */
export async function matchPatient(
  projection: Projection,
  event: ProjectedEvent,
  patient: Patient,
): Promise<string> {
  const { transaction, identity } = projection
  const numbers = personalIdentifiers(patient)
  const hashes = numbers.map((number) => identifierHash(identity.secret, number))
  const name = matchName(patient.fullName)

  const holders = await transaction.query<{ key: string; match_name: string; birth_date: string }>(
    `SELECT DISTINCT p.patient_key::text AS key, p.match_name, p.birth_date
     FROM patient_identifiers i JOIN patients p USING (patient_key)
     WHERE i.identifier_hash = ANY($1) ORDER BY key`,
    [hashes],
  )
  const score = (holder: (typeof holders)[number]) =>
    Number(holder.match_name === name) + Number(holder.birth_date === patient.birthDate)
  const [best] = holders.toSorted((a, b) => score(b) - score(a))
  const same = best && score(best) > 0 ? best.key : undefined
  const collides = same === undefined && holders.length > 0
  const key = same ?? patientKey(identity.secret, patient, collides)

  await writePatient(projection, event, key, patient, hashes, numbers)
  if (collides) {
    await openCase(projection, {
      kind: 'identity-collision',
      site: event.site,
      eventId: event.eventId,
      summary: `Two people came with one ${numbers[0]?.kind ?? 'number'}: name and birth date both differ. Each has a record; compare the documents.`,
    })
  }
  return key
}

/** Writes the patient as this event describes them; the newest word wins, and the journal keeps the older ones. */
export async function writePatient(
  { transaction, now }: Projection,
  event: ProjectedEvent,
  key: string,
  patient: Patient,
  hashes: readonly Buffer[],
  numbers: Patient['identifiers'],
): Promise<void> {
  const { fullName, birthDate, sex, patientId: _, ...demographics } = patient
  await transaction.query(
    `INSERT INTO patients
       (patient_key, full_name, match_name, birth_date, sex, demographics, first_site, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (patient_key) DO UPDATE
       SET full_name = excluded.full_name, match_name = excluded.match_name, birth_date = excluded.birth_date,
           sex = excluded.sex, demographics = excluded.demographics, updated_at = excluded.updated_at`,
    [key, fullName, matchName(fullName), birthDate, sex, JSON.stringify(demographics), event.site, now],
  )
  for (const [index, hash] of hashes.entries()) {
    await transaction.query(
      `INSERT INTO patient_identifiers (identifier_hash, patient_key, kind)
       VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [hash, key, numbers[index]!.kind],
    )
  }
}
