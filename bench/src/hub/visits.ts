import type { Patient } from '@sentra/contract'
import { seededChance, syntheticPeople } from '@sentra/testkit'
import { clinicFacts, type Fact } from '../site/day-of-events.ts'

/** Facts of a real clinic, each visit by another person: a registry where everybody comes once. */
export async function visitsOfPeople(): Promise<(visits: number) => Fact[][]> {
  const clinic = await clinicFacts()
  let seed = 0
  // What one call leaves over is for the next: five hundred sites ask for a few visits each.
  let facts: Fact[] = []
  let next = 0
  return (count) => {
    seed += 1
    const people = syntheticPeople(seededChance(seed), count)
    const byVisit = new Map<string, Patient>()
    const visits: Fact[][] = []
    let open: Fact[] = []
    while (visits.length < count) {
      if (next === facts.length) {
        facts = clinic.visits(5_000)
        next = 0
      }
      const fact = facts[next++]!
      const data = fact.data as { visitId?: string; patient?: Patient }
      if (data.patient && data.visitId) {
        const person = people[visits.length % people.length]!
        const patient = byVisit.get(data.visitId) ?? {
          ...data.patient,
          fullName: person.fullName,
          birthDate: person.birthDate,
          sex: person.sex,
          identifiers: [{ kind: 'NIK' as const, value: person.nik }],
        }
        byVisit.set(data.visitId, patient)
        open.push({ ...fact, data: { ...data, patient } })
      } else {
        open.push(fact)
      }
      if (fact.type === 'immunization.recorded') {
        visits.push(open)
        open = []
      }
    }
    return visits
  }
}
