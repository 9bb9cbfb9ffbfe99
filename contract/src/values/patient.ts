import { type Static, Type } from 'typebox'
import { LocalDate } from './time.ts'

/** Kinds of identity a person may bring (nik-rules.json, identityWithoutNik). Nobody is refused for having none. */
export const IdentifierKind = Type.Union([
  Type.Literal('NIK'),
  Type.Literal('NIK_IBU'),
  Type.Literal('PASSPORT'),
  Type.Literal('KK'),
  Type.Literal('BPJS_CARD'),
  Type.Literal('PROVISIONAL'),
])
export type IdentifierKind = Static<typeof IdentifierKind>

export const Identifier = Type.Object({
  kind: IdentifierKind,
  value: Type.String({ minLength: 1, maxLength: 32 }),
})
export type Identifier = Static<typeof Identifier>

/** FHIR administrative gender. PCare writes L and P; the connector maps. */
export const Sex = Type.Union([Type.Literal('male'), Type.Literal('female')])
export type Sex = Static<typeof Sex>

export const FullName = Type.String({ minLength: 2, maxLength: 80, pattern: '\\S.*\\S' })

export const Patient = Type.Object({
  patientId: Type.String(),
  fullName: FullName,
  birthDate: LocalDate,
  sex: Sex,
  identifiers: Type.Array(Identifier, { maxItems: 6 }),
  phone: Type.Optional(Type.String({ maxLength: 20 })),
  address: Type.Optional(Type.String({ maxLength: 200 })),
  category: Type.Optional(Type.String({ maxLength: 40 })),
})
export type Patient = Static<typeof Patient>
