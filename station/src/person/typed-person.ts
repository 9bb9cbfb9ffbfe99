import type { CommandData, Patient, QueryAnswer, Sex } from '@sentra/contract'
import { emptyIdentity, type Identity, identifiersOf, identityKinds, isNumberMissing } from './identity.ts'

/** A person as a desk is typing them: half of it may still be missing. */
export interface TypedPerson {
  readonly identity: Identity
  readonly fullName: string
  readonly birthDate: string | null
  readonly sex: Sex | null
  readonly phone: string
  readonly address: string
}

type PatientInput = CommandData<'visit.register'>['patient']
type Holder = QueryAnswer<'findTicket'>['ticket']['holder']

/** What the gate knew already stands in the form. */
export const fromHolder = (holder: Holder): TypedPerson => ({
  identity: emptyIdentity,
  fullName: holder.fullName,
  birthDate: holder.birthDate ?? null,
  sex: null,
  phone: '',
  address: '',
})

/** What is on record, to be corrected. */
export function fromPatient(patient: Patient): TypedPerson {
  return {
    identity: shownIdentity(patient) ?? { kind: 'NONE', value: '' },
    fullName: patient.fullName,
    birthDate: patient.birthDate,
    sex: patient.sex,
    phone: patient.phone ?? '',
    address: patient.address ?? '',
  }
}

/**
 * The person to send, or null while something needed is missing. Numbers the form does not show
 * (a mother's NIK, the provisional one) stay as they were recorded.
 */
export function patientOf(typed: TypedPerson, recorded?: Patient): PatientInput | null {
  const { birthDate, sex } = typed
  const [fullName, phone, address] = [typed.fullName, typed.phone, typed.address].map((text) => text.trim())
  if (!fullName || fullName.length < 2 || !birthDate || !sex || isNumberMissing(typed.identity)) return null
  const shown = recorded && shownIdentity(recorded)
  const kept = recorded?.identifiers.filter(
    ({ kind, value }) => kind !== shown?.kind || value !== shown.value,
  )
  return {
    fullName,
    birthDate,
    sex,
    identifiers: [...identifiersOf(typed.identity), ...(kept ?? [])],
    ...(phone ? { phone } : {}),
    ...(address ? { address } : {}),
  }
}

function shownIdentity(patient: Patient): Identity | null {
  for (const { kind, value } of patient.identifiers) {
    const known = identityKinds.find((one) => one === kind)
    if (known) return { kind: known, value }
  }
  return null
}
