import { type Evidence, factsOf } from '../checks/evidence.ts'
import { goesOn } from '../checks/promise-checks.ts'
import type { Sample } from '../clinic/samples.ts'
import { dateOfDay, dayOfDate, localDateOf } from '../karawang/plan-time.ts'
import type { PlayedOutage } from '../world/outage-driver.ts'

/** One line of the day-by-day table, counted from the log, the people and the samples. */
export interface DayFigures {
  readonly day: number
  readonly date: string
  readonly comers: number
  readonly cameBack: number
  readonly quota: number
  readonly given: number
  readonly deferred: number
  readonly wasted: number
  readonly returnTickets: number
  readonly turnedAway: number
  readonly stockLeft: number
  readonly longestLine: number
  readonly longestWaitMinutes: number
  readonly outages: number
  readonly outageHours: number
  readonly localCards: number
  readonly exchanged: number
  readonly backlogMax: number
}

export function dayFigures(
  { plan, facts, visitors }: Evidence,
  samples: readonly Sample[],
  outages: readonly PlayedOutage[],
): DayFigures[] {
  const dayOf = (fact: { recordedAt: string }) =>
    dayOfDate(plan, localDateOf(plan, Date.parse(fact.recordedAt)))
  // One more than the plan has: the morning on which local cards are still exchanged.
  return Array.from({ length: plan.days + 1 }, (_, at) => {
    const day = at + 1
    const today = facts.filter((fact) => dayOf(fact) === day)
    const ofDay = samples.filter((sample) => sample.day === day)
    const downs = outages.filter((outage) => outage.day === day)
    const milliseconds = downs.reduce(
      (sum, each) => sum + ((each.restartedAt ?? each.killedAt) - each.killedAt),
      0,
    )
    return {
      day,
      date: dateOfDay(plan, day),
      comers: visitors.filter((visitor) => visitor.comer.day === day).length,
      cameBack: factsOf(today, 'ticket.checked-in').length,
      quota: factsOf(today, 'session.opened')[0]?.data.plan.quota ?? 0,
      given: factsOf(today, 'immunization.recorded').length,
      deferred: factsOf(today, 'screening.recorded').filter(({ data }) => !goesOn(data.decision)).length,
      wasted: factsOf(today, 'stock.vial-closed').reduce((sum, { data }) => sum + data.dosesWasted, 0),
      returnTickets: factsOf(today, 'ticket.issued').filter(({ data }) => data.kind === 'return').length,
      turnedAway: factsOf(today, 'visitor.turned-away').length,
      stockLeft: factsOf(today, 'session.closed')[0]?.data.dosesOnHand ?? ofDay.at(-1)?.dosesOnHand ?? 0,
      longestLine: Math.max(
        0,
        ...ofDay.map(({ line }) => Object.values(line).reduce((sum, count) => sum + count, 0)),
      ),
      longestWaitMinutes: Math.max(
        0,
        ...ofDay.flatMap(({ longestWaitMinutes }) => Object.values(longestWaitMinutes)),
      ),
      outages: downs.length,
      outageHours: Math.round(milliseconds / 360_000) / 10,
      localCards: factsOf(today, 'local-card.issued').length,
      exchanged: factsOf(today, 'card.exchanged').length,
      backlogMax: Math.max(
        0,
        ...ofDay.map((sample) => sample.waitingForHub),
        ...downs.map((each) => each.backlogAtReturn),
      ),
    }
  })
}
