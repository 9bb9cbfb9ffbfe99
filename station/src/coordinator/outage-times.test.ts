import { expect, test } from 'vitest'
import { sayDayAndTime, sayLength, sayTimeFrom } from './outage-times.ts'

const tell = (word: string, values?: Record<string, string | number>) => `${word} ${JSON.stringify(values)}`

test('a moment is said with its day, by the clock of the site', () => {
  const lateEvening = '2021-08-05T17:30:00.000Z'
  expect(sayDayAndTime(lateEvening, 'Asia/Jakarta', 'id')).toBe('6 Agu 00.30')
  expect(sayDayAndTime(lateEvening, 'UTC', 'en')).toBe('5 Aug 17:30')
})

test('a time of another day comes with its day: nobody waits tonight for tomorrow', () => {
  const afternoon = '2021-08-05T09:00:00.000Z'
  expect(sayTimeFrom(afternoon, '2021-08-05T16:59:00.000Z', 'Asia/Jakarta', 'id')).toBe('23.59')
  expect(sayTimeFrom(afternoon, '2021-08-05T17:00:00.000Z', 'Asia/Jakarta', 'id')).toBe('6 Agu 00.00')
  expect(sayTimeFrom(afternoon, '2021-08-06T09:00:00.000Z', 'Asia/Jakarta', 'en')).toBe('6 Aug 16:00')
})

test('a length is said in minutes, then in hours, and ten seconds are a minute', () => {
  const from = '2021-08-05T03:00:00.000Z'
  expect(sayLength(from, '2021-08-05T03:00:10.000Z', tell)).toBe('minutes {"count":1}')
  expect(sayLength(from, '2021-08-05T03:59:00.000Z', tell)).toBe('minutes {"count":59}')
  expect(sayLength(from, Date.parse('2021-08-05T05:05:00.000Z'), tell)).toBe('hours {"hours":2,"minutes":5}')
  expect(sayLength(from, '2021-08-05T02:00:00.000Z', tell)).toBe('minutes {"count":0}')
})
