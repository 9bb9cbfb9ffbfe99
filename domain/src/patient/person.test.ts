import { expect, test } from 'vitest'
import { assignCategory, categoryLabel, correctPatient } from './index.ts'

test('age groups come from the birth date, whatever was declared', () => {
  expect(assignCategory({ ageYears: 9 })).toBe('ANAK')
  expect(assignCategory({ ageYears: 15, declared: 'RENTAN_UMUM' })).toBe('REMAJA')
  expect(assignCategory({ ageYears: 15, declared: 'SDMK' })).toBe('REMAJA')
  expect(assignCategory({ ageYears: 40 })).toBe('RENTAN_UMUM')
  expect(assignCategory({ ageYears: 40, declared: 'PETUGAS_PUBLIK' })).toBe('PETUGAS_PUBLIK')
  expect(assignCategory({ ageYears: 60, declared: 'PETUGAS_PUBLIK' })).toBe('LANSIA')
})

test('an elderly nurse counts as a health worker', () => {
  expect(assignCategory({ ageYears: 64, declared: 'SDMK' })).toBe('SDMK')
  expect(categoryLabel('SDMK')).toEqual({ id: 'Tenaga kesehatan', en: 'Health workers' })
})

const patient = {
  patientId: 'p-1',
  fullName: 'Siti Uji',
  birthDate: '1990-08-05',
  sex: 'female' as const,
  identifiers: [{ kind: 'NIK' as const, value: '3215004508909902' }],
  category: 'RENTAN_UMUM',
}
const correct = (change: object) =>
  correctPatient({
    visit: { visitId: 'v-1', patient },
    patientInput: { ...patient, ...change },
    reason: 'salah ketik',
    today: '2021-08-05',
  })

test('a correction is a new fact about the same person, with its reason', () => {
  expect(correct({ fullName: 'Siti Uji Coba' })).toMatchObject({
    type: 'patient.corrected',
    data: { visitId: 'v-1', patient: { patientId: 'p-1', fullName: 'Siti Uji Coba' }, reason: 'salah ketik' },
  })
  expect(correct({ birthDate: '1955-01-01' })).toMatchObject({ data: { patient: { category: 'LANSIA' } } })
})

test('a correction that changes nothing, or to something impossible, is refused', () => {
  expect(correct({})).toMatchObject({ refused: 'nothing-to-correct' })
  expect(correct({ birthDate: '2022-01-01' })).toMatchObject({ refused: 'birth-date-future' })
  expect(correct({ identifiers: [{ kind: 'NIK', value: '1' }] })).toMatchObject({ refused: 'nik-length' })
})
