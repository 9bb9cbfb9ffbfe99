import { expect, test } from 'vitest'
import { scanBurst } from './scan-burst.ts'

const type = (burst: ReturnType<typeof scanBurst>, text: string, gapMs: number, from = 1000) => {
  let answer: string | null = null
  for (const [index, key] of [...text, 'Enter'].entries()) answer = burst.key(key, from + index * gapMs)
  return answer
}

test('a burst that begins like a ticket is a scan', () => {
  expect(type(scanBurst(), 'ST1:ABC$%*+-./:9', 5)).toBe('ST1:ABC$%*+-./:9')
})

test('the same text typed by a person is not a scan', () => {
  expect(type(scanBurst(), 'ST1:ABC', 200)).toBe(null)
})

test('a burst of something else is left to the field it was meant for', () => {
  expect(type(scanBurst(), '3215000508909901', 5)).toBe(null)
})

test('half a name typed before the scan does not spoil it', () => {
  const burst = scanBurst()
  burst.key('B', 0)
  burst.key('u', 150)
  expect(type(burst, 'HC1:NCF', 5)).toBe('HC1:NCF')
})

test('shift keys, which have names, are no part of the text', () => {
  const burst = scanBurst()
  for (const [index, key] of ['Shift', 'S', 'Shift', 'T', '1', 'Shift', ':', 'x'].entries())
    burst.key(key, 1000 + index)
  expect(burst.scanning).toBe(true)
  expect(burst.key('Enter', 1010)).toBe('ST1:x')
})
