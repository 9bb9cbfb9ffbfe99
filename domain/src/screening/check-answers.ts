import type { ScreeningAnswers, Sex } from '@sentra/contract'
import { isLocalDate } from '../campaign/local-date.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { namesIn } from './expression.ts'
import { type FollowUp, type FormItem, measurementKinds, type ScreeningForm } from './form.ts'
import { answerTo } from './reasons.ts'

/**
 * Whether the form is filled in: everything that decides is measured, every question asked, nothing
 * impossible. A follow-up may stay unknown, and the form's rules then take the careful side; the
 * question before it may not.
 */
export function checkAnswers(input: {
  form: ScreeningForm
  addOns?: readonly ScreeningForm[]
  answers: ScreeningAnswers
  doseNumber: number
  sex: Sex
}): Refusal<
  'measurement-implausible' | 'answer-missing' | 'answer-invalid' | 'blood-pressure-swapped'
> | null {
  const { answers } = input
  for (const form of [input.form, ...(input.addOns ?? [])]) {
    for (const name of measurementsOf(form)) {
      const refusal = checkMeasurement(name, answers, true)
      if (refusal !== null) return refusal
    }
    for (const item of itemsAsked(form, input)) {
      const refusal = checkItem(item, answers)
      if (refusal !== null) return refusal
    }
  }
  for (const name of Object.keys(measurementKinds)) {
    const refusal = checkMeasurement(name, answers, false)
    if (refusal !== null) return refusal
  }
  return checkPressure(answers)
}

/** Measurements that decide on a form: those must be taken. */
export function measurementsOf(form: ScreeningForm): string[] {
  const names = form.measurements.flatMap((rule) => namesIn(rule.when))
  return [...new Set(names)].filter((name) => name in measurementKinds)
}

/** Questions asked before this dose, of this person: nobody asks a man whether he is pregnant. */
export function itemsAsked(form: ScreeningForm, of: { doseNumber: number; sex: Sex }): FormItem[] {
  return form.items.filter(
    (item) =>
      (item.askOnlyForDose?.includes(of.doseNumber) ?? true) &&
      (item.askOnlyForSex === undefined || item.askOnlyForSex === of.sex),
  )
}

/** The heart pushes harder than it rests: a lower upper number was typed into the wrong field. */
export function checkPressure({
  systolic,
  diastolic,
}: ScreeningAnswers): Refusal<'blood-pressure-swapped'> | null {
  if (typeof systolic !== 'number' || typeof diastolic !== 'number' || systolic > diastolic) return null
  return refuse('blood-pressure-swapped', { field: 'answers.systolic', details: { systolic, diastolic } })
}

function checkMeasurement(name: string, answers: ScreeningAnswers, required: boolean) {
  const field = `answers.${name}`
  const value = answers[name] ?? null
  const item = measurementKinds[name]?.label ?? name
  if (value === null) return required ? refuse('answer-missing', { field, details: { item } }) : null
  if (typeof value !== 'number' || !Number.isFinite(value))
    return refuse('answer-invalid', { field, details: { item } })
  const [minimum, maximum] = measurementKinds[name]?.plausible ?? [0, 1000]
  return value < minimum || value > maximum
    ? refuse('measurement-implausible', { field, details: { item, value, minimum, maximum } })
    : null
}

function checkItem(item: FormItem, answers: ScreeningAnswers) {
  const answer = answerTo(item, answers)
  const more = { field: `answers.${item.id}`, details: { item: item.text } }
  if (answer === null) return refuse('answer-missing', more)
  if (typeof answer !== 'boolean') return refuse('answer-invalid', more)
  if (!answer) return null
  const wrong = item.followUps?.find((followUp) => !fits(followUp, answers[followUp.id] ?? null))
  return wrong === undefined
    ? null
    : refuse('answer-invalid', { field: `answers.${wrong.id}`, details: { item: wrong.text } })
}

function fits(followUp: FollowUp, value: boolean | number | string | null): boolean {
  if (value === null) return true
  if (followUp.type === 'boolean') return typeof value === 'boolean'
  if (followUp.type === 'integer') return typeof value === 'number' && Number.isInteger(value) && value >= 0
  if (followUp.type === 'date') return typeof value === 'string' && isLocalDate(value)
  return typeof value === 'string' && (followUp.options?.includes(value) ?? false)
}
