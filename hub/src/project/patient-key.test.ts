import type { Patient } from '@sentra/contract'
import { assert, test } from 'vitest'
import { matchName, patientKey, personalIdentifiers } from './patient-key.ts'

const secret = Buffer.alloc(32, 7)
const sari: Patient = {
  patientId: 'p-1',
  fullName: 'Sari Wulandari',
  birthDate: '1990-03-07',
  sex: 'female',
  identifiers: [{ kind: 'NIK', value: '3215004703900012' }],
}

test('the same number finds the same patient, however the name was written', () => {
  assert.equal(patientKey(secret, sari), patientKey(secret, { ...sari, fullName: 'SARI  WULANDARI' }))
  assert.equal(
    patientKey(secret, sari),
    patientKey(secret, { ...sari, identifiers: [{ kind: 'NIK', value: '3215 0047 0390 0012' }] }),
  )
})

test('two people on one number have two keys once the collision is seen', () => {
  const other = { ...sari, fullName: 'Budi Santoso', birthDate: '1971-01-01' }
  assert.equal(patientKey(secret, sari), patientKey(secret, other))
  assert.notEqual(patientKey(secret, sari), patientKey(secret, other, true))
})

test('a family card does not make a family one person', () => {
  const kk = [{ kind: 'KK' as const, value: '3215001234569901' }]
  assert.deepEqual(personalIdentifiers({ ...sari, identifiers: kk }), [])
  assert.notEqual(
    patientKey(secret, { ...sari, identifiers: kk }),
    patientKey(secret, { ...sari, identifiers: kk, fullName: 'Dewi Wulandari' }),
  )
})

test('another hub, another key: two registries cannot be joined by patient', () => {
  assert.notEqual(patientKey(secret, sari), patientKey(Buffer.alloc(32, 8), sari))
})

test('names are compared without accents, dots and case', () => {
  assert.equal(matchName("  Nur'aini,  S.Pd "), 'NUR AINI S PD')
  assert.equal(matchName('José'), matchName('JOSE'))
})
