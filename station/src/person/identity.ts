import type { EventData, Identifier } from '@sentra/contract'

/** Which number a person brings. `NONE` is an answer, not an error: the site gives a provisional one. */
export const identityKinds = ['NIK', 'PASSPORT', 'KK', 'NONE'] as const
export type IdentityKind = (typeof identityKinds)[number]

export interface Identity {
  readonly kind: IdentityKind
  readonly value: string
}

/** Nobody is without a number by oversight: "no number" is chosen, not left. */
export const isNumberMissing = ({ kind, value }: Identity) => kind !== 'NONE' && value.trim() === ''

export const emptyIdentity: Identity = { kind: 'NIK', value: '' }

export const documents = [
  'KTP',
  'KK',
  'PASSPORT',
  'SIM',
  'LETTER',
  'NONE',
] as const satisfies readonly EventData<'visit.registered'>['identityChecked'][]

/** The identifiers to record: numbers lose the spaces and dots they are printed with. */
export function identifiersOf({ kind, value }: Identity): Identifier[] {
  const compact = kind === 'PASSPORT' ? value.replace(/\s/g, '').toUpperCase() : value.replace(/[\s.-]/g, '')
  return kind === 'NONE' || compact === '' ? [] : [{ kind, value: compact }]
}
