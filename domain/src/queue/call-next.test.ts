import type { Lane } from '@sentra/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callNext, type Waiting } from './call-next.ts'

const since = '2021-08-05T01:00:00.000Z'
const person = (ticketId: string, lane: Lane, seq: number): Waiting => ({
  ticketId,
  lane,
  seq,
  since,
  missed: 0,
})

test('an emergency is called first, then a return ticket, then priority, then walk-ins', () => {
  const line = [
    person('w', 'walk-in', 1),
    person('p', 'priority', 2),
    person('r', 'return-ticket', 3),
    person('e', 'emergency', 4),
  ]
  expect(callNext(line, [])).toBe('e')
  expect(callNext(line.slice(0, 3), [])).toBe('r')
  expect(callNext(line.slice(0, 2), [])).toBe('p')
  expect(callNext(line.slice(0, 1), [])).toBe('w')
  expect(callNext([], [])).toEqual({ refused: 'queue-empty' })
})

test('inside a lane the log decides, not the clock', () => {
  const wrongClock = { ...person('first', 'walk-in', 7), since: '2021-08-05T09:00:00.000Z' }
  expect(callNext([person('second', 'walk-in', 9), wrongClock], [])).toBe('first')
})

test('after three priority calls a walk-in is called', () => {
  const line = [person('w', 'walk-in', 1), person('p', 'priority', 2)]
  expect(callNext(line, ['priority', 'priority'])).toBe('p')
  expect(callNext(line, ['priority', 'priority', 'priority'])).toBe('w')
  expect(callNext(line, ['priority', 'return-ticket', 'priority', 'priority'])).toBe('w')
  expect(callNext(line, ['priority', 'priority', 'priority', 'walk-in'])).toBe('p')
})

const arrivals = fc.array(
  fc.record({
    lane: fc.constantFrom<Lane>('emergency', 'return-ticket', 'priority', 'walk-in', 'walk-in'),
    callsBefore: fc.nat(3),
    misses: fc.boolean(),
  }),
  { maxLength: 120 },
)

test('zero inversions, no starved walk-in, and strict order inside a lane, for any arrivals and calls', () => {
  fc.assert(
    fc.property(arrivals, (coming) => {
      let waiting: Waiting[] = []
      const calls: Lane[] = []
      let seq = 0
      let promisedBehind = 0
      const call = () => {
        const next = callNext(waiting, calls)
        if (typeof next !== 'string') return expect(waiting).toEqual([])
        const called = waiting.find((one) => one.ticketId === next)
        if (called === undefined) throw new Error('only those who wait are called')
        const walkInWaits = waiting.some((one) => one.lane === 'walk-in')
        const urgent = waiting.some((one) => one.lane === 'emergency')
        const promised = waiting.some((one) => one.lane === 'return-ticket')
        if (urgent) expect(called.lane).toBe('emergency')
        else if (promised) expect(called.lane).toBe('return-ticket')
        const before = waiting.filter((one) => one.lane === called.lane && one.seq < called.seq)
        expect(before).toEqual([])

        if (called.lane === 'priority' && walkInWaits) promisedBehind += 1
        if (called.lane === 'walk-in' || !walkInWaits) promisedBehind = 0
        expect(promisedBehind).toBeLessThanOrEqual(3)
        calls.push(called.lane)
        waiting = waiting.filter((one) => one !== called)
        return called
      }
      for (const { lane, callsBefore, misses } of coming) {
        seq += 1
        waiting.push(person(`t${seq}`, lane, seq))
        for (let i = 0; i < callsBefore; i += 1) {
          const called = call()
          if (misses && called !== undefined && called !== null && called.missed < 2) {
            seq += 1
            waiting.push({ ...called, seq, missed: called.missed + 1 })
          }
        }
      }
      while (waiting.length > 0) call()
    }),
    { numRuns: 500 },
  )
})
