import { dosesOf } from '../karawang/plan.ts'
import { dateOfDay } from '../karawang/plan-time.ts'
import { type CheckResult, type Evidence, factsOf, judge } from './evidence.ts'

/**
 * P4: the stock lasts exactly its horizon. Counted here from deliveries, doses and closed vials, and only
 * then compared with what the site says at opening and closing.
 */
export function checkStock({ plan, facts }: Evidence): CheckResult {
  const problems: string[] = []
  const fairDay = dosesOf(plan) / plan.days
  const lastDate = dateOfDay(plan, plan.days)
  let onHand = 0
  let given = 0
  let wasted = 0
  let dosesPerVial = plan.dosesPerVial
  let atStartOfLastDay = -1
  let atCloseOfLastDay = -1
  for (const fact of facts) {
    if (fact.type === 'stock.received') {
      onHand += fact.data.vials * fact.data.dosesPerVial
      dosesPerVial = fact.data.dosesPerVial
    } else if (fact.type === 'stock.wasted') {
      onHand -= fact.data.vials * dosesPerVial
      wasted += fact.data.vials * dosesPerVial
    } else if (fact.type === 'stock.vial-closed') {
      onHand -= fact.data.dosesWasted
      wasted += fact.data.dosesWasted
    } else if (fact.type === 'immunization.recorded') {
      if (!fact.data.extraDose) onHand -= 1
      given += 1
    } else if (fact.type === 'session.opened') {
      if (fact.data.plan.localDate === lastDate) atStartOfLastDay = onHand
      if (fact.data.plan.dosesOnHand !== onHand) {
        problems.push(
          `${fact.data.plan.localDate}: the site opened with ${fact.data.plan.dosesOnHand} doses, the log says ${onHand}`,
        )
      }
    } else if (fact.type === 'session.closed') {
      if (fact.data.localDate === lastDate) atCloseOfLastDay = onHand
      else if (onHand <= 0) problems.push(`${fact.data.localDate}: the stock was gone before the last day`)
      if (fact.data.dosesOnHand !== onHand) {
        problems.push(
          `${fact.data.localDate}: the site closed with ${fact.data.dosesOnHand} doses, the log says ${onHand}`,
        )
      }
    }
    if (onHand < 0) problems.push(`seq ${fact.seq}: more doses left the stock than came in`)
  }
  if (atCloseOfLastDay !== 0)
    problems.push(`at the close of the last day ${atCloseOfLastDay} doses were left, not 0`)
  if (atStartOfLastDay < fairDay / 2) {
    problems.push(
      `at the start of the last day ${atStartOfLastDay} doses were left, less than half a fair day (${fairDay / 2})`,
    )
  }
  return judge('P4', 'the stock reaches zero at the close of the last day, not sooner', problems, {
    received: factsOf(facts, 'stock.received').reduce(
      (sum, { data }) => sum + data.vials * data.dosesPerVial,
      0,
    ),
    given,
    wasted,
    atStartOfLastDay,
    atCloseOfLastDay,
    halfAFairDay: fairDay / 2,
  })
}
