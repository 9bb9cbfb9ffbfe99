import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forecast, placesLeft, planDay, promisesLeft, quotaFor, stockTomorrow, withinBand } from './index.ts'

const campaign = { firstDay: '2021-08-05', days: 5 }
const opening = {
  campaign,
  localDate: '2021-08-05',
  dosesOnHand: 2000,
  dosesGivenToday: 0,
  returnTicketsOutstanding: 0,
  dosesPerVial: 10,
}

test('2,000 doses for five days are 400 on the first', () => {
  expect(planDay(opening)).toEqual({
    localDate: '2021-08-05',
    day: 1,
    daysLeft: 5,
    dosesOnHand: 2000,
    quota: 400,
    returnTicketsOutstanding: 0,
    walkInRelease: 400,
  })
})

test('a quota is whole vials, except on the last day, which takes what is left', () => {
  expect(quotaFor(1990, 5, 10)).toBe(400)
  expect(quotaFor(2010, 5, 10)).toBe(410)
  expect(quotaFor(397, 1, 10)).toBe(397)
  expect(quotaFor(7, 3, 10)).toBe(7)
})

test('there is no plan for a day outside the campaign, or for an empty shelf', () => {
  expect(planDay({ ...opening, localDate: '2021-08-10' })).toMatchObject({
    refused: 'outside-campaign',
    details: { firstDay: '2021-08-05', lastDay: '2021-08-09' },
  })
  expect(planDay({ ...opening, dosesOnHand: 0 })).toMatchObject({ refused: 'no-stock' })
})

test('planning again at noon does not forget the morning', () => {
  const noon = { ...opening, dosesOnHand: 1780, dosesGivenToday: 220 }
  expect(planDay(noon)).toMatchObject({ quota: 400 })
})

test('a delivery raises the quota of every day left', () => {
  expect(planDay({ ...opening, dosesOnHand: 1780 + 500, dosesGivenToday: 220 })).toMatchObject({ quota: 500 })
})

test('the quota never falls below the return tickets still to be honoured', () => {
  const loss = { ...opening, localDate: '2021-08-06', dosesOnHand: 500, returnTicketsOutstanding: 380 }
  expect(planDay(loss)).toMatchObject({ quota: 380, walkInRelease: 0 })
  expect(planDay({ ...loss, dosesOnHand: 300 })).toMatchObject({ quota: 300 })
})

test('planning again never gives away a dose that is promised for tomorrow', () => {
  const fourthDay = {
    ...opening,
    localDate: '2021-08-08',
    dosesOnHand: 601,
    dosesInOpenVials: 1,
    dosesGivenToday: 200,
    promisedTomorrow: 400,
  }
  expect(planDay(fourthDay)).toMatchObject({ quota: 401 })
  expect(planDay({ ...fourthDay, promisedTomorrow: 0 })).toMatchObject({ quota: 410 })
})

test('people who hold a ticket for today keep their dose when the plan shrinks', () => {
  const loss = { ...opening, dosesOnHand: 1000, dosesGivenToday: 380, liveTickets: 20 }
  expect(planDay(loss)).toMatchObject({ quota: 400 })
  expect(planDay({ ...loss, liveTickets: 0 })).toMatchObject({ quota: 380 })
})

test('places left are the quota less what is given and what is promised for today', () => {
  expect(placesLeft({ quota: 400, dosesGivenToday: 100, liveTickets: 250 })).toBe(50)
  expect(placesLeft({ quota: 400, dosesGivenToday: 300, liveTickets: 120 })).toBe(0)
})

const day = {
  dosesOnHand: 2000,
  quota: 400,
  dosesGivenToday: 0,
  daysLeft: 5,
  dosesPerVial: 10,
  promisedTomorrow: 0,
}

test('as many promises for tomorrow as tomorrow will have doses, and none on the last day', () => {
  expect(promisesLeft(day)).toBe(400)
  expect(promisesLeft({ ...day, promisedTomorrow: 399 })).toBe(1)
  expect(promisesLeft({ ...day, promisedTomorrow: 400 })).toBe(0)
  expect(promisesLeft({ ...day, dosesOnHand: 400, daysLeft: 1 })).toBe(0)
})

test('what is left in open vials tonight is not promised to anybody', () => {
  // Day 4 of 5, four doses to give, and 14 in open vials: ten of those are thrown away tonight.
  const evening = { ...day, daysLeft: 2, dosesOnHand: 414, dosesGivenToday: 396, dosesInOpenVials: 14 }
  expect(stockTomorrow(evening)).toBe(400)
  expect(stockTomorrow({ ...evening, dosesOnHand: 404 })).toBe(390)
})

test('when too few people come, the screen says by day 2 that doses will be left over', () => {
  const short = forecast({
    campaign,
    day: 2,
    perDay: [{ dosesGiven: 300, demand: 300 }],
    dosesOnHand: 1700,
    dosesPerVial: 10,
  })
  expect(short).toEqual({ forecast: 'left-over', dosesLeft: 500 })
  const enough = forecast({
    campaign,
    day: 2,
    perDay: [{ dosesGiven: 400, demand: 520 }],
    dosesOnHand: 1600,
    dosesPerVial: 10,
  })
  expect(enough).toEqual({ forecast: 'on-time', dosesLeft: 0 })
  expect(forecast({ campaign, day: 1, perDay: [], dosesOnHand: 2000 })).toMatchObject({ forecast: 'unknown' })
})

test('when the first days took too much, the screen says the stock ends too early', () => {
  const spent = [
    { dosesGiven: 900, demand: 900 },
    { dosesGiven: 900, demand: 900 },
  ]
  expect(forecast({ campaign, day: 3, perDay: spent, dosesOnHand: 200, dosesPerVial: 10 }).forecast).toBe(
    'too-early',
  )
})

test('the band is a quarter of a fair day to either side, and closes on the last day', () => {
  const all = { total: 2000, days: 5 }
  expect(withinBand({ ...all, day: 2, dosesGiven: 800 })).toBe(true)
  expect(withinBand({ ...all, day: 2, dosesGiven: 901 })).toBe(false)
  expect(withinBand({ ...all, day: 5, dosesGiven: 1999 })).toBe(false)
  expect(withinBand({ ...all, day: 5, dosesGiven: 2000 })).toBe(true)
})

/** P4. Demand of at least the quota: some who come are deferred, and then the next in line is called. */
test('with enough people the stock is zero at the close of the last day, not sooner, and half a fair day is left at its start', () => {
  const horizon = fc.record({
    dosesPerVial: fc.constantFrom(1, 2, 5, 6, 8, 10, 14),
    days: fc.integer({ min: 1, max: 30 }),
    vialsPerDay: fc.integer({ min: 1, max: 60 }),
    moreVials: fc.nat({ max: 59 }),
  })
  fc.assert(
    fc.property(horizon, ({ dosesPerVial, days, vialsPerDay, moreVials }) => {
      const total = dosesPerVial * (vialsPerDay * days + moreVials)
      let stock = total
      for (let daysLeft = days; daysLeft >= 1; daysLeft -= 1) {
        const quota = quotaFor(stock, daysLeft, dosesPerVial)
        if (daysLeft === 1) expect(stock).toBeGreaterThanOrEqual(total / days / 2)
        else {
          expect(quota).toBeLessThan(stock)
          expect(Math.abs(quota - total / days)).toBeLessThanOrEqual(dosesPerVial)
        }
        stock -= quota
      }
      expect(stock).toBe(0)
    }),
  )
})

/** P4, with days on which fewer came: the days after make it up, and nobody is short on the last. */
test('a slow day makes the next ones larger and never strands the last', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 14 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 14, maxLength: 14 }),
      (days, turnout) => {
        let stock = days * 40 * 10
        for (let daysLeft = days; daysLeft > 1; daysLeft -= 1) {
          const quota = quotaFor(stock, daysLeft, 10)
          stock -= 10 * Math.floor((quota * (turnout[daysLeft - 1] ?? 1)) / 10)
          expect(stock).toBeGreaterThanOrEqual(200)
        }
        expect(quotaFor(stock, 1, 10)).toBe(stock)
      },
    ),
  )
})
