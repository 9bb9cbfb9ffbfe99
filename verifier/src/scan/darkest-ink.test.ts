import { assert, test } from 'vitest'
import { leaveDarkest } from './darkest-ink.ts'

const picture = (...greys: number[]) => ({
  data: Uint8ClampedArray.from(greys.flatMap((grey) => [grey, grey, grey, 255])),
})
const greysOf = ({ data }: { data: Uint8ClampedArray }) => [...data].filter((_, index) => index % 4 === 0)

test('ink stays, paper stays, and a grey smudge becomes paper', () => {
  const photo = picture(...Array(40).fill(30), ...Array(20).fill(120), ...Array(40).fill(220))
  leaveDarkest(photo, 0.25)
  assert.deepEqual(greysOf(photo), [...Array(40).fill(0), ...Array(60).fill(255)])
})

test('in low light ink is still ink', () => {
  const photo = picture(...Array(50).fill(20), ...Array(50).fill(70))
  leaveDarkest(photo, 0.25)
  assert.deepEqual(greysOf(photo), [...Array(50).fill(0), ...Array(50).fill(255)])
})
