import type { LocalDate, ScreeningDecision, Sex, Text } from '@sentra/contract'
import data from '../../data/screening-forms.json' with { type: 'json' }
import { type Refusal, refuse } from '../refusal.ts'

/** What a form may say of one answer; REMEASURE and USE_FORM are steps on the way, never the end. */
export type Advice = ScreeningDecision | 'REMEASURE' | 'USE_FORM'

export interface ScreeningRule {
  readonly when: string
  readonly decision: Advice
  readonly until?: string
  readonly form?: string
}

export interface FormMeasurement extends ScreeningRule {
  readonly id: string
  readonly remeasureAfterMin?: readonly number[]
  readonly ifStill?: { readonly decision: ScreeningDecision; readonly until?: string }
}

export interface FollowUp {
  readonly id: string
  readonly type: 'boolean' | 'integer' | 'date' | 'choice'
  readonly text: Text
  readonly options?: readonly string[]
  readonly unit?: string
}

export interface FormItem {
  readonly no: number | string
  readonly id: string
  readonly type: 'boolean'
  readonly text: Text
  readonly ifYes?: Advice
  readonly until?: string
  readonly rules?: readonly ScreeningRule[]
  readonly followUps?: readonly FollowUp[]
  /** Asked only before these doses; skipped for others. */
  readonly askOnlyForDose?: readonly number[]
  /** Asked only of them, by the sex on record. */
  readonly askOnlyForSex?: Sex
  /** `yes` when at least so many of these answers are yes. */
  readonly deriveFrom?: readonly string[]
  readonly privacy?: string
}

export interface ScreeningForm {
  readonly id: string
  readonly title: Text
  readonly legalBasis: string | null
  readonly validFrom: LocalDate
  readonly validTo: LocalDate | null
  readonly population: { readonly minAge?: number; readonly maxAge?: number; readonly pregnant?: boolean }
  readonly allowedProducts?: readonly string[]
  readonly scoring?: { readonly threshold: number; readonly atOrAbove: ScreeningDecision }
  readonly addOns: readonly string[]
  readonly measurements: readonly FormMeasurement[]
  readonly items: readonly FormItem[]
}

export interface MeasurementKind {
  readonly label: Text
  readonly unit: string
  readonly loinc: string
  readonly plausible: readonly [number, number] | null
}

export const screeningForms = data.forms as unknown as readonly ScreeningForm[]
export const screeningFormsVersion: string = data.version
export const measurementKinds = data.measurements as unknown as Readonly<Record<string, MeasurementKind>>
export const decisionsWorstFirst = data.decisionsWorstFirst as readonly ScreeningDecision[]
export const observationRules = data.observation as readonly {
  validFrom: LocalDate
  validTo: LocalDate | null
  minutes: number
  minutesWithRisk: number
}[]

export function screeningFormById(formId: string): ScreeningForm | null {
  return screeningForms.find((form) => form.id === formId) ?? null
}

/** What a form is called; a form this version does not know goes by its id. */
export const formTitle = (formId: string): Text =>
  screeningFormById(formId)?.title ?? { id: formId, en: formId }

/**
 * The form for this person on this day, and what is asked in addition. Forms changed four times in
 * 2021, and differ by age and pregnancy; from 60 years the frailty questions (RAPUH) come with it.
 */
export function screeningFormFor(person: {
  localDate: LocalDate
  ageYears: number
  pregnant: boolean
  doseNumber?: number
}): { form: ScreeningForm; addOns: readonly ScreeningForm[] } | Refusal<'no-screening-form'> {
  const { localDate, ageYears, pregnant } = person
  const inUse = screeningForms.filter(
    (form) => form.validFrom <= localDate && (form.validTo === null || localDate <= form.validTo),
  )
  const fits = (form: ScreeningForm) =>
    ageYears >= (form.population.minAge ?? 0) && ageYears <= (form.population.maxAge ?? 200)
  const addOnIds = new Set(screeningForms.flatMap((form) => form.addOns))

  const forPregnant =
    pregnant && ageYears >= 18 ? inUse.find((form) => form.population.pregnant === true) : undefined
  const form =
    forPregnant ??
    inUse.filter((one) => one.population.pregnant !== true && !addOnIds.has(one.id) && fits(one)).at(-1)
  if (form === undefined) return refuse('no-screening-form', { details: { ageYears, localDate } })
  return { form, addOns: inUse.filter((one) => form.addOns.includes(one.id) && fits(one)) }
}
