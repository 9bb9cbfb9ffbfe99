import assert from 'node:assert/strict'
import { test } from 'vitest'
import { BatchSize } from './batch-size.ts'

test('a quick line gets larger batches, up to what a hub takes', () => {
  const size = new BatchSize()
  const seen = [size.events]
  for (let batch = 0; batch < 4; batch += 1) {
    size.answered(size.events, 300)
    seen.push(size.events)
  }
  assert.deepEqual(seen, [1_000, 1_500, 2_000, 2_000, 2_000])
})

test('a short batch that came quickly says nothing about a long one', () => {
  const size = new BatchSize()
  size.answered(3, 20)
  assert.equal(size.events, 1_000)
})

test('a slow line, a silent one and a failing hub get smaller batches; a full hub does not', () => {
  const size = new BatchSize()
  size.answered(1_000, 6_000)
  assert.equal(size.events, 500)
  size.failed('timeout')
  assert.equal(size.events, 250)
  size.failed('server-error')
  assert.equal(size.events, 125)
  for (const kind of ['overloaded', 'refused', 'unreachable', 'rejected'] as const) size.failed(kind)
  assert.equal(size.events, 125)
  for (let more = 0; more < 10; more += 1) size.failed('timeout')
  assert.equal(size.events, 50, 'a minute of a clinic still goes in one piece')
})

test('a batch the hub will never take is halved for good', () => {
  const size = new BatchSize({ most: 100 })
  size.tooLarge(100)
  for (let batch = 0; batch < 5; batch += 1) size.answered(50, 10)
  assert.equal(size.events, 50)
})

test('two are under way, and one alone after any failure', () => {
  const size = new BatchSize()
  assert.equal(size.inFlight, 2)
  size.failed('unreachable')
  assert.equal(size.inFlight, 1)
  size.answered(1_000, 300)
  assert.equal(size.inFlight, 2)
  size.overtaken()
  for (let batch = 0; batch < 7; batch += 1) size.answered(1_000, 300)
  assert.equal(size.inFlight, 1, 'where batches overtake each other they go one by one for a while')
  size.answered(1_000, 300)
  assert.equal(size.inFlight, 2)
})
