import { must } from '../must.ts'

export interface OpenVialAdvice {
  readonly open: boolean
  readonly reason: 'open-vial-has-doses' | 'enough-people' | 'wait-for-people' | 'last-day' | 'no-stock'
  /** Doses of the next vial that would be used, on average. */
  readonly peopleExpected: number
  readonly peopleNeeded: number
}

/**
 * "Open the next vial now?" A vial is opened when the doses it is expected to give are worth more
 * than the ones it would waste: E[min(P + X, v)] ≥ v·c_w / (c_w + b).
 *
 * P are the people here and the standby list times its show rate, X (Poisson) those still expected
 * before the cut-off, c_w the cost of a wasted dose and b that of one day's delay. With b a tenth of
 * c_w a ten-dose vial needs 9.1 people; on the last day nobody gets another chance, b equals c_w,
 * and five are enough. How much a day is worth is the health office's to say, not the clerk's.
 */
export function openVialAdvice(input: {
  dosesInOpenVials: number
  vialsUnopened: number
  dosesPerVial: number
  peoplePresent: number
  standbyPeople?: number
  standbyShowRate?: number
  /** People still expected before the cut-off. */
  peopleStillExpected?: number
  lastDay: boolean
  /** Cost of a day's delay, as a share of the cost of a wasted dose. */
  delayCost?: number
}): OpenVialAdvice {
  const { dosesPerVial, lastDay } = input
  must(dosesPerVial >= 1, 'a vial has at least one dose')
  const delayCost = lastDay ? 1 : (input.delayCost ?? 0.1)
  const peopleNeeded = dosesPerVial / (1 + delayCost)
  const here = input.peoplePresent + (input.standbyPeople ?? 0) * (input.standbyShowRate ?? 0.5)
  const waiting = Math.max(0, here - input.dosesInOpenVials)
  const peopleExpected = expectedUse(waiting, input.peopleStillExpected ?? 0, dosesPerVial)

  const answer = (open: boolean, reason: OpenVialAdvice['reason']) => ({
    open,
    reason,
    peopleExpected,
    peopleNeeded,
  })
  if (input.dosesInOpenVials > 0 && input.peoplePresent <= input.dosesInOpenVials)
    return answer(false, 'open-vial-has-doses')
  if (input.vialsUnopened < 1) return answer(false, 'no-stock')
  // Nobody is here: the discard clock need not run yet.
  if (input.peoplePresent < 1 || peopleExpected < peopleNeeded) return answer(false, 'wait-for-people')
  return answer(true, lastDay && peopleExpected < dosesPerVial / 1.1 ? 'last-day' : 'enough-people')
}

/** E[min(present + X, v)] with X Poisson of that mean. */
export function expectedUse(present: number, mean: number, dosesPerVial: number): number {
  if (present >= dosesPerVial) return dosesPerVial
  let probability = Math.exp(-mean)
  let below = 0
  let expected = 0
  for (let arrivals = 0; present + arrivals < dosesPerVial; arrivals += 1) {
    expected += probability * (present + arrivals)
    below += probability
    probability *= mean / (arrivals + 1)
  }
  return expected + (1 - below) * dosesPerVial
}
