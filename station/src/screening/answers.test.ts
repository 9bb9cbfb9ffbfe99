import { itemsAsked, screeningFormById } from '@sentra/domain'
import { expect, test } from 'vitest'
import { allNo, answersToSend, isFilled, measureAgain } from './answers.ts'

const form = screeningFormById('v3')
const items = form ? itemsAsked(form, { doseNumber: 1, sex: 'female' }) : []

test('a temperature may be typed with a comma', () => {
  expect(answersToSend({ temperature: '36,6', systolic: '120', note: '' })).toEqual({
    temperature: 36.6,
    systolic: 120,
  })
})

test('a date is not mistaken for a number', () => {
  expect(answersToSend({ recoveredOn: '2021-05-01' })).toEqual({ recoveredOn: '2021-05-01' })
})

test('"all no" never overwrites a yes', () => {
  const answers = allNo({ pregnant: true }, items)
  expect(answers.pregnant).toBe(true)
  expect(answers.autoimmune).toBe(false)
})

test('a form is filled when everything that decides is measured and asked', () => {
  const answers = allNo({ temperature: '36.6', systolic: '120' }, items)
  expect(isFilled(answers, ['temperature', 'systolic', 'diastolic'], items)).toBe(false)
  expect(isFilled({ ...answers, diastolic: '80' }, ['temperature', 'systolic', 'diastolic'], items)).toBe(
    true,
  )
  expect(isFilled({ temperature: '36.6' }, ['temperature'], items)).toBe(false)
})

test('a first high pressure stays on the record when it is measured again', () => {
  expect(measureAgain({ temperature: '36.6', systolic: '190', diastolic: '100' })).toEqual({
    temperature: 36.6,
    systolicFirst: 190,
    diastolicFirst: 100,
    remeasured: true,
  })
})
