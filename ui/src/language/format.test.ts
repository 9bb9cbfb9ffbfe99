import { expect, test } from 'vitest'
import { formatDayAndTime, formatTimeFrom } from './format.ts'

test('a moment is said with its day, by the clock of the site', () => {
  const lateEvening = '2021-08-05T17:30:00.000Z'
  expect(formatDayAndTime(lateEvening, 'Asia/Jakarta', 'id')).toBe('6 Agu 00.30')
  expect(formatDayAndTime(lateEvening, 'UTC', 'en')).toBe('5 Aug 17:30')
})

test('a time of another day comes with its day: nobody waits tonight for tomorrow', () => {
  const afternoon = '2021-08-05T09:00:00.000Z'
  expect(formatTimeFrom(afternoon, '2021-08-05T16:59:00.000Z', 'Asia/Jakarta', 'id')).toBe('23.59')
  expect(formatTimeFrom(afternoon, '2021-08-05T17:00:00.000Z', 'Asia/Jakarta', 'id')).toBe('6 Agu 00.00')
  expect(formatTimeFrom(afternoon, '2021-08-06T09:00:00.000Z', 'Asia/Jakarta', 'en')).toBe('6 Aug 16:00')
})
