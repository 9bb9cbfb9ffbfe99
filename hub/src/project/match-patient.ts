import type { Patient } from '@sentra/contract'
import { identifierHash, matchName, patientKey, personalIdentifiers } from './patient-key.ts'
import type { ProjectedEvent, Projection } from './projection.ts'
import { rowKey } from './rows.ts'

/**
 * Finds or makes the patient of an event and answers with their key.
 *
 * First by number: whoever has it and agrees in name or birth date is the same person (a name was
 * misspelt, a date corrected). When somebody has the number and agrees in neither, it is two people on
 * one number: the newcomer gets an own row, a case is opened, and nobody's record is touched.
 * Without a number, name and birth date together decide.
 */
export function matchPatient(projection: Projection, event: ProjectedEvent, patient: Patient): string {
  const { registry, findings, secret } = projection
  const numbers = personalIdentifiers(patient)
  const hashes = numbers.map((number) => identifierHash(secret, number).toString('hex'))
  const name = matchName(patient.fullName)

  const holders = registry.holdersOf(hashes).map((key) => registry.patients.get(key)!)
  const score = (holder: (typeof holders)[number]) =>
    Number(holder.matchName === name) + Number(holder.birthDate === patient.birthDate)
  const [best] = holders.toSorted((a, b) => score(b) - score(a))
  const same = best && score(best) > 0 ? best.key : undefined
  const collides = same === undefined && holders.length > 0
  const key = same ?? patientKey(secret, patient, collides)

  writePatient(projection, event, key, patient)
  if (collides) {
    findings.openCase({
      kind: 'identity-collision',
      site: event.site,
      eventId: event.eventId,
      summary: `Two people came with one ${numbers[0]?.kind ?? 'number'}: name and birth date both differ. Each has a record; compare the documents.`,
    })
  }
  return key
}

/** Writes the patient as this event describes them; the newest word wins, and the journal keeps the older ones. */
export function writePatient(
  { registry, secret }: Projection,
  event: ProjectedEvent,
  key: string,
  patient: Patient,
): void {
  const { fullName, birthDate, sex, patientId: _, ...demographics } = patient
  const firstSite = registry.patients.get(key)?.firstSite ?? event.site
  const row = { key, fullName, matchName: matchName(fullName), birthDate, sex, demographics, firstSite }
  registry.patients.put(key, row)
  for (const number of personalIdentifiers(patient)) {
    const hash = identifierHash(secret, number).toString('hex')
    if (!registry.identifiers.get(rowKey(hash, key)))
      registry.holdIdentifier({ hash, patientKey: key, kind: number.kind }, true)
  }
}
