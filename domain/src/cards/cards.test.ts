import { expect, test } from 'vitest'
import { isRefusal } from '../refusal.ts'
import {
  cardAdvice,
  draftLocalCard,
  type LocalCardRequest,
  mayExchange,
  mayHandOverNational,
  mayIssueLocalCard,
  mayReprint,
} from './index.ts'

const dose = {
  immunizationId: 'i-1',
  visitId: 'v-1',
  vaccinator: 'V-01',
  recordedAt: '2021-08-05T02:00:00.000Z',
}
const local = {
  cardId: 'c-1',
  immunizationId: 'i-1',
  visitId: 'v-1',
  serial: 'KRW-0001',
  state: 'live' as const,
}
const ready = { nationalCardId: 'n-1', immunizationId: 'i-1', state: 'ready' as const }
const request: LocalCardRequest = {
  immunization: dose,
  issuer: 'K-01',
  localCards: [],
  nationalCard: null,
  outage: { outageId: 'o-1' },
  waitedSeconds: 5,
  waitLimitSeconds: 30,
  certificate: { indexLeft: 10, useUntil: '2021-08-19T00:00:00.000Z' },
  now: '2021-08-05T02:00:05.000Z',
}
const issue = (change: Partial<LocalCardRequest>) => mayIssueLocalCard({ ...request, ...change })

test('in an outage a recorded dose gets a local card at once', () => {
  expect(issue({})).toEqual({
    immunizationId: 'i-1',
    visitId: 'v-1',
    cause: { kind: 'outage', outageId: 'o-1' },
  })
})

test('without a recorded dose there is no card, outage or not', () => {
  expect(issue({ immunization: null })).toMatchObject({ refused: 'no-recorded-dose' })
})

test('a vaccinator cannot make the card for their own injection', () => {
  expect(issue({ issuer: 'V-01' })).toMatchObject({ refused: 'same-person' })
})

test('a card is issued on another device than the injection was recorded on', () => {
  const recorded = { ...dose, device: 'tablet-1' }
  const on = (issuerDevice: string, twoDevices = true) =>
    issue({ immunization: recorded, issuerDevice, twoDevices })
  expect(on('tablet-1')).toEqual({ refused: 'same-device' })
  expect(on('tablet-2')).toMatchObject({ cause: { kind: 'outage' } })
  expect(on('tablet-1', false)).toMatchObject({ cause: { kind: 'outage' } })
})

test('without an outage a local card waits for the national one, up to the limit', () => {
  expect(issue({ outage: null, waitedSeconds: 12.2 })).toMatchObject({
    refused: 'no-outage-yet',
    details: { secondsLeft: 18 },
  })
  expect(issue({ outage: null, waitedSeconds: 30 })).toMatchObject({
    cause: { kind: 'wait', waitedSeconds: 30 },
  })
  expect(issue({ outage: null, waitedSeconds: 0, waitLimitSeconds: 0 })).toMatchObject({
    cause: { kind: 'wait', waitedSeconds: 1 },
  })
})

test('no second card for one dose', () => {
  expect(issue({ localCards: [local] })).toMatchObject({
    refused: 'local-card-already-live',
    details: { serial: 'KRW-0001' },
  })
  expect(issue({ localCards: [{ ...local, state: 'exchanged' }] })).toMatchObject({
    refused: 'already-exchanged',
  })
  expect(issue({ nationalCard: ready })).toMatchObject({ refused: 'national-card-ready' })
})

test('a site without a good certificate makes no card that nobody could verify', () => {
  expect(issue({ certificate: null })).toMatchObject({ refused: 'not-enrolled' })
  expect(issue({ certificate: { indexLeft: 0, useUntil: '2021-08-19T00:00:00.000Z' } })).toMatchObject({
    refused: 'no-card-numbers-left',
  })
  expect(issue({ certificate: { indexLeft: 10, useUntil: '2021-08-05T02:00:04.000Z' } })).toMatchObject({
    refused: 'certificate-expired',
  })
})

test('an old copy of a laptop makes no card: its next numbers may be on paper already', () => {
  expect(issue({ quarantined: true })).toMatchObject({ refused: 'history-in-doubt' })
})

test('the fact of a local card carries the dose and the cause of its permit', () => {
  const permit = issue({})
  if (isRefusal(permit)) throw new Error('this dose may have a card')
  const fact = draftLocalCard(permit, {
    cardId: 'c-1',
    serial: 'KRW-0001',
    statusList: 'krw-01-1',
    statusIndex: 4,
    deviceCertificateId: 'd-1',
    expiresOn: '2021-11-05',
    text: 'HC1:…',
  })
  expect(fact.data).toMatchObject({ immunizationId: 'i-1', visitId: 'v-1', cause: { kind: 'outage' } })
})

test('a national card that came in time goes straight to the person, once', () => {
  const handOver = { immunization: dose, localCards: [], nationalCard: ready }
  expect(mayHandOverNational(handOver)).toMatchObject({
    type: 'national-card.collected',
    data: { nationalCardId: 'n-1', immunizationId: 'i-1', visitId: 'v-1' },
  })
  expect(mayHandOverNational({ ...handOver, nationalCard: null })).toMatchObject({
    refused: 'national-card-not-ready',
  })
  expect(mayHandOverNational({ ...handOver, nationalCard: { ...ready, state: 'live' } })).toMatchObject({
    refused: 'already-collected',
  })
  expect(mayHandOverNational({ ...handOver, localCards: [local] })).toMatchObject({
    refused: 'exchange-instead',
  })
  expect(mayHandOverNational({ ...handOver, immunization: null })).toMatchObject({
    refused: 'no-recorded-dose',
  })
})

test('a local card is exchanged for the national one, once', () => {
  const exchange = { localCard: local, nationalCard: ready, paperWithdrawn: true }
  expect(mayExchange(exchange)).toMatchObject({
    type: 'card.exchanged',
    data: { localCardId: 'c-1', nationalCardId: 'n-1', immunizationId: 'i-1', paperWithdrawn: true },
  })
  expect(mayExchange({ ...exchange, localCard: { ...local, state: 'exchanged' } })).toMatchObject({
    refused: 'already-exchanged',
  })
  expect(mayExchange({ ...exchange, nationalCard: null })).toMatchObject({
    refused: 'national-card-not-ready',
  })
  expect(mayExchange({ ...exchange, localCard: null })).toMatchObject({ refused: 'card-unknown' })
  expect(mayExchange({ ...exchange, localCard: { ...local, state: 'void' } })).toMatchObject({
    refused: 'card-void',
  })
})

test('an exchanged card is not printed again', () => {
  expect(mayReprint(local, 'jam')).toMatchObject({ type: 'card.reprinted' })
  expect(mayReprint({ ...local, state: 'exchanged' }, 'lost')).toMatchObject({ refused: 'already-exchanged' })
  expect(mayReprint(null, 'lost')).toMatchObject({ refused: 'card-unknown' })
})

test('the card desk is told one thing to do', () => {
  const visit = {
    immunization: dose,
    localCards: [],
    nationalCard: null,
    outage: null,
    waitedSeconds: 10,
    waitLimitSeconds: 30,
  }
  expect(cardAdvice({ ...visit, immunization: null })).toEqual({ cardAdvice: 'no-dose', waitSeconds: 0 })
  expect(cardAdvice(visit)).toEqual({ cardAdvice: 'wait-for-national', waitSeconds: 20 })
  expect(cardAdvice({ ...visit, waitedSeconds: 31 })).toEqual({ cardAdvice: 'issue-local', waitSeconds: 0 })
  expect(cardAdvice({ ...visit, waitedSeconds: -2 }), 'a clock put right by seconds').toEqual({
    cardAdvice: 'wait-for-national',
    waitSeconds: 30,
  })
  expect(cardAdvice({ ...visit, waitedSeconds: -400 * 86_400 }), 'a clock set back by a year').toEqual({
    cardAdvice: 'issue-local',
    waitSeconds: 0,
  })
  expect(cardAdvice({ ...visit, outage: { outageId: 'o-1' } })).toEqual({
    cardAdvice: 'issue-local',
    waitSeconds: 0,
  })
  expect(cardAdvice({ ...visit, nationalCard: ready }).cardAdvice).toBe('hand-over-national')
  expect(cardAdvice({ ...visit, localCards: [local] }).cardAdvice).toBe('done')
  expect(cardAdvice({ ...visit, localCards: [local], nationalCard: ready }).cardAdvice).toBe('exchange')
})
