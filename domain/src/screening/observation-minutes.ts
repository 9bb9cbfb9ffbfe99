import type { LocalDate, ScreeningAnswers, Sex } from '@sentra/contract'
import { itemsAsked } from './check-answers.ts'
import { observationRules, type ScreeningForm } from './form.ts'
import { answerTo } from './reasons.ts'

/**
 * How long a person is watched after the dose: 30 minutes until 2 May 2021; from 3 May 15, and 30
 * with an allergy, a comorbidity noted at screening, or any symptom. The list behind that sentence
 * is not published in full, so any "yes" counts, except one that the form itself calls harmless.
 */
export function observationMinutesFor(input: {
  form: ScreeningForm
  addOns?: readonly ScreeningForm[]
  answers: ScreeningAnswers
  doseNumber: number
  sex: Sex
  visitDate: LocalDate
  /** Something else speaks for caution: a condition, an override. */
  cautious: boolean
}): number {
  const rule = observationRules.findLast((one) => one.validFrom <= input.visitDate)
  if (rule === undefined) return 30
  const saidYes = [input.form, ...(input.addOns ?? [])].some((form) =>
    itemsAsked(form, input).some(
      (item) => item.ifYes !== 'PROCEED' && answerTo(item, input.answers) === true,
    ),
  )
  return saidYes || input.cautious ? rule.minutesWithRisk : rule.minutes
}
