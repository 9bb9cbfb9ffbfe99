import { assert, test } from 'vitest'
import { looksAt } from './looks.ts'

test('a small picture is looked at as it is, then twice as large, then with other ideas of what is ink', () => {
  assert.deepEqual(
    looksAt({ width: 720, height: 480 }).map(({ width, height, ink }) => `${width} × ${height} ${ink}`),
    [
      '720 × 480 around',
      '1440 × 960 around',
      '2160 × 1440 all',
      '720 × 480 darkest',
      '1440 × 960 middle',
      '1440 × 960 darker',
    ],
  )
})

test('a phone’s photo is looked at small, larger, and whole, within what a cheap phone bears', () => {
  assert.deepEqual(
    looksAt({ width: 3000, height: 4000 }).map(({ height }) => height),
    [1600, 2400, 4000, 2400, 1600, 2400, 2400],
  )
  assert.isAtMost(Math.max(...looksAt({ width: 9000, height: 9000 }).map(({ width }) => width)), 4000)
})
