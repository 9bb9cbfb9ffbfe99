import type { Patient } from '@sentra/contract'
import { type SyntheticPerson, seededChance, syntheticPeople } from '@sentra/testkit'

/** People who do not exist, as a registrar would write them down. */
export function testPatients(seed: number, count: number): Patient[] {
  return syntheticPeople(seededChance(seed), count).map(toPatient)
}

function toPatient(person: SyntheticPerson, index: number): Patient {
  return {
    patientId: `patient-${index + 1}`,
    fullName: person.fullName,
    birthDate: person.birthDate,
    sex: person.sex,
    identifiers: [{ kind: 'NIK', value: person.nik }],
  }
}
