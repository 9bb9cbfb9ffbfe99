import { seededChance, syntheticPeople } from '@sentra/testkit'
import { day, drawPlan, type Fault, hour, minute, type Plan } from './plan.ts'

/**
 * - `eleven-days`: the plan of the story: five outages in eleven days, three of them on one day
 * - `always-down`: a week in which the hub never answers
 */
export const planNames = ['eleven-days', 'always-down'] as const
export type PlanName = (typeof planNames)[number]

/** A plan by its name. Nothing but the hub goes wrong in it, so every promise to a person must hold to the letter. */
export function namedPlan(name: PlanName, seed: number, sites: number): Plan {
  const chance = seededChance(seed).fork(name)
  const days = name === 'eleven-days' ? 11 : 7
  const perDay = name === 'eleven-days' ? 8 : 10
  const people = syntheticPeople(chance.fork('people'), sites * days * perDay)
  return {
    ...drawPlan(seed, sites, days),
    people: Array.from({ length: sites }, () =>
      Array.from({ length: days }, () =>
        people.splice(0, perDay).map((person) => ({ person, at: hour + chance.number() * 5 * hour })),
      ),
    ),
    vials: Array.from({ length: sites }, () => days),
    product: { productId: 'covid19-biofarma', dosesPerVial: 10 },
    faults: name === 'eleven-days' ? fiveOutages(chance) : [hubDown(hour, days * day - 6 * hour)],
    calmLines: true,
    everyoneHasACard: true,
  }
}

/** One day with three, two days with one; each from half an hour to three hours, within working hours. */
function fiveOutages(chance: ReturnType<typeof seededChance>): Fault[] {
  const [three, one, another] = chance.shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  const length = () => (0.5 + chance.number() * 2.5) * hour
  const short = () => (0.5 + chance.number()) * hour
  return [
    hubDown(three! * day + 1 * hour, short()),
    hubDown(three! * day + 3.5 * hour, short()),
    hubDown(three! * day + 6 * hour, short()),
    hubDown(one! * day + (1 + chance.number() * 4) * hour, length()),
    hubDown(another! * day + (1 + chance.number() * 4) * hour, length()),
  ].sort((first, second) => first.at - second.at)
}

function hubDown(at: number, forMs: number): Fault {
  return { kind: 'hub-down', at: Math.max(at, minute), forMs, statements: 0 }
}
