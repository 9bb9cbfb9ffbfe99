import type { LocalDate, ScreeningAnswers, ScreeningDecision } from '@sentra/contract'
import { fullMonthsBetween, isLocalDate } from '../campaign/local-date.ts'
import { holds, type Scope, type Value } from './expression.ts'
import type { Advice, FormItem, FormMeasurement, ScreeningForm, ScreeningRule } from './form.ts'

export interface ScreeningInput {
  readonly form: ScreeningForm
  readonly addOns?: readonly ScreeningForm[]
  readonly answers: ScreeningAnswers
  readonly doseNumber: number
  readonly visitDate: LocalDate
  /** When known, a form that allows certain products only can say so. */
  readonly productId?: string | undefined
}

/** One thing on a form that decides something. */
export interface Found {
  source: string
  decision: Advice
  until?: string | undefined
  form?: string | undefined
  ifStill?: ScreeningDecision | undefined
}

/** All that one form has to say about these answers, measurements first. */
export function reasonsOf(form: ScreeningForm, input: ScreeningInput): Found[] {
  const measured = form.measurements.flatMap((rule) => measurementReason(rule, input))
  const answered = form.items
    .filter((item) => item.askOnlyForDose?.includes(input.doseNumber) ?? true)
    .flatMap((item) => itemReasons(item, input))
  return [...measured, ...answered, ...scoreReason(form, input), ...productReason(form, input)]
}

function measurementReason(rule: FormMeasurement, input: ScreeningInput): Found[] {
  if (!holds(rule.when, scopeOf(input, null))) return []
  if (rule.decision !== 'REMEASURE') return [{ source: rule.id, decision: rule.decision, until: rule.until }]
  const still = rule.ifStill ?? { decision: 'POSTPONE' as const }
  return input.answers.remeasured === true
    ? [{ source: rule.id, decision: still.decision, until: still.until }]
    : [{ source: rule.id, decision: 'REMEASURE', ifStill: still.decision }]
}

function itemReasons(item: FormItem, input: ScreeningInput): Found[] {
  const rules: readonly ScreeningRule[] =
    item.ifYes === undefined
      ? (item.rules ?? [])
      : [
          {
            when: 'answer == true',
            decision: item.ifYes,
            ...(item.until === undefined ? {} : { until: item.until }),
          },
        ]
  const scope = scopeOf(input, item)
  return rules
    .filter((rule) => holds(rule.when, scope))
    .map((rule) => ({ source: item.id, decision: rule.decision, until: rule.until, form: rule.form }))
}

function scoreReason(form: ScreeningForm, input: ScreeningInput): Found[] {
  if (form.scoring === undefined) return []
  const yes = form.items.filter((item) => answerTo(item, input.answers) === true).length
  return yes >= form.scoring.threshold ? [{ source: form.id, decision: form.scoring.atOrAbove }] : []
}

function productReason(form: ScreeningForm, { productId }: ScreeningInput): Found[] {
  const allowed = productId === undefined || (form.allowedProducts?.includes(productId) ?? true)
  return allowed
    ? []
    : [{ source: 'allowedProducts', decision: 'POSTPONE', until: form.allowedProducts?.join(', ') }]
}

/** "At least five of eleven diseases" is counted when the diseases were ticked one by one. */
export function answerTo(item: FormItem, answers: ScreeningAnswers): Value {
  const direct = answers[item.id]
  if (direct !== undefined && direct !== null) return direct
  const ticked = item.deriveFrom?.filter((id) => answers[id] !== undefined) ?? []
  return ticked.length === 0 ? null : ticked.filter((id) => answers[id] === true).length >= 5
}

function scopeOf(input: ScreeningInput, item: FormItem | null): Scope {
  return {
    valueOf: (name) => {
      if (name === 'answer') return item === null ? null : answerTo(item, input.answers)
      if (name === 'dose') return input.doseNumber
      if (name === 'visitDate') return input.visitDate
      return input.answers[name] ?? null
    },
    monthsSince: (date) =>
      typeof date === 'string' && isLocalDate(date) ? fullMonthsBetween(date, input.visitDate) : 0,
  }
}
