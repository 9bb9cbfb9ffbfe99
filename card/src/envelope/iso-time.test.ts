import { assert, test } from 'vitest'
import { isoDate, isoInstant } from './iso-time.ts'

const dayMs = 86_400_000

test('each day from 1899 to 2101 has the name that Date gives it', () => {
  for (let days = -25_933; days <= 48_213; days += 1)
    assert.equal(isoDate(days), new Date(days * dayMs).toISOString().slice(0, 10))
})

test('the first and the last day that four digits can name', () => {
  for (const date of ['0001-01-01', '0400-02-29', '1600-02-29', '1700-03-01', '9999-12-31'])
    assert.equal(isoDate(Date.parse(`${date}T00:00:00Z`) / dayMs), date)
})

test('instants, to the millisecond, before and after 1970', () => {
  for (const instant of [
    '1970-01-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '2021-08-05T01:02:03.004Z',
    '2024-02-29T23:59:59.000Z',
    '9999-12-31T23:59:59.000Z',
  ])
    assert.equal(isoInstant(Date.parse(instant)), instant)
})
