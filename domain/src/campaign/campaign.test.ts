import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  ageYears,
  dayOf,
  daysBetween,
  daysLeftOn,
  fullMonthsBetween,
  isLocalDate,
  lastDay,
  planCampaign,
} from './index.ts'

const karawang = { firstDay: '2021-08-05', days: 5 }
const plan = {
  name: 'Karawang',
  placeName: 'Stadion',
  productId: 'covid19-biofarma',
  doseNumbers: [1],
  firstDay: '2021-08-05',
  days: 5,
  opensAt: '08:00',
  closesAt: '15:00',
  aefiPhone: '119',
}
const campaignId = '01890000-0000-7000-8000-000000000001'

test('a five-day campaign that starts on the 5th ends on the 9th', () => {
  expect(lastDay(karawang)).toBe('2021-08-09')
  expect(dayOf(karawang, '2021-08-05')).toBe(1)
  expect(dayOf(karawang, '2021-08-09')).toBe(5)
  expect(dayOf(karawang, '2021-08-04')).toBeNull()
  expect(dayOf(karawang, '2021-08-10')).toBeNull()
  expect(daysLeftOn(karawang, '2021-08-05')).toBe(5)
})

test('a day that is not in the calendar is not a date', () => {
  expect(isLocalDate('2024-02-29')).toBe(true)
  for (const wrong of ['2021-02-29', '2021-13-01', '2021-00-10', '2021-04-31', '2021-4-3', '', 'today'])
    expect(isLocalDate(wrong), wrong).toBe(false)
})

test('a person is a year older on their birthday, not the day before', () => {
  expect(ageYears('2003-08-06', '2021-08-05')).toBe(17)
  expect(ageYears('2003-08-05', '2021-08-05')).toBe(18)
  expect(ageYears('2004-02-29', '2022-02-28')).toBe(17)
  expect(ageYears('2004-02-29', '2022-03-01')).toBe(18)
})

test('months count when they are full', () => {
  expect(fullMonthsBetween('2021-11-01', '2022-01-10')).toBe(2)
  expect(fullMonthsBetween('2021-01-15', '2021-03-14')).toBe(1)
})

test('day arithmetic agrees with the calendar for four centuries', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -40_000, max: 110_000 }),
      fc.integer({ min: -500, max: 500 }),
      (start, days) => {
        const from = new Date(start * 86_400_000).toISOString().slice(0, 10)
        const to = new Date((start + days) * 86_400_000).toISOString().slice(0, 10)
        expect(addDays(from, days)).toBe(to)
        expect(daysBetween(from, to)).toBe(days)
      },
    ),
  )
})

test('a campaign is planned for days to come, and two never share a day', () => {
  const today = '2021-08-01'
  expect(planCampaign({ campaignId, plan, today })).toMatchObject({ type: 'campaign.planned', data: plan })
  expect(planCampaign({ campaignId, plan: { ...plan, firstDay: '2021-02-30' }, today })).toMatchObject({
    refused: 'campaign-dates-invalid',
    field: 'firstDay',
  })
  expect(planCampaign({ campaignId, plan: { ...plan, closesAt: '08:00' }, today })).toMatchObject({
    refused: 'campaign-hours-invalid',
  })
  expect(planCampaign({ campaignId, plan, today: '2021-08-10' })).toMatchObject({
    refused: 'campaign-already-over',
  })
  const existing = [{ ...plan, campaignId, firstDay: '2021-08-09' }]
  expect(planCampaign({ campaignId, plan, today, existing })).toMatchObject({ refused: 'campaign-overlaps' })
  expect(planCampaign({ campaignId, plan: { ...plan, productId: 'placebo' }, today })).toMatchObject({
    refused: 'unknown-product',
    field: 'productId',
  })
  expect(planCampaign({ campaignId, plan: { ...plan, productId: 'indovac' }, today })).toMatchObject({
    refused: 'product-not-authorised',
  })
})
