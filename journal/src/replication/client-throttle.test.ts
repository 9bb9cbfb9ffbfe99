import assert from 'node:assert/strict'
import { test } from 'vitest'
import { SimulatedTimer } from '../testing/simulated-timer.ts'
import { ClientThrottle } from './client-throttle.ts'

test('while every second call is answered nothing is held back; below that, more and more', () => {
  const throttle = new ClientThrottle(new SimulatedTimer())
  assert.equal(throttle.holdsBack(0), false)
  for (let call = 0; call < 20; call += 1) throttle.heard(call % 2 === 0)
  assert.equal(throttle.holdsBack(0), false)
  for (let call = 0; call < 20; call += 1) throttle.heard(false)
  // 40 calls, 10 answers: (40 - 2 × 10) ÷ 41.
  assert.equal(throttle.holdsBack(0.48), true)
  assert.equal(throttle.holdsBack(0.49), false)
})

test('two quiet minutes later, or when there is news of the hub, the way is free', async () => {
  const timer = new SimulatedTimer()
  const throttle = new ClientThrottle(timer)
  const fail = () => {
    for (let call = 0; call < 30; call += 1) throttle.heard(false)
    assert.equal(throttle.holdsBack(0.5), true)
  }
  fail()
  timer.after(120_001, () => {})
  await timer.until(() => false, 200_000)
  assert.equal(throttle.holdsBack(0), false)
  fail()
  throttle.forget()
  assert.equal(throttle.holdsBack(0), false)
})
