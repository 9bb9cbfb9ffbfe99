import { expect, test } from 'vitest'
import { BacklogTurn, overMilliseconds, patienceMilliseconds, restTimes } from './backlog-turn.ts'

const none = { inHand: 0, came: 0 }

test('with nothing in hand everything is folded at once', () => {
  expect(new BacklogTurn().look(0, none)).toBe('everything')
})

test('while a backlog pours in, only live doses are folded; when it is in, everything', () => {
  const turn = new BacklogTurn()
  const end = patienceMilliseconds / 2
  for (let now = 0; now < end; now += 50)
    expect(turn.look(now, { inHand: 1, came: 1 + now / 50 })).toBe('live')

  const quiet = { inHand: 0, came: end / 50 }
  const last = end - 50
  expect(turn.look(last + overMilliseconds - 1, quiet)).toBe('live')
  expect(turn.look(last + overMilliseconds, quiet)).toBe('everything')
})

test('batches that came and went between two looks are seen by their number', () => {
  const turn = new BacklogTurn()
  expect(turn.look(1_000, { inHand: 0, came: 3 })).toBe('live')
  expect(turn.look(1_050, { inHand: 0, came: 4 })).toBe('live')
  expect(turn.look(1_050 + overMilliseconds, { inHand: 0, came: 4 })).toBe('everything')
})

test('a backlog that pours for an hour does not keep the views from a quarter of the time', () => {
  const turn = new BacklogTurn()
  const sliceMilliseconds = 100
  let folding = 0
  const hour = 3_600_000
  let came = 0
  for (let now = 0; now < hour; ) {
    came += 1
    if (turn.look(now, { inHand: 2, came }) === 'slice') {
      turn.rested(now, now + sliceMilliseconds)
      folding += sliceMilliseconds
      now += sliceMilliseconds
    } else now += 10
  }
  expect(folding / (hour - patienceMilliseconds)).toBeCloseTo(1 / (1 + restTimes), 2)
})

test('patience is counted anew for the next backlog', () => {
  const turn = new BacklogTurn()
  expect(turn.look(0, { inHand: 1, came: 1 })).toBe('live')
  expect(turn.look(patienceMilliseconds, { inHand: 1, came: 1 })).toBe('slice')
  const later = patienceMilliseconds + 60_000
  expect(turn.look(later, { inHand: 0, came: 1 })).toBe('everything')
  expect(turn.look(later + 1, { inHand: 1, came: 2 })).toBe('live')
  expect(turn.look(later + 2, { inHand: 1, came: 2 })).toBe('live')
})
