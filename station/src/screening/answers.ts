import type { ScreeningAnswers } from '@sentra/contract'
import { answerTo, type FormItem } from '@sentra/domain'

/** Answers while they are typed: a measurement is text until it reads as a number. */
export type Answers = Readonly<Record<string, boolean | number | string | null | undefined>>

const decimal = /^-?\d+([.,]\d+)?$/

/** What is sent: decimals with comma or point become numbers, empty fields are left out. */
export function answersToSend(answers: Answers): ScreeningAnswers {
  const sent: ScreeningAnswers = {}
  for (const [id, value] of Object.entries(answers)) {
    if (value === undefined || value === null || value === '') continue
    sent[id] =
      typeof value === 'string' && decimal.test(value.trim()) ? Number(value.trim().replace(',', '.')) : value
  }
  return sent
}

export const isOpenQuestion = (item: FormItem, answers: Answers): boolean =>
  answers[item.id] === undefined || answers[item.id] === null

/** Every question not yet answered is answered no; what was answered stays. */
export function allNo(answers: Answers, items: readonly FormItem[]): Answers {
  const open = items.filter((item) => isOpenQuestion(item, answers))
  return { ...answers, ...Object.fromEntries(open.map((item) => [item.id, false])) }
}

/** After a rest: the first pressure stays on the record, the second is asked for. */
export function measureAgain(answers: Answers): Answers {
  const { systolic, diastolic, ...rest } = answersToSend(answers)
  return {
    ...rest,
    ...(systolic === undefined ? {} : { systolicFirst: systolic }),
    ...(diastolic === undefined ? {} : { diastolicFirst: diastolic }),
    remeasured: true,
  }
}

/** The answers as if the blood pressure had not been taken. */
export function withoutPressure({ systolic: _, diastolic: __, ...rest }: ScreeningAnswers): ScreeningAnswers {
  return rest
}

/** Whether every measurement that decides is taken and every question asked. */
export function isFilled(
  answers: Answers,
  measurements: readonly string[],
  items: readonly FormItem[],
): boolean {
  const sent = answersToSend(answers)
  return (
    measurements.every((name) => typeof sent[name] === 'number') &&
    items.every((item) => typeof answerTo(item, sent) === 'boolean')
  )
}
