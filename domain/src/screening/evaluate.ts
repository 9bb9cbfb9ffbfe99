import type { ScreeningDecision, ScreeningReason } from '@sentra/contract'
import { type Advice, decisionsWorstFirst } from './form.ts'
import { type Found, reasonsOf, type ScreeningInput } from './reasons.ts'

export interface ScreeningAdvice {
  readonly decision: Advice
  readonly reasons: readonly ScreeningReason[]
  /** Until when to wait, in the words of the worst reason. */
  readonly until?: string
  /** With USE_FORM: the form to go on with. */
  readonly useForm?: string
}

/**
 * What the form advises. Every measurement and answer is looked at; the worst decision wins and all
 * reasons are kept. An item that was not answered decides nothing here (`checkAnswers` refuses it).
 *
 * A high blood pressure is measured again before it counts (answer `remeasured`), unless something
 * else has already decided as badly. USE_FORM ends the form at once. The clinician decides in the
 * end: this only advises.
 */
export function evaluateScreening(input: ScreeningInput): ScreeningAdvice {
  const found = [input.form, ...(input.addOns ?? [])].flatMap((form) => reasonsOf(form, input))

  const otherForm = found.find((reason) => reason.decision === 'USE_FORM')
  if (otherForm?.form !== undefined)
    return { decision: 'USE_FORM', reasons: [recorded(otherForm)], useForm: otherForm.form }

  const final = found.flatMap(({ decision }) => (isFinal(decision) ? [decision] : []))
  const worst = final.reduce(worse, 'PROCEED')
  const remeasuring = found.find(
    (reason) => reason.decision === 'REMEASURE' && worse(worst, reason.ifStill ?? 'POSTPONE') !== worst,
  )
  const decision = remeasuring === undefined ? worst : 'REMEASURE'
  const until = found.find((reason) => reason.decision === decision && reason.until !== undefined)?.until
  return { decision, reasons: found.map(recorded), ...(until === undefined ? {} : { until }) }
}

/** Whether a dose may follow. HOSPITAL_ONLY counts as postponed at a mass site. */
export function mayVaccinate(decision: Advice): boolean {
  return decision === 'PROCEED' || decision === 'PROCEED_WITH_CONDITION'
}

function recorded({ source, decision, until }: Found): ScreeningReason {
  return { source, decision, ...(until === undefined ? {} : { until }) }
}

function isFinal(decision: Advice): decision is ScreeningDecision {
  return decision !== 'REMEASURE' && decision !== 'USE_FORM'
}

function worse(first: ScreeningDecision, second: ScreeningDecision): ScreeningDecision {
  return decisionsWorstFirst.indexOf(first) <= decisionsWorstFirst.indexOf(second) ? first : second
}
