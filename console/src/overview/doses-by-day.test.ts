import { assert, test } from 'vitest'
import { daysShownMax, dosesOfEachDay } from './doses-by-day.ts'

const at = (localDate: string, doses: number, siteId = 'krw-01') => ({ localDate, doses, siteId })

test('all sites of a day are added up', () => {
  assert.deepEqual(dosesOfEachDay([at('2021-08-05', 400), at('2021-08-05', 20, 'krw-02')]), [
    { localDate: '2021-08-05', doses: 420 },
  ])
})

test('a day without doses between two others is shown as nought', () => {
  const days = dosesOfEachDay([at('2021-08-31', 10), at('2021-09-02', 12)])
  assert.deepEqual(days[1], { localDate: '2021-09-01', doses: 0 })
  assert.lengthOf(days, 3)
})

test('a long campaign shows its last month', () => {
  const days = dosesOfEachDay([at('2021-01-01', 1), at('2021-08-05', 400)])
  assert.lengthOf(days, daysShownMax)
  assert.equal(days.at(-1)?.localDate, '2021-08-05')
})

test('before the first dose there is nothing to draw', () => {
  assert.deepEqual(dosesOfEachDay([]), [])
})
