import assert from 'node:assert/strict'
import { test } from 'vitest'
import { retryDelay, usualRetryBounds } from './retry-delay.ts'
import { parseRetryAfter } from './send-once.ts'

const delay = (failures: number, chance: number, hub = {}) =>
  retryDelay(failures, chance, usualRetryBounds, hub)

test('the wait doubles from a second to five minutes, and chance may make it anything below', () => {
  assert.deepEqual(
    [1, 2, 3, 9, 10, 1_000].map((failures) => delay(failures, 1)),
    [1_000, 2_000, 4_000, 256_000, 300_000, 300_000],
  )
  assert.equal(delay(5, 0), 0)
  assert.equal(delay(5, 0.5), 8_000)
})

test('a hub that says later is left alone for half the wait at least', () => {
  assert.equal(delay(3, 0, { kind: 'overloaded' }), 2_000)
  assert.equal(delay(3, 1, { kind: 'overloaded' }), 4_000)
})

test('Retry-After wins: never sooner, spread over somewhat later, and an hour at the most', () => {
  assert.equal(delay(1, 0, { kind: 'overloaded', retryAfterMs: 40_000 }), 40_000)
  assert.equal(delay(1, 0.5, { kind: 'overloaded', retryAfterMs: 40_000 }), 50_000)
  assert.equal(delay(9, 0, { retryAfterMs: 40_000 }), 40_000)
  assert.equal(delay(1, 0, { retryAfterMs: 10 * 86_400_000 }), 3_600_000)
})

test('Retry-After is read as seconds or as a date by the clock of the one who wrote it', () => {
  assert.equal(parseRetryAfter('40', null), 40_000)
  assert.equal(parseRetryAfter('Thu, 05 Aug 2021 01:00:40 GMT', 'Thu, 05 Aug 2021 01:00:00 GMT'), 40_000)
  assert.equal(parseRetryAfter('Thu, 05 Aug 2021 01:00:00 GMT', 'Thu, 05 Aug 2021 01:00:40 GMT'), 0)
  for (const useless of [null, '', 'soon', '-3']) assert.equal(parseRetryAfter(useless, null), undefined)
})
