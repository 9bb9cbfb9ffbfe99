import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds, namesIn, type Value } from './expression.ts'

const scope = (values: Record<string, Value>) => ({
  valueOf: (name: string) => values[name] ?? null,
  monthsSince: () => 2,
})

test('an unknown value is neither smaller nor greater than anything', () => {
  expect(holds('a < 5', scope({}))).toBe(false)
  expect(holds('a >= 5', scope({}))).toBe(false)
  expect(holds('a == null', scope({}))).toBe(true)
  expect(holds('a != false', scope({}))).toBe(true)
})

test('and binds closer than or, and brackets closest', () => {
  expect(holds('a == 1 || b == 1 && c == 1', scope({ a: 1 }))).toBe(true)
  expect(holds('(a == 1 || b == 1) && c == 1', scope({ a: 1 }))).toBe(false)
})

test('dates compare as text, and months can be counted', () => {
  expect(holds("visitDate >= '2021-08-02'", scope({ visitDate: '2021-08-05' }))).toBe(true)
  expect(holds('monthsSince(recoveredOn) < 3', scope({}))).toBe(true)
})

test('a condition that cannot be read stops the process instead of deciding something', () => {
  for (const broken of [
    '',
    'a ==',
    '(a == 1',
    'a == 1)',
    'a = 1',
    'a == 1; b == 2',
    'process.exit()',
    'a == 1 b == 2',
  ])
    expect(() => holds(broken, scope({ a: 1 })), broken).toThrow('broken invariant')
})

test('any comparison of numbers decides as numbers do', () => {
  fc.assert(
    fc.property(fc.nat(999), fc.nat(999), (a, b) => {
      expect(holds(`a < ${b}`, scope({ a }))).toBe(a < b)
      expect(holds(`a >= ${b} || a < ${b}`, scope({ a }))).toBe(true)
      expect(holds(`a == ${b} && a != ${b}`, scope({ a }))).toBe(false)
    }),
  )
})

test('the names a condition asks for can be listed', () => {
  expect(namesIn("systolic > 180 || monthsSince(recoveredOn) < 3 && kind == 'MILD'")).toEqual([
    'systolic',
    'recoveredOn',
    'kind',
  ])
})
