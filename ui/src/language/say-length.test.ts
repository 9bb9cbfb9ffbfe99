import { expect, test } from 'vitest'
import { sayLength } from './say-length.ts'

const tell = (word: string, values?: Record<string, string | number>) => `${word} ${JSON.stringify(values)}`

test('a length is said in minutes, in hours, in days, and ten seconds are a minute', () => {
  const from = '2021-08-05T03:00:00.000Z'
  expect(sayLength(from, '2021-08-05T03:00:10.000Z', tell)).toBe('minutes {"count":1}')
  expect(sayLength(from, '2021-08-05T03:59:00.000Z', tell)).toBe('minutes {"count":59}')
  expect(sayLength(from, Date.parse('2021-08-05T05:05:00.000Z'), tell)).toBe('hours {"hours":2,"minutes":5}')
  expect(sayLength(from, '2021-08-12T06:00:00.000Z', tell)).toBe('days {"days":7,"hours":3}')
  expect(sayLength(from, '2021-08-05T02:00:00.000Z', tell)).toBe('minutes {"count":0}')
})
