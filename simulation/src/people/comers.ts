import { type Chance, syntheticPeople } from '@sentra/testkit'
import type { KarawangPlan } from '../karawang/plan.ts'
import { dateOfDay, momentOf } from '../karawang/plan-time.ts'
import type { Comer } from './comer.ts'
import { screeningPlan } from './screening-plan.ts'

/**
 * Everybody who will come, day by day. Each person draws from a stream of their own, so that the order
 * in which desks work never changes what happens to anybody.
 */
export function drawComers(plan: KarawangPlan, chance: Chance): Comer[] {
  const perDay = comersPerDay(plan, chance.fork('days'))
  const people = syntheticPeople(chance.fork('people'), plan.people, { bornUntil: '2003-08-01' })
  const comers = perDay.flatMap((count, at) => Array.from({ length: count }, () => at + 1))
  return people.map((person, index) => {
    const own = chance.fork(`person ${index}`)
    const day = comers[index]!
    const ageYears = wholeYears(person.birthDate, dateOfDay(plan, day))
    const need = drawNeed(own, person.sex, ageYears)
    return {
      index,
      person,
      day,
      arrivesAt: arrival(plan, day, own),
      need,
      screening: screeningPlan(own.fork('screening'), { ageYears, need }),
      missesCall: own.happens(0.02),
      returns: own.happens(plan.returnProbability),
      returnShare: own.number(),
      exchange: !own.happens(plan.exchangeProbability)
        ? 'never'
        : own.happens(plan.sameEveningProbability)
          ? 'same-evening'
          : 'next-day',
      exchangeShare: own.number(),
      standsBy: own.happens(0.5),
      serviceShare: {
        registration: 0.5 + own.number(),
        screening: 0.5 + own.number(),
        vaccination: 0.5 + own.number(),
        card: 0.5 + own.number(),
      },
    }
  })
}

/**
 * At least the plan's minimum on each day; who is left over comes on a drawn day, the last day more
 * often: word goes round that it is the last.
 */
export function comersPerDay(plan: KarawangPlan, chance: Chance): number[] {
  const perDay = Array.from({ length: plan.days }, () => plan.comersPerDayMin)
  const rest = plan.people - plan.days * plan.comersPerDayMin
  for (let person = 0; person < rest; person += 1) {
    const day = chance.happens(0.5) ? plan.days - 1 : chance.integer(0, plan.days - 1)
    perDay[day]! += 1
  }
  return perDay
}

/** Most come early: the mean of two draws, pulled towards the morning. */
function arrival(plan: KarawangPlan, day: number, chance: Chance): number {
  const from = momentOf(plan, day, plan.arrivals.from)
  const until = momentOf(plan, day, plan.arrivals.until)
  const share = chance.happens(0.55) ? Math.min(chance.number(), chance.number()) : chance.number()
  return Math.floor(from + share * (until - from))
}

function drawNeed(chance: Chance, sex: string, ageYears: number): Comer['need'] {
  const draw = chance.number()
  if (ageYears >= 60) return 'elderly'
  if (sex === 'female' && ageYears <= 42 && draw < 0.02) return 'pregnant'
  if (draw > 0.99) return 'disabled'
  return 'none'
}

function wholeYears(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years
}
