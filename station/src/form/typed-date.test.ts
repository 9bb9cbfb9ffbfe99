import { expect, test } from 'vitest'
import { readDate, showDate } from './typed-date.ts'

test('day, month, year, however it is separated', () => {
  for (const typed of ['05-08-1990', '05/08/1990', '5.8.1990', '05081990', ' 05 08 1990 '])
    expect(readDate(typed)).toBe('1990-08-05')
})

test('a day that does not exist is no date', () => {
  for (const typed of ['31-04-1990', '29-02-1997', '00-01-1990', '05-13-1990', '05-08-90', 'x'])
    expect(readDate(typed)).toBe(null)
  expect(readDate('29-02-1996')).toBe('1996-02-29')
})

test('what is shown can be read back', () => {
  expect(readDate(showDate('2001-12-09'))).toBe('2001-12-09')
})
