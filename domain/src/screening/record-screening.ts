import type { EventDraft, LocalDate, ScreeningAnswers, ScreeningDecision, Sex } from '@sentra/contract'
import { ageYears } from '../campaign/local-date.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { checkAnswers } from './check-answers.ts'
import { evaluateScreening, mayVaccinate } from './evaluate.ts'
import { formTitle, screeningFormFor, screeningFormsVersion } from './form.ts'
import { observationMinutesFor } from './observation-minutes.ts'

/**
 * Records a screening. The form must be the one for this person on this day, filled in; it advises,
 * and the clinician decides: another decision than the advice needs a reason. Without consent nobody
 * goes on to a dose, and with a high blood pressure nobody is decided on before a second measurement.
 */
export function recordScreening(input: {
  visit: {
    readonly visitId: string
    readonly birthDate: LocalDate
    readonly sex: Sex
    readonly doseNumber: number
    readonly screened: boolean
    readonly productId?: string
  } | null
  localDate: LocalDate
  formId: string
  answers: ScreeningAnswers
  consent: boolean
  override?: { readonly decision: ScreeningDecision; readonly reason: string } | undefined
}):
  | EventDraft<'screening.recorded'>
  | Refusal<
      | 'not-registered'
      | 'already-screened'
      | 'no-screening-form'
      | 'form-not-valid'
      | 'measurement-implausible'
      | 'answer-missing'
      | 'answer-invalid'
      | 'blood-pressure-swapped'
      | 'use-other-form'
      | 'remeasure-first'
      | 'consent-missing'
    > {
  const { visit, localDate, formId, answers, consent, override } = input
  if (visit === null) return refuse('not-registered', { field: 'visitId' })
  if (visit.screened) return refuse('already-screened', { field: 'visitId' })

  const age = ageYears(visit.birthDate, localDate)
  const chosen = screeningFormFor({
    localDate,
    ageYears: age,
    pregnant: formId === 'pregnant' && visit.sex === 'female',
  })
  if (isRefusal(chosen)) return chosen
  const { form, addOns } = chosen
  if (form.id !== formId)
    return refuse('form-not-valid', {
      field: 'formId',
      details: { formId: formTitle(formId), useForm: formTitle(form.id) },
    })

  const filled = { form, addOns, answers, doseNumber: visit.doseNumber, sex: visit.sex }
  const advice = evaluateScreening({ ...filled, visitDate: localDate, productId: visit.productId })
  if (advice.decision === 'USE_FORM')
    return refuse('use-other-form', {
      field: 'formId',
      details: { useForm: formTitle(advice.useForm ?? '') },
    })
  const wrong = checkAnswers(filled)
  if (wrong !== null) return wrong
  if (advice.decision === 'REMEASURE') return refuse('remeasure-first', { field: 'answers.remeasured' })

  const decision = override?.decision ?? advice.decision
  if (mayVaccinate(decision) && !consent) return refuse('consent-missing', { field: 'consent' })
  const overridden = override !== undefined && override.decision !== advice.decision
  return {
    type: 'screening.recorded',
    data: {
      visitId: visit.visitId,
      formId,
      formVersion: screeningFormsVersion,
      answers,
      advised: advice.decision,
      reasons: [...advice.reasons],
      decision,
      ...(overridden ? { override: { reason: override.reason } } : {}),
      consent,
      observationMinutes: observationMinutesFor({
        ...filled,
        visitDate: localDate,
        cautious: overridden || decision === 'PROCEED_WITH_CONDITION',
      }),
    },
  }
}
