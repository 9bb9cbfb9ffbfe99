import { expect, test } from 'vitest'
import { identifiersOf } from './identity.ts'

test('a NIK is recorded as sixteen digits, however it was read out', () => {
  expect(identifiersOf({ kind: 'NIK', value: '3215 0045-0890.9902' })).toEqual([
    { kind: 'NIK', value: '3215004508909902' },
  ])
})

test('a person without documents has no identifier, and is registered all the same', () => {
  expect(identifiersOf({ kind: 'NONE', value: '' })).toEqual([])
  expect(identifiersOf({ kind: 'NIK', value: ' ' })).toEqual([])
})

test('a passport number is written in capitals', () => {
  expect(identifiersOf({ kind: 'PASSPORT', value: 'c 1234567' })).toEqual([
    { kind: 'PASSPORT', value: 'C1234567' },
  ])
})
