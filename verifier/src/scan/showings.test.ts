import { assert, test } from 'vitest'
import { newShowings } from './showings.ts'

test('one card held before the camera is one scan, however long', () => {
  const isNew = newShowings()
  const answers = Array.from({ length: 50 }, (_, picture) => isNew('HC1:A', picture * 200))
  assert.deepEqual(
    answers.filter((answer) => answer),
    [true],
  )
})

test('the next card is a scan at once, and the first one again when it comes back', () => {
  const isNew = newShowings()
  assert.deepEqual(
    [isNew('HC1:A', 0), isNew('HC1:B', 200), isNew('HC1:B', 400), isNew('HC1:A', 600)],
    [true, true, false, true],
  )
})

test('a card taken away and shown again is a second scan', () => {
  const isNew = newShowings()
  assert.isTrue(isNew('HC1:A', 0))
  assert.isFalse(isNew('HC1:A', 1400))
  assert.isTrue(isNew('HC1:A', 4000))
})
