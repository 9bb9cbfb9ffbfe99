import { expect, test } from 'vitest'
import { stockLine } from './stock-line.ts'

const karawang = { firstDay: '2021-08-05', days: 5, dosesReceived: 2000 }

test('an even plan ends at zero after the last day and not before', () => {
  const line = stockLine({ ...karawang, closed: [], today: { localDate: '2021-08-05', dosesOnHand: 2000 } })
  expect(line.plan).toEqual([2000, 1600, 1200, 800, 400, 0])
  expect(line.actual).toEqual([{ at: 0, doses: 2000 }])
})

test('closed days end at their close, the open day is drawn at its middle', () => {
  const line = stockLine({
    ...karawang,
    closed: [
      { day: 1, dosesAtOpening: 2000, dosesAtClose: 1600 },
      { day: 2, dosesAtOpening: 1600, dosesAtClose: null },
    ],
    today: { localDate: '2021-08-06', dosesOnHand: 1450 },
  })
  expect(line.actual).toEqual([
    { at: 0, doses: 2000 },
    { at: 1, doses: 1600 },
    { at: 1, doses: 1600 },
    { at: 1.5, doses: 1450 },
  ])
})
