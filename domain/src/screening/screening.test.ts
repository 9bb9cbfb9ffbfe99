import { refusalMessage, type ScreeningAnswers } from '@sentra/contract'
import { expect, test } from 'vitest'
import { isRefusal, type Refusal } from '../refusal.ts'
import {
  checkAnswers,
  evaluateScreening,
  itemsAsked,
  recordScreening,
  screeningFormById,
  screeningFormFor,
  screeningForms,
} from './index.ts'

const well = { temperature: 36.6, systolic: 120, diastolic: 80 }

/** Form, dose, day, answers, advice. The cases a health office agreed on. */
const cases: [string, number, string, ScreeningAnswers, string][] = [
  ['v1', 1, '2021-01-20', { ...well, systolic: 145, diastolic: 85 }, 'NOT_GIVEN'],
  ['v1', 1, '2021-01-20', { ...well, temperature: 37.5 }, 'POSTPONE'],
  ['v1', 1, '2021-01-20', { ...well, diabetes: true, hba1cControlled: true }, 'PROCEED_WITH_CONDITION'],
  ['v1', 1, '2021-01-20', { ...well, hiv: true, cd4: null }, 'NOT_GIVEN'],
  ['v3', 1, '2021-08-05', { ...well, systolic: 124, diastolic: 78 }, 'PROCEED'],
  ['v3', 1, '2021-08-05', { ...well, temperature: 37.5 }, 'PROCEED'],
  ['v3', 1, '2021-08-05', { ...well, temperature: 37.6 }, 'POSTPONE'],
  ['v3', 1, '2021-08-05', { ...well, systolic: 181, diastolic: 100 }, 'REMEASURE'],
  ['v3', 1, '2021-08-05', { ...well, systolic: 185, diastolic: 100, remeasured: true }, 'POSTPONE'],
  ['v3', 1, '2021-08-05', { ...well, systolic: 180, diastolic: 110 }, 'PROCEED'],
  ['v3', 1, '2021-08-05', { ...well, severeAllergyAny: true }, 'HOSPITAL_ONLY'],
  ['v3', 2, '2021-08-05', { ...well, severeAllergyAfterDose: true }, 'NOT_GIVEN'],
  ['v3', 1, '2021-08-05', { ...well, pregnant: true }, 'USE_FORM'],
  ['v3', 1, '2021-07-30', { ...well, pregnant: true }, 'POSTPONE'],
  ['rapuh', 1, '2021-08-05', { stairs10: true, oftenTired: true, walk100to200m: true }, 'NOT_GIVEN'],
  ['rapuh', 1, '2021-08-05', { stairs10: true, oftenTired: true }, 'PROCEED'],
  ['pregnant', 1, '2021-08-05', { ...well, gestationWeeks: 12 }, 'POSTPONE'],
  [
    'child6to11',
    1,
    '2022-01-10',
    { ...well, systolic: 100, diastolic: 60, hadCovid: true, severity: 'SEVERE', recoveredOn: '2021-11-01' },
    'POSTPONE',
  ],
  [
    'child6to11',
    1,
    '2022-01-10',
    { ...well, systolic: 100, diastolic: 60, hadCovid: true, severity: 'MILD', recoveredOn: '2021-12-01' },
    'PROCEED',
  ],
]

test.each(cases)(
  'form %s, dose %i, on %s, with %o: %s',
  (formId, doseNumber, visitDate, answers, expected) => {
    const form = screeningFormById(formId)
    if (form === null) throw new Error(`${formId} is a form`)
    expect(evaluateScreening({ form, answers, doseNumber, visitDate }).decision).toBe(expected)
  },
)

test('the worst decision wins, and all reasons are kept', () => {
  const form = screeningFormById('v3')!
  const advice = evaluateScreening({
    form,
    answers: { ...well, temperature: 38, severeAllergyAny: true, immunosuppressants: true },
    doseNumber: 1,
    visitDate: '2021-08-05',
  })
  expect(advice.decision).toBe('REFER')
  expect(advice.reasons.map((reason) => reason.source)).toEqual([
    'temp',
    'severeAllergyAny',
    'immunosuppressants',
  ])
})

test('blood pressure is not measured again when something else has decided as badly', () => {
  const form = screeningFormById('v3')!
  const high = { ...well, systolic: 190 }
  const decide = (answers: ScreeningAnswers) =>
    evaluateScreening({ form, answers, doseNumber: 1, visitDate: '2021-08-05' }).decision
  expect(decide({ ...high, severeAllergyAny: true })).toBe('REMEASURE')
  expect(decide({ ...high, temperature: 38 })).toBe('POSTPONE')
  expect(decide({ ...high, immunosuppressants: true })).toBe('REFER')
})

test('an unknown follow-up takes the careful side', () => {
  const form = screeningFormById('v3')!
  const decide = (answers: ScreeningAnswers) =>
    evaluateScreening({ form, answers: { ...well, ...answers }, doseNumber: 1, visitDate: '2021-08-05' })
      .decision
  expect(decide({ autoimmune: true })).toBe('POSTPONE')
  expect(decide({ autoimmune: true, acuteOrUncontrolled: null })).toBe('POSTPONE')
  expect(decide({ autoimmune: true, acuteOrUncontrolled: false })).toBe('PROCEED_WITH_CONDITION')
})

test('in the second form, diabetes under control does not vouch for epilepsy', () => {
  const form = screeningFormById('v2')!
  const answers = {
    ...well,
    diabetes: true,
    diabetesControlled: true,
    epilepsy: true,
    epilepsyControlled: false,
  }
  expect(evaluateScreening({ form, answers, doseNumber: 1, visitDate: '2021-03-01' }).decision).toBe(
    'POSTPONE',
  )
})

test('the form is the one of the day, the age and the pregnancy', () => {
  const formOn = (localDate: string, ageYears: number, pregnant = false) => {
    const chosen = screeningFormFor({ localDate, ageYears, pregnant })
    return isRefusal(chosen) ? chosen.refused : [chosen.form.id, ...chosen.addOns.map((form) => form.id)]
  }
  expect(formOn('2021-01-20', 30)).toEqual(['v1'])
  expect(formOn('2021-01-20', 60)).toBe('no-screening-form')
  expect(formOn('2021-03-01', 65)).toEqual(['v2', 'rapuh'])
  expect(formOn('2021-08-05', 30)).toEqual(['v3'])
  expect(formOn('2021-08-05', 60)).toEqual(['v3', 'rapuh'])
  expect(formOn('2021-08-05', 30, true)).toEqual(['pregnant'])
  expect(formOn('2021-08-01', 30, true)).toEqual(['v3'])
  expect(formOn('2021-08-05', 15)).toEqual(['teen12to17'])
  expect(formOn('2021-08-05', 9)).toBe('no-screening-form')
  expect(formOn('2022-01-10', 9)).toEqual(['child6to11'])
})

test('a form that is filled in passes; a question left out, an impossible temperature and a wrong kind do not', () => {
  const form = screeningFormById('v3')!
  const full = filled('v3', 1)
  const check = (answers: ScreeningAnswers) => checkAnswers({ form, answers, doseNumber: 1, sex: 'female' })
  expect(check(full)).toBeNull()
  expect(check({ ...full, pregnant: null })).toMatchObject({
    refused: 'answer-missing',
    field: 'answers.pregnant',
  })
  expect(check({ ...full, temperature: null })).toMatchObject({
    refused: 'answer-missing',
    field: 'answers.temperature',
  })
  expect(check({ ...full, temperature: 66.3 })).toMatchObject({
    refused: 'measurement-implausible',
    field: 'answers.temperature',
    details: { value: 66.3, minimum: 34, maximum: 43 },
  })
  expect(check({ ...full, pulse: 400 })).toMatchObject({ refused: 'measurement-implausible' })
  expect(check({ ...full, pregnant: 'maybe' })).toMatchObject({ refused: 'answer-invalid' })
  expect(check({ ...full, autoimmune: true, acuteOrUncontrolled: 'no' })).toMatchObject({
    refused: 'answer-invalid',
    field: 'answers.acuteOrUncontrolled',
  })
})

test('every condition of every form can be read', () => {
  for (const form of screeningForms)
    for (const doseNumber of [1, 2])
      expect(
        evaluateScreening({
          form,
          answers: filled(form.id, doseNumber),
          doseNumber,
          visitDate: form.validFrom,
        }).decision,
        form.id,
      ).toBe('PROCEED')
})

const visit = {
  visitId: 'v-1',
  birthDate: '1990-01-01',
  sex: 'female' as const,
  doseNumber: 1,
  screened: false,
  productId: 'covid19-biofarma',
}
const record = (answers: ScreeningAnswers, change: object = {}) =>
  recordScreening({
    visit,
    localDate: '2021-08-05',
    formId: 'v3',
    answers: { ...filled('v3', 1), ...answers },
    consent: true,
    ...change,
  })

test('a healthy person goes on and is watched for 15 minutes; with any yes, for 30', () => {
  expect(record({})).toMatchObject({
    data: { decision: 'PROCEED', advised: 'PROCEED', observationMinutes: 15 },
  })
  expect(record({ autoimmune: true, acuteOrUncontrolled: false })).toMatchObject({
    data: { decision: 'PROCEED_WITH_CONDITION', observationMinutes: 30 },
  })
})

test('before 3 May 2021 everybody is watched for 30 minutes', () => {
  const early = { localDate: '2021-03-01', formId: 'v2', answers: filled('v2', 1) }
  expect(record({}, early)).toMatchObject({ data: { observationMinutes: 30 } })
})

test('the clinician may decide otherwise, with a reason that stays on the record', () => {
  const override = { decision: 'PROCEED' as const, reason: 'Febris sudah turun, diperiksa dokter' }
  expect(record({ temperature: 38 }, { override })).toMatchObject({
    data: {
      advised: 'POSTPONE',
      decision: 'PROCEED',
      override: { reason: override.reason },
      observationMinutes: 30,
    },
  })
})

test('high blood pressure is measured again before anything is decided', () => {
  expect(record({ systolic: 190 })).toMatchObject({ refused: 'remeasure-first', field: 'answers.remeasured' })
  expect(record({ systolic: 190, remeasured: true })).toMatchObject({ data: { decision: 'POSTPONE' } })
  expect(record({ systolic: 150, remeasured: true })).toMatchObject({ data: { decision: 'PROCEED' } })
})

test('a pregnant woman is screened with her own form, and the vaccine must be one for her', () => {
  expect(record({ pregnant: true })).toMatchObject({
    refused: 'use-other-form',
    details: { useForm: screeningFormById('pregnant')?.title },
  })
  const own = { formId: 'pregnant', answers: { ...filled('pregnant', 1), gestationWeeks: 20 } }
  expect(record({}, own)).toMatchObject({ data: { decision: 'PROCEED' } })
  expect(record({}, { ...own, visit: { ...visit, productId: 'astrazeneca-vaxzevria' } })).toMatchObject({
    data: { decision: 'POSTPONE', reasons: [{ source: 'allowedProducts' }] },
  })
})

test('nobody goes on to a dose without consent; a postponement needs none', () => {
  expect(record({}, { consent: false })).toMatchObject({ refused: 'consent-missing', field: 'consent' })
  expect(record({ temperature: 38 }, { consent: false })).toMatchObject({ data: { decision: 'POSTPONE' } })
})

test('a form of another day or age, a second screening, and a stranger are refused', () => {
  expect(record({}, { formId: 'v2' })).toMatchObject({
    refused: 'form-not-valid',
    details: { useForm: screeningFormById('v3')?.title },
  })
  expect(record({}, { visit: { ...visit, screened: true } })).toMatchObject({ refused: 'already-screened' })
  expect(record({}, { visit: null })).toMatchObject({ refused: 'not-registered' })
})

test('from 60 the frailty questions belong to the form: three yes are too many', () => {
  const old = { visit: { ...visit, birthDate: '1955-01-01' } }
  expect(record({}, old)).toMatchObject({ refused: 'answer-missing', field: 'answers.stairs10' })
  expect(record(filled('rapuh', 1), old)).toMatchObject({ data: { decision: 'PROCEED' } })
  const frail = { ...filled('rapuh', 1), stairs10: true, oftenTired: true, weightLoss: true }
  expect(record(frail, old)).toMatchObject({
    data: { decision: 'NOT_GIVEN', reasons: [{ source: 'rapuh' }] },
  })
})

test('a man is not asked whether he is pregnant or breastfeeding, and needs no answer to it', () => {
  for (const formId of ['v1', 'v2', 'v3']) {
    const asked = (sex: 'female' | 'male') =>
      itemsAsked(screeningFormById(formId)!, { doseNumber: 1, sex }).map((item) => item.id)
    expect(asked('male').join(' ')).not.toMatch(/pregnant|breastfeeding/i)
    expect(asked('female').join(' ')).toMatch(/pregnant/i)
  }
  const man = { ...visit, sex: 'male' as const }
  expect(record({ pregnant: null }, { visit: man })).toMatchObject({ data: { decision: 'PROCEED' } })
  expect(record({ pregnant: null })).toMatchObject({ refused: 'answer-missing' })
  expect(record({}, { visit: man, formId: 'pregnant' })).toMatchObject({ refused: 'form-not-valid' })
})

test('a systolic pressure that is not above the diastolic one is asked about, never decided on', () => {
  expect(record({ systolic: 80, diastolic: 120 })).toEqual({
    refused: 'blood-pressure-swapped',
    field: 'answers.systolic',
    details: { systolic: 80, diastolic: 120 },
  })
  expect(record({ systolic: 100, diastolic: 100 })).toMatchObject({ refused: 'blood-pressure-swapped' })
  expect(record({ systolic: 120, diastolic: 80 })).toMatchObject({ data: { decision: 'PROCEED' } })
})

test('what is missing is named in the words on the form, in both languages', () => {
  const refusal = record({ temperature: null }) as Refusal
  expect(refusalMessage(refusal.refused, refusal.details)).toEqual({
    id: '“Suhu” belum diisi. Tanyakan atau ukur, lalu isi.',
    en: '“Temperature” is not filled in. Ask or measure, then enter it.',
  })
  const question = record({ autoimmune: null }) as Refusal
  expect(refusalMessage(question.refused, question.details).id).not.toMatch(/autoimmune|\[object/)
})

/** Everything asked and measured, all well. */
function filled(formId: string, doseNumber: number): ScreeningAnswers {
  const form = screeningFormById(formId)!
  const measured = form.measurements.length > 0 ? well : {}
  const weeks = formId === 'pregnant' ? { gestationWeeks: 20 } : {}
  return {
    ...measured,
    ...weeks,
    ...Object.fromEntries(itemsAsked(form, { doseNumber, sex: 'female' }).map((item) => [item.id, false])),
  }
}
