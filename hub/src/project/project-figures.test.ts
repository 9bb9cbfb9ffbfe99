import assert from 'node:assert/strict'
import { test } from 'vitest'
import { isOn } from './project-figures.ts'
import type { OutageRow } from './registry.ts'

const outage = (more: Partial<OutageRow>): OutageRow => ({
  site: 'krw-01',
  outageId: 'o-1',
  since: '2026-11-02T02:00:00.000Z',
  until: null,
  cause: 'timeout',
  declaredBy: null,
  byEpoch: null,
  ...more,
})
const until = '2026-11-02T03:00:00.000Z'

test('an outage is on in the log in which it began and has not ended', () => {
  const both = outage({ until, byEpoch: { 1: 'over', 2: 'on' } })
  assert.deepEqual(
    [1, 2, 3].map((epoch) => isOn(both, epoch)),
    [false, true, false],
  )
})

test('what a former build wrote on the same database is over for every log at its first end', () => {
  assert.equal(isOn(outage({}), 2), true)
  assert.equal(isOn(outage({ until }), 2), false)
  assert.equal(isOn(outage({ until, byEpoch: { 1: 'on' } }), 1), false, 'it began here and ended there')
})
