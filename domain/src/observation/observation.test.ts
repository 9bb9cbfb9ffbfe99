import { expect, test } from 'vitest'
import { endObservation, reportAefi } from './observation.ts'

const visit = {
  visitId: 'v-1',
  immunization: { immunizationId: 'i-1', at: '2021-08-05T02:00:15.000Z' },
  until: '2021-08-05T02:15:15.000Z',
  ended: false,
}
const at = (instant: string) => ({ instant, localDate: instant.slice(0, 10) })

test('"well" waits for its time, and says how long', () => {
  expect(endObservation(visit, 'well', at('2021-08-05T02:10:00.000Z'))).toMatchObject({
    refused: 'observation-not-over',
    details: { minutesLeft: 6 },
  })
  expect(endObservation(visit, 'well', at('2021-08-05T02:15:15.000Z'))).toMatchObject({
    type: 'observation.ended',
  })
})

test('when the clock was set back since the dose, only the watcher’s own watch knows', () => {
  expect(endObservation(visit, 'well', at('2020-08-05T02:10:00.000Z'))).toMatchObject({
    type: 'observation.ended',
  })
  expect(endObservation(visit, 'well', at('2021-08-05T01:59:45.000Z'))).toMatchObject({
    refused: 'observation-not-over',
  })
})

test('somebody who leaves early or falls ill is recorded at once', () => {
  for (const outcome of ['left-early', 'aefi'] as const)
    expect(endObservation(visit, outcome, at('2021-08-05T02:05:00.000Z'))).toMatchObject({
      data: { outcome },
    })
})

test('an observation ends once, and only after a dose', () => {
  const now = at('2021-08-05T03:00:00.000Z')
  expect(endObservation({ ...visit, ended: true }, 'well', now)).toMatchObject({
    refused: 'observation-already-ended',
  })
  expect(endObservation({ ...visit, immunization: null }, 'well', now)).toMatchObject({
    refused: 'not-vaccinated',
  })
})

const report = {
  symptoms: ['fever'],
  serious: false,
  onsetAt: '2021-08-05T02:05:00.000Z',
  action: 'observed',
}
const endOfDay = (localDate: string) => `${localDate}T16:59:59.999Z`
const now = at('2021-08-05T03:00:00.000Z')

test('a serious event is due at the regency in 24 hours, another by the 5th of next month', () => {
  expect(reportAefi(visit, { ...report, serious: true }, now, endOfDay)).toMatchObject({
    data: { immunizationId: 'i-1', reportBy: '2021-08-06T03:00:00.000Z' },
  })
  expect(reportAefi(visit, report, now, endOfDay)).toMatchObject({
    data: { reportBy: '2021-09-05T16:59:59.999Z' },
  })
  const december = at('2021-12-31T03:00:00.000Z')
  expect(reportAefi(visit, report, december, endOfDay)).toMatchObject({
    data: { reportBy: '2022-01-05T16:59:59.999Z' },
  })
})

test('symptoms begin after the dose and not in the future; the minute of the dose counts as after', () => {
  const onset = (onsetAt: string) => reportAefi(visit, { ...report, onsetAt }, now, endOfDay)
  expect(onset('2021-08-05T01:59:00.000Z')).toMatchObject({ refused: 'onset-before-dose', field: 'onsetAt' })
  expect(onset('2021-08-05T02:00:00.000Z')).toMatchObject({ type: 'aefi.reported' })
  expect(onset('2021-08-05T03:01:00.000Z')).toMatchObject({ refused: 'onset-in-future' })
})
