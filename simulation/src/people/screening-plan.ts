import type { ScreeningAnswers } from '@sentra/contract'
import type { Chance } from '@sentra/testkit'
import type { ScreeningPlan } from './comer.ts'

/**
 * Measurements and answers of one person on the form of August 2021 (`v3`, `pregnant` since 2 August,
 * `rapuh` from sixty). About six in a hundred are deferred: fever, pressure that stays high, blood
 * disorders, severe allergy – each by the form's own thresholds, never by a coin at the end.
 */
export function screeningPlan(
  chance: Chance,
  of: { ageYears: number; need: 'none' | 'elderly' | 'pregnant' | 'disabled' },
): ScreeningPlan {
  const measured = (temperature: number, systolic: number, diastolic: number) => ({
    temperature,
    systolic,
    diastolic,
  })
  const well = measured(
    36 + chance.integer(0, 14) / 10,
    chance.integer(102, of.need === 'pregnant' ? 132 : 158),
    chance.integer(64, of.need === 'pregnant' ? 86 : 96),
  )
  if (of.need === 'pregnant') {
    const answers = {
      pregnant: true,
      gestationWeeks: chance.integer(14, 32),
      ...allNo(pregnantItems),
      ...well,
    }
    return { formId: 'pregnant', first: null, answers, fit: true }
  }
  const base: ScreeningAnswers = {
    ...allNo(v3Items),
    ...(of.ageYears >= 60 ? allNo(frailtyItems) : {}),
    ...well,
  }
  const draw = chance.number()
  const plan = (answers: ScreeningAnswers, fit: boolean, first: ScreeningAnswers | null = null) => ({
    formId: 'v3',
    first,
    answers: { ...base, ...answers },
    fit,
  })
  if (draw < 0.03) return plan({ temperature: 37.6 + chance.integer(0, 16) / 10 }, false)
  if (draw < 0.04) {
    const high = measured(36.6, chance.integer(184, 205), chance.integer(96, 118))
    return plan({ ...high, remeasured: true }, false, { ...base, ...high })
  }
  if (draw < 0.05) return plan({ clottingImmuneBlood: true }, false)
  if (draw < 0.06) return plan({ severeAllergyAny: true }, false)
  if (draw < 0.08) {
    const high = measured(36.5, chance.integer(182, 195), 100)
    return plan({ systolic: 164, diastolic: 98, remeasured: true }, true, { ...base, ...high })
  }
  return plan({}, true)
}

const v3Items = [
  'severeAllergyAny',
  'pregnant',
  'autoimmune',
  'clottingImmuneBlood',
  'immunosuppressants',
  'severeHeartDyspnoea',
]
const frailtyItems = ['stairs10', 'oftenTired', 'fiveOfEleven', 'walk100to200m', 'weightLoss']
const pregnantItems = [
  'preeclampsiaSigns',
  'severeAllergy',
  'comorbidUncontrolled',
  'autoimmuneUncontrolled',
  'clottingImmuneBlood',
  'immunosuppressants',
  'covid3m',
]

const allNo = (items: string[]): Record<string, boolean> =>
  Object.fromEntries(items.map((item) => [item, false]))
