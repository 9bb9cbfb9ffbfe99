import type { Patient } from '@sentra/contract'
import { keyedPatient } from './patient-key.ts'
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
  const keyed = keyedPatient(secret, patient)
  const { numbers } = keyed

  const holders = registry
    .holdersOf(numbers.map(({ hash }) => hash))
    .map((key) => registry.patients.get(key)!)
  const score = (holder: (typeof holders)[number]) =>
    Number(holder.matchName === keyed.matchName) + Number(holder.birthDate === patient.birthDate)
  const [best] = holders.toSorted((a, b) => score(b) - score(a))
  const same = best && score(best) > 0 ? best.key : undefined
  const collides = same === undefined && holders.length > 0
  const key = same ?? (collides ? keyed.keyIfTaken() : keyed.key)

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
  const { matchName, numbers } = keyedPatient(secret, patient)
  registry.patients.put(key, { key, fullName, matchName, birthDate, sex, demographics, firstSite })
  for (const { hash, kind } of numbers)
    if (!registry.identifiers.get(rowKey(hash, key)))
      registry.holdIdentifier({ hash, patientKey: key, kind }, true)
}
