import { assert, test } from 'vitest'
import { timeWindow } from './time-window.ts'

const now = Date.parse('2021-08-05T18:30:00.000Z') // half past one in the night of the 6th in Karawang
const iso = (instant: number) => new Date(instant).toISOString()

test('a day is the day on the wall, and has a mark every three hours', () => {
  const day = timeWindow(now, 'day', 0, 'Asia/Jakarta')
  assert.deepEqual([iso(day.from), iso(day.to)], ['2021-08-05T17:00:00.000Z', '2021-08-06T17:00:00.000Z'])
  assert.lengthOf(day.ticks, 8)
})

test('a week ends with today, and the one before it ends where it begins', () => {
  const week = timeWindow(now, 'week', 0, 'Asia/Jakarta')
  const before = timeWindow(now, 'week', 1, 'Asia/Jakarta')
  assert.equal(week.to - week.from, 7 * 86_400_000)
  assert.equal(before.to, week.from)
  assert.lengthOf(week.ticks, 7)
})

test('a month has a mark every five days', () => {
  const month = timeWindow(now, 'month', 0, 'Asia/Jayapura')
  assert.equal(month.to - month.from, 30 * 86_400_000)
  assert.lengthOf(month.ticks, 6)
})

test('where clocks are put forward, a day of 23 hours is a day', () => {
  const day = timeWindow(Date.parse('2021-03-28T12:00:00Z'), 'day', 0, 'Europe/Berlin')
  assert.equal(day.to - day.from, 23 * 3_600_000)
  assert.equal(iso(day.from), '2021-03-27T23:00:00.000Z')
})
