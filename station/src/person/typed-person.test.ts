import { expect, test } from 'vitest'
import { fromHolder, fromPatient, patientOf } from './typed-person.ts'

const recorded = {
  patientId: 'p1',
  fullName: 'Uji Coba',
  birthDate: '1990-08-05',
  sex: 'male' as const,
  identifiers: [
    { kind: 'NIK_IBU' as const, value: '3215000508709901' },
    { kind: 'NIK' as const, value: '3215000508909901' },
  ],
  phone: '0812000',
}

test('a number that was mistyped is replaced, and a number the form does not show is kept', () => {
  const typed = { ...fromPatient(recorded), identity: { kind: 'NIK' as const, value: '3215 0005 0890 9902' } }
  expect(patientOf(typed, recorded)?.identifiers).toEqual([
    { kind: 'NIK', value: '3215000508909902' },
    { kind: 'NIK_IBU', value: '3215000508709901' },
  ])
})

test('a provisional number stays when the person brings a real one', () => {
  const provisional = { ...recorded, identifiers: [{ kind: 'PROVISIONAL' as const, value: 'P-krw-01-X' }] }
  expect(fromPatient(provisional).identity.kind).toBe('NONE')
  const typed = { ...fromPatient(provisional), identity: { kind: 'PASSPORT' as const, value: 'c 1234567' } }
  expect(patientOf(typed, provisional)?.identifiers.map(({ kind }) => kind)).toEqual([
    'PASSPORT',
    'PROVISIONAL',
  ])
})

test('nothing is sent while the birth date or the sex is missing', () => {
  const typed = fromHolder({ fullName: 'Uji Coba' })
  expect(patientOf(typed)).toBe(null)
  const identity = { kind: 'NONE' as const, value: '' }
  expect(patientOf({ ...typed, identity, birthDate: '1990-08-05', sex: 'female' })).toEqual({
    fullName: 'Uji Coba',
    birthDate: '1990-08-05',
    sex: 'female',
    identifiers: [],
  })
})

test('a number left empty is asked for: only "no number", chosen, gives a provisional one', () => {
  const typed = { ...fromHolder({ fullName: 'Uji Coba' }), birthDate: '1990-08-05', sex: 'female' as const }
  expect(patientOf(typed)).toBe(null)
  expect(patientOf({ ...typed, identity: { kind: 'PASSPORT', value: ' ' } })).toBe(null)
  expect(patientOf({ ...typed, identity: { kind: 'NONE', value: '' } })?.identifiers).toEqual([])
})
