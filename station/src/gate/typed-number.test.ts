import { expect, test } from 'vitest'
import { readGateNumber } from './typed-number.ts'

test('a whole NIK is read however it is printed, and its last four digits go on the ticket', () => {
  for (const typed of ['3215004508909905', '3215 0045 0890 9905', '321500.450890.9905'])
    expect(readGateNumber(typed)).toEqual({ nik: '3215004508909905', nikLast4: '9905' })
})

test('the last four digits are enough, and so is nothing', () => {
  expect(readGateNumber(' 9905 ')).toEqual({ nikLast4: '9905' })
  expect(readGateNumber('  ')).toEqual({})
})

test('anything else is not quietly left out: the desk is asked again', () => {
  for (const typed of ['99', '99056', '321500450890990', '32150045089099055', 'abcd', '32l5004508909905'])
    expect(readGateNumber(typed)).toBeNull()
})
