import { assert, test } from 'vitest'
import { seededChance } from './chance.ts'

test('the same seed tells the same story, another seed another one', () => {
  const story = (seed: number) =>
    Array.from({ length: 20 }, () => seededChance(seed).fork('arrivals').integer(0, 1e9))
  assert.deepEqual(story(8812), story(8812))
  assert.notDeepEqual(story(8812), story(8813))
})

test('numbers are spread evenly, and both ends of a range occur', () => {
  const chance = seededChance(1)
  const counts = [0, 0, 0, 0, 0, 0]
  for (let throws = 0; throws < 60_000; throws += 1) counts[chance.integer(1, 6) - 1]! += 1
  for (const count of counts) assert.closeTo(count, 10_000, 400)
  assert.closeTo(
    Array.from({ length: 10_000 }, () => chance.number()).reduce((a, b) => a + b) / 10_000,
    0.5,
    0.02,
  )
})

test('a shuffled list has the same members', () => {
  const list = Array.from({ length: 50 }, (_, index) => index)
  const mixed = seededChance(3).shuffle(list)
  assert.notDeepEqual(mixed, list)
  assert.deepEqual(
    mixed.toSorted((a, b) => a - b),
    list,
  )
})

test('a fork does not depend on how much was drawn before', () => {
  const drained = seededChance(5)
  for (let draws = 0; draws < 100; draws += 1) drained.number()
  assert.equal(drained.fork('names').number(), seededChance(5).fork('names').number())
})
