import type { Identifier, LocalDate } from '@sentra/contract'
import { addDays } from '../campaign/local-date.ts'
import { isOneSlipApart } from '../nik/near-duplicate.ts'
import type { Product } from '../products/product.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { nameKey } from './name.ts'
import { type PatientInput, tidyIdentifier } from './person-data.ts'

/** A dose on record at this site for somebody with the same number, or the same name and birth date. */
export interface KnownDose {
  readonly patientId: string
  readonly fullName: string
  readonly birthDate: LocalDate
  /** The numbers that person was registered with. Without them, the record is taken to share a number. */
  readonly identifiers?: readonly Identifier[]
  readonly doseNumber: number
  readonly date: LocalDate
  readonly productId: string
  readonly lotNumber: string
}

export type DoseWarning =
  | 'NIK_IDENTITY_COLLISION'
  | 'NIK_NEAR_DUPLICATE'
  | 'PREVIOUS_DOSE_NOT_FOUND'
  | 'DIFFERENT_PRODUCT'

/**
 * Compares a person with the doses on record. Same number and same name or birth date is the same
 * person: a dose they have had is refused. Same number and neither is two people on one number,
 * which is a case to resolve later and never a reason to refuse either. Same name and birth date
 * with another number may be a typing error or a namesake: a warning.
 */
export function compareWithKnownDoses(
  person: PatientInput,
  request: { doseNumber: number; today: LocalDate; product: Product },
  knownDoses: readonly KnownDose[],
): readonly DoseWarning[] | Refusal<'second-first-dose' | 'interval-too-short'> {
  const { doseNumber, today, product } = request
  const warnings = new Set<DoseWarning>()
  const own: KnownDose[] = []
  for (const known of knownDoses) {
    const relation = relationOf(person, known)
    if (relation === 'same-person') own.push(known)
    else if (relation === 'same-number') warnings.add('NIK_IDENTITY_COLLISION')
    else if (relation === 'may-be-same') warnings.add('NIK_NEAR_DUPLICATE')
  }

  const had = own.find((dose) => dose.doseNumber >= doseNumber)
  if (had !== undefined)
    return refuse('second-first-dose', {
      field: 'doseNumber',
      details: { doseNumber: had.doseNumber, date: had.date, lotNumber: had.lotNumber },
    })

  const previous = own.toSorted((a, b) => b.doseNumber - a.doseNumber)[0]
  if (previous !== undefined) {
    const earliestDate = addDays(previous.date, product.intervalDays?.min ?? 0)
    if (today < earliestDate)
      return refuse('interval-too-short', { field: 'doseNumber', details: { doseNumber, earliestDate } })
    if (previous.productId !== product.productId) warnings.add('DIFFERENT_PRODUCT')
  }
  if (doseNumber > 1 && previous?.doseNumber !== doseNumber - 1) warnings.add('PREVIOUS_DOSE_NOT_FOUND')
  return [...warnings]
}

function relationOf(
  person: PatientInput,
  known: KnownDose,
): 'same-person' | 'same-number' | 'may-be-same' | 'stranger' {
  const sameName = nameKey(person.fullName) === nameKey(known.fullName)
  const sameBirthDate = person.birthDate === known.birthDate
  const sameNumber =
    known.identifiers === undefined ||
    known.identifiers.some((theirs) =>
      person.identifiers.some(
        (own) => identifies(own.kind) && own.kind === theirs.kind && own.value === theirs.value,
      ),
    )
  if (sameNumber) return sameName || sameBirthDate ? 'same-person' : 'same-number'
  if (sameName && sameBirthDate) return 'may-be-same'
  const slip = known.identifiers?.some((theirs) =>
    person.identifiers.some(
      (own) => own.kind === 'NIK' && theirs.kind === 'NIK' && isOneSlipApart(own.value, theirs.value),
    ),
  )
  return slip === true ? 'may-be-same' : 'stranger'
}

/** The id of the person on record who is this one, by number and name or birth date; null for a stranger or a namesake. */
export function knownPatientId(person: PatientInput, knownDoses: readonly KnownDose[]): string | null {
  const tidy = { ...person, identifiers: person.identifiers.map(tidyIdentifier) }
  return knownDoses.find((known) => relationOf(tidy, known) === 'same-person')?.patientId ?? null
}

/** A family card or a mother's number belongs to several people. */
function identifies(kind: Identifier['kind']): boolean {
  return kind !== 'KK' && kind !== 'NIK_IBU'
}
