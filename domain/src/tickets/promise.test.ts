import { expect, test } from 'vitest'
import { promiseRunsUntil } from './promise.ts'

test('a promised dose is held until two hours before closing', () => {
  expect(promiseRunsUntil({ opensAt: '08:00', closesAt: '14:00' })).toBe('12:00')
  expect(promiseRunsUntil({ opensAt: '08:30', closesAt: '15:15' })).toBe('13:15')
})

test('a very short session holds it at least until it opens', () => {
  expect(promiseRunsUntil({ opensAt: '08:00', closesAt: '09:00' })).toBe('08:00')
})
