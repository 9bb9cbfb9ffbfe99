import { afterEach, assert, beforeEach, test, vi } from 'vitest'
import { listenForScanner } from './hardware-scanner.ts'

const card = `HC1:${'6BFOXN%TSMAHN-H/N8KMQ8 ZW'.repeat(3)}`
let target: EventTarget
let found: string[]
let at: number

beforeEach(() => {
  vi.useFakeTimers()
  target = new EventTarget()
  found = []
  at = 1000
  listenForScanner(target, (text) => found.push(text))
})
afterEach(() => {
  vi.useRealTimers()
})

test('a scanner that ends with Enter is heard', () => {
  type(card, 5)
  press('Enter', 5)
  assert.deepEqual(found, [card])
})

test('a scanner that sends no Enter is heard when it falls silent', () => {
  type(card, 5)
  assert.deepEqual(found, [])
  vi.advanceTimersByTime(200)
  assert.deepEqual(found, [card])
})

test('keys of a burst press no buttons, a person’s keys do', () => {
  assert.isFalse(press(' ', 500).defaultPrevented)
  type('HC1:', 5)
  assert.isTrue(press(' ', 5).defaultPrevented)
})

test('someone who types H, then waits, is not a scanner', () => {
  type('HC1', 400)
  vi.advanceTimersByTime(1000)
  assert.deepEqual(found, [])
})

test('a second card after the first is heard whole', () => {
  type(card, 5)
  press('Enter', 5)
  type(card, 5)
  press('Enter', 5)
  assert.deepEqual(found, [card, card])
})

function type(text: string, gapMs: number): void {
  for (const key of text) press(key, gapMs)
}

function press(key: string, gapMs: number): Event {
  at += gapMs
  const event = new Event('keydown', { cancelable: true })
  Object.assign(event, { key, ctrlKey: false, metaKey: false, altKey: false })
  Object.defineProperty(event, 'timeStamp', { value: at })
  target.dispatchEvent(event)
  return event
}
