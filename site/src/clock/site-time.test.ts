import { expect, test } from 'vitest'
import { instantOf, isTimeZone, siteMoment } from './site-time.ts'

test('a minute before midnight in Karawang is still that day, whatever UTC says', () => {
  const moment = siteMoment(new Date('2027-03-31T16:59:00Z'), 'Asia/Jakarta')
  expect(moment).toEqual({ instant: '2027-03-31T16:59:00.000Z', localDate: '2027-03-31', localTime: '23:59' })
  expect(siteMoment(new Date('2027-03-31T17:00:00Z'), 'Asia/Jakarta').localDate).toBe('2027-04-01')
})

test('closing time at the site becomes one instant, east and west, with and without summer time', () => {
  expect(instantOf('2021-08-05', '14:00', 'Asia/Jakarta')).toBe('2021-08-05T07:00:00.000Z')
  expect(instantOf('2021-08-05', '14:00', 'Asia/Jayapura')).toBe('2021-08-05T05:00:00.000Z')
  expect(instantOf('2021-07-01', '08:00', 'America/New_York')).toBe('2021-07-01T12:00:00.000Z')
})

test('a time zone with a typing error is known as such', () => {
  expect(isTimeZone('Asia/Jakarta')).toBe(true)
  expect(isTimeZone('Asia/Jakata')).toBe(false)
})
