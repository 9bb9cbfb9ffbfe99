import assert from 'node:assert/strict'
import { test } from 'vitest'
import { Traffic } from './traffic.ts'

test('half of the answers and ninety-nine of a hundred, within five percent, and the longest one exactly', () => {
  const traffic = new Traffic()
  for (let milliseconds = 1; milliseconds <= 1_000; milliseconds += 1) traffic.answered(milliseconds)
  const { p50, p99, max } = traffic.take().answerMs!
  assert.ok(Math.abs(p50 - 500) <= 25, `p50 ${p50}`)
  assert.ok(Math.abs(p99 - 990) <= 50, `p99 ${p99}`)
  assert.equal(max, 1_000)
})

test('one slow answer among two hundred is in the longest, not in the p99', () => {
  const traffic = new Traffic()
  for (let index = 0; index < 199; index += 1) traffic.answered(4)
  traffic.answered(9_000)
  const { p99, max } = traffic.take().answerMs!
  assert.ok(p99 < 5)
  assert.equal(max, 9_000)
})

test('each refusal is counted under its name, and what was told is not told again', () => {
  const traffic = new Traffic()
  traffic.accepted()
  traffic.refused('lot-expired')
  traffic.refused('lot-expired')
  traffic.refused('wrong-pin')
  assert.deepEqual(traffic.take(), {
    accepted: 1,
    refused: { 'lot-expired': 2, 'wrong-pin': 1 },
    answerMs: null,
  })
  assert.deepEqual(traffic.take(), { accepted: 0, refused: {}, answerMs: null })
})
