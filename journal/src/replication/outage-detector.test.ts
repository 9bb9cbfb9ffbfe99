import assert from 'node:assert/strict'
import { test } from 'vitest'
import { type LinkObservation, type LinkTransition, OutageDetector } from './outage-detector.ts'

/** Observations a second apart; a number is the latency of a good answer. */
function watch(...tries: (LinkObservation['outcome'] | number)[]): LinkTransition[] {
  const detector = new OutageDetector()
  return tries.flatMap((each, second) => {
    const outcome = typeof each === 'number' ? 'ok' : each
    const change = detector.observe({
      at: at(second),
      outcome,
      latencyMs: typeof each === 'number' ? each : 50,
    })
    return change ?? []
  })
}
const at = (second: number) => new Date(Date.UTC(2021, 7, 5, 3, 0, second)).toISOString()

test('one failed try is not an outage, two in a row are, and it began with the first', () => {
  assert.deepEqual(watch('ok', 'refused', 'ok', 'timeout', 'ok'), [])
  assert.deepEqual(watch('ok', 'timeout', 'refused', 'refused'), [
    { from: 'up', to: 'down', since: at(1), cause: 'refused' },
  ])
})

test('one lucky answer does not end an outage, two in a row do', () => {
  assert.deepEqual(watch('refused', 'refused', 'ok', 'refused', 'ok', 'ok'), [
    { from: 'up', to: 'down', since: at(0), cause: 'refused' },
    { from: 'down', to: 'up', since: at(4) },
  ])
})

test('a link that answers late is slow, and up again only when it is clearly quick', () => {
  assert.deepEqual(watch(5_000, 5_000, 5_000, 5_000), [], 'four answers say nothing yet')
  const slow = watch(...Array(6).fill(3_500), ...Array(21).fill(2_500), ...Array(21).fill(100))
  assert.deepEqual(
    slow.map(({ from, to, cause }) => [from, to, cause]),
    [
      ['up', 'slow', 'slow'],
      ['slow', 'up', undefined],
    ],
  )
  assert.ok(slow[1]!.since >= at(27), 'between two and three seconds nothing changes')
})

test('a hub that says "later" is slow, one that says "no" is up', () => {
  assert.deepEqual(watch('ok', 'overloaded', 'overloaded'), [
    { from: 'up', to: 'slow', since: at(1), cause: 'slow' },
  ])
  assert.deepEqual(watch('rejected', 'rejected', 'rejected'), [])
})

test('a slow link that breaks is down, whatever the reason', () => {
  for (const cause of [
    'refused',
    'timeout',
    'unreachable',
    'server-error',
    'black-hole',
    'dns',
    'captive-portal',
  ] as const) {
    const changes = watch(...Array(6).fill(4_000), cause, cause)
    assert.deepEqual(changes.at(-1), { from: 'slow', to: 'down', since: at(6), cause })
  }
})
