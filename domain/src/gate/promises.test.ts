import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Hall } from './hall-for-tests.ts'

const deeds = fc.array(
  fc.record({
    deed: fc.constantFrom(
      'crowd',
      'arrive',
      'arrive',
      'dose',
      'dose',
      'extra',
      'void',
      'defer',
      'open',
      'deliver',
      'replan',
    ),
    pick: fc.nat(1000),
  }),
  { minLength: 20, maxLength: 200 },
)

const horizons = fc.record({
  days: fc.integer({ min: 2, max: 6 }),
  vials: fc.integer({ min: 2, max: 15 }),
  perDay: fc.array(deeds, { minLength: 6, maxLength: 6 }),
  /** How many holders come back: from none to all. */
  returning: fc.double({ min: 0, max: 1, noNaN: true }),
})

/** P5, in the hall: any interleaving of arrivals, doses, voids, deferrals, deliveries and new plans. */
test('every promise can be kept at every opening, and every holder who comes gets a dose', () => {
  fc.assert(
    fc.property(horizons, ({ days, vials, perDay, returning }) => {
      const hall = new Hall(days, vials)
      for (let day = 1; day <= days; day += 1) {
        const due = hall.live()
        hall.plan()
        expect(due.length).toBeLessThanOrEqual(hall.dosesOnHand)
        expect(due.length === 0 || hall.quota >= due.length).toBe(true)

        for (const { deed, pick } of perDay[day - 1] ?? []) {
          doDeed(hall, deed, pick)
          expect(hall.live().length + hall.givenToday).toBeLessThanOrEqual(
            Math.max(hall.quota, hall.givenToday),
          )
        }
        const late = due.filter((ticket, index) => ticket.state === 'live' && index < due.length * returning)
        for (const ticket of late) expect(hall.vaccinate(ticket)).toBe(true)
        for (const ticket of hall.live()) ticket.state = 'void'
        hall.close()
      }
      expect(hall.live().length).toBe(0)
    }),
    { numRuns: 400 },
  )
})

/** P4 in the hall: people keep coming until the quota is given; some are deferred, some do not return, desks open vials of their own. */
test('with more comers than doses, the last dose is given on the last day and not before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 12 }),
      fc.infiniteStream(fc.nat(99)),
      (days, vialsPerDay, chance) => {
        const hall = new Hall(days, vialsPerDay * days)
        const percent = () => chance.next().value as number
        for (let day = 1; day <= days; day += 1) {
          hall.plan()
          if (day === days) expect(hall.dosesOnHand).toBeGreaterThanOrEqual(vialsPerDay * 5)
          for (const ticket of hall.live()) if (percent() < 20) ticket.state = 'void'
          let deferred = 0
          for (let comers = 1; hall.givenToday < hall.quota; comers += 1) {
            hall.arrive()
            const [first] = hall.live()
            if (first === undefined) continue
            if (percent() < 8 && deferred < comers / 5) {
              first.state = 'deferred'
              deferred += 1
            } else if (percent() >= 30 || !hall.openNext()) expect(hall.vaccinate(first)).toBe(true)
          }
          expect(hall.live()).toEqual([])
          if (day < days) expect(hall.dosesOnHand).toBeGreaterThan(0)
          hall.close()
        }
        expect(hall.givenTotal).toBe(vialsPerDay * days * 10)
        expect(hall.dosesOnHand).toBe(0)
      },
    ),
    { numRuns: 100 },
  )
})

function doDeed(hall: Hall, deed: string, pick: number): void {
  const live = hall.live()
  const ticket = live[pick % Math.max(1, live.length)]
  if (deed === 'arrive') hall.arrive()
  else if (deed === 'crowd') for (let comer = 0; comer < 25; comer += 1) hall.arrive()
  else if (deed === 'open') hall.openNext()
  else if (deed === 'replan') hall.plan()
  else if (deed === 'deliver') {
    if (pick % 5 !== 0) return
    hall.vialsUnopened += 1 + (pick % 7)
    hall.plan()
  } else if (ticket !== undefined) {
    if (deed === 'void') ticket.state = 'void'
    else if (deed === 'defer') ticket.state = 'deferred'
    else expect(hall.vaccinate(ticket, deed === 'extra')).toBe(true)
  }
}
