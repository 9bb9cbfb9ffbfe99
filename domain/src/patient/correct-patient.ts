import type { EventDraft, LocalDate, Patient } from '@sentra/contract'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { assignCategory } from './category.ts'
import { checkPerson, type PatientInput, type PersonRefusal } from './person-data.ts'

/** Corrects a person's data with the reason. The first record stays in the log; the new one follows it. */
export function correctPatient(input: {
  visit: { readonly visitId: string; readonly patient: Patient } | null
  patientInput: PatientInput
  reason: string
  today: LocalDate
}): EventDraft<'patient.corrected'> | Refusal<'not-registered' | 'nothing-to-correct' | PersonRefusal> {
  const { visit, today } = input
  if (visit === null) return refuse('not-registered', { field: 'visitId' })
  const checked = checkPerson(input.patientInput, { today })
  if (isRefusal(checked)) return checked
  const patient: Patient = {
    ...checked.person,
    patientId: visit.patient.patientId,
    category: assignCategory({
      ageYears: checked.ageYears,
      declared: checked.person.category ?? visit.patient.category,
    }),
  }
  if (sameWords(patient, visit.patient)) return refuse('nothing-to-correct', { field: 'patient' })
  return { type: 'patient.corrected', data: { visitId: visit.visitId, patient, reason: input.reason } }
}

function sameWords(first: Patient, second: Patient): boolean {
  const words = (patient: Patient) =>
    JSON.stringify([
      patient.fullName,
      patient.birthDate,
      patient.sex,
      patient.identifiers.map(({ kind, value }) => [kind, value]),
      patient.phone ?? null,
      patient.address ?? null,
      patient.category ?? null,
    ])
  return words(first) === words(second)
}
