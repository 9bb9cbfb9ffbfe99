import assert from 'node:assert/strict'
import { afterEach, beforeEach, test, vi } from 'vitest'
import { startSummary } from './summary.ts'
import { Traffic } from './traffic.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a line for each minute with traffic or a change, one for a quiet one, and then silence', async () => {
  const lines: Record<string, unknown>[] = []
  const traffic = new Traffic()
  let link = 'up'
  let memory = 100
  const summary = startSummary({
    seconds: 60,
    take: () => traffic.take(),
    state: () => ({ link }),
    figures: () => {
      memory += 1
      return { memory }
    },
    tell: (line) => lines.push(line),
  })
  const minute = () => vi.advanceTimersByTimeAsync(60_000)
  traffic.accepted()
  traffic.answered(10)
  await minute()
  assert.equal(lines.length, 1)
  assert.equal(lines[0]!.accepted, 1)
  await minute()
  assert.equal(lines.length, 2, 'the first quiet minute')
  for (let quiet = 0; quiet < 30; quiet += 1) await minute()
  assert.equal(lines.length, 2)
  link = 'down'
  await minute()
  assert.equal(lines.length, 3)
  assert.equal(lines[2]!.link, 'down')
  traffic.refused('wrong-pin')
  traffic.answered(3)
  await minute()
  assert.deepEqual(lines[3]!.refused, { 'wrong-pin': 1 })
  summary.stop()
  traffic.answered(3)
  await minute()
  assert.equal(lines.length, 4)
})
