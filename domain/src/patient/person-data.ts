import type { Identifier, LocalDate, Patient, Text } from '@sentra/contract'
import { ageYears, isLocalDate } from '../campaign/local-date.ts'
import { type NikRefusal, type NikWarning, parseNik } from '../nik/nik.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'

export type PatientInput = Omit<Patient, 'patientId'>

/** Older than anybody whose age was ever verified: the year was mistyped. */
export const oldestPlausibleYears = 120

export type PersonRefusal =
  | NikRefusal
  | 'identifier-shape'
  | 'birth-date-invalid'
  | 'birth-date-future'
  | 'birth-date-implausible'

/**
 * Checks what was typed about a person, and tidies it: numbers lose their spaces, and a person
 * without any number gets the provisional one the caller made. Impossible data is refused by field;
 * unlikely data becomes a warning.
 */
export function checkPerson(
  input: PatientInput,
  on: {
    today: LocalDate
    minAgeYears?: number
    provisionalIdentifier?: string | undefined
    fieldPrefix?: string
  },
):
  | { readonly person: PatientInput; readonly warnings: readonly NikWarning[]; readonly ageYears: number }
  | Refusal<PersonRefusal> {
  const prefix = on.fieldPrefix ?? 'patient'
  const birthDate = checkBirthDate(input.birthDate, on.today, `${prefix}.birthDate`)
  if (isRefusal(birthDate)) return birthDate

  const warnings: NikWarning[] = []
  const identifiers: Identifier[] = []
  for (const [index, identifier] of input.identifiers.entries()) {
    const checked = checkIdentifier(identifier, input, on)
    if (isRefusal(checked)) return { ...checked, field: `${prefix}.identifiers.${index}.value` }
    identifiers.push(checked.identifier)
    warnings.push(...checked.warnings)
  }
  if (identifiers.length === 0 && on.provisionalIdentifier !== undefined)
    identifiers.push({ kind: 'PROVISIONAL', value: on.provisionalIdentifier })

  const person = { ...input, fullName: input.fullName.trim().replace(/\s+/g, ' '), identifiers }
  return { person, warnings, ageYears: birthDate.ageYears }
}

/** A number as it is stored and compared: without spaces, dots and dashes, letters as capitals. */
export function tidyIdentifier({ kind, value }: Identifier): Identifier {
  return { kind, value: kind === 'PROVISIONAL' ? value.trim() : value.replace(/[\s.-]/g, '').toUpperCase() }
}

function checkBirthDate(
  birthDate: string,
  today: LocalDate,
  field: string,
): { ageYears: number } | Refusal<'birth-date-invalid' | 'birth-date-future' | 'birth-date-implausible'> {
  if (!isLocalDate(birthDate)) return refuse('birth-date-invalid', { field })
  if (birthDate > today) return refuse('birth-date-future', { field, details: { birthDate } })
  const age = ageYears(birthDate, today)
  if (age > oldestPlausibleYears)
    return refuse('birth-date-implausible', { field, details: { ageYears: age } })
  return { ageYears: age }
}

/** Shapes of the numbers that are not a NIK. The patterns for passport and BPJS card are our own. */
const shapes: Partial<Record<Identifier['kind'], RegExp>> = {
  PASSPORT: /^[A-Z0-9]{6,12}$/,
  KK: /^\d{16}$/,
  BPJS_CARD: /^\d{13}$/,
}

const kindWords: Partial<Record<Identifier['kind'], Text>> = {
  PASSPORT: { id: 'paspor', en: 'passport' },
  KK: { id: 'Kartu Keluarga (KK)', en: 'family card (KK)' },
  BPJS_CARD: { id: 'kartu BPJS', en: 'BPJS card' },
}

function checkIdentifier(
  { kind, value }: Identifier,
  person: PatientInput,
  on: { today: LocalDate; minAgeYears?: number },
): { identifier: Identifier; warnings: readonly NikWarning[] } | Refusal<NikRefusal | 'identifier-shape'> {
  if (kind === 'NIK' || kind === 'NIK_IBU') {
    // A mother's NIK says nothing about the child's birth date or sex.
    const declared = kind === 'NIK' ? { birthDate: person.birthDate, sex: person.sex } : {}
    const nik = parseNik(value, { localDate: on.today, minAgeYears: on.minAgeYears, ...declared })
    return isRefusal(nik) ? nik : { identifier: { kind, value: nik.nik }, warnings: nik.warnings }
  }
  const identifier = tidyIdentifier({ kind, value })
  if (shapes[kind]?.test(identifier.value) === false)
    return refuse('identifier-shape', { details: { kind: kindWords[kind] ?? kind } })
  return { identifier, warnings: [] }
}
