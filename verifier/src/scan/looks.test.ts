import { assert, test } from 'vitest'
import { looksAt } from './looks.ts'

test('a small picture is looked at as it is, then twice as large', () => {
  assert.deepEqual(looksAt({ width: 720, height: 480 }), [
    { width: 720, height: 480 },
    { width: 1440, height: 960 },
  ])
})

test('a phone’s photo is looked at small, larger, and whole, within what a cheap phone bears', () => {
  assert.deepEqual(
    looksAt({ width: 3000, height: 4000 }).map(({ height }) => height),
    [1600, 2400, 4000],
  )
  assert.isAtMost(Math.max(...looksAt({ width: 9000, height: 9000 }).map(({ width }) => width)), 4000)
})
