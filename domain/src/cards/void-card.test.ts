import { expect, test } from 'vitest'
import { mayApproveVoid, mayIssueLocalCard, mayRequestVoid, type OpenVoidRequest } from './index.ts'

const card = {
  cardId: 'c-1',
  kind: 'local' as const,
  serial: 'KRW-0001',
  state: 'live',
  immunizationId: 'i-1',
  visitId: 'v-1',
}
const asked: OpenVoidRequest = {
  requestId: 'r-1',
  cardId: 'c-1',
  kind: 'local',
  immunizationId: 'i-1',
  visitId: 'v-1',
  reason: 'details-corrected',
  replace: true,
  requestedBy: 'K-01',
}
const request = { card, openRequest: null, requestId: 'r-1', reason: 'details-corrected' as const }

test('one person asks, another agrees, and only then the card is void', () => {
  expect(mayRequestVoid(request)).toMatchObject({
    type: 'card.void-requested',
    data: { requestId: 'r-1', cardId: 'c-1', replace: true },
  })
  expect(mayApproveVoid({ request: asked, card, approver: 'C-01' })).toMatchObject({
    type: 'card.voided',
    data: { cardId: 'c-1', requestedBy: 'K-01', replace: true },
  })
})

test('nobody agrees with themselves', () => {
  expect(mayApproveVoid({ request: asked, card, approver: 'K-01' })).toEqual({ refused: 'void-same-person' })
})

test('a card that was exchanged meanwhile is not made void, nor one that is void already', () => {
  const exchanged = { ...card, state: 'exchanged' }
  expect(mayRequestVoid({ ...request, card: exchanged })).toMatchObject({ refused: 'already-exchanged' })
  expect(mayApproveVoid({ request: asked, card: exchanged, approver: 'C-01' })).toMatchObject({
    refused: 'already-exchanged',
  })
  expect(mayRequestVoid({ ...request, card: { ...card, state: 'void' } })).toMatchObject({
    refused: 'card-not-live',
  })
  expect(mayRequestVoid({ ...request, card: null })).toMatchObject({ refused: 'card-unknown' })
  expect(mayApproveVoid({ request: null, card, approver: 'C-01' })).toMatchObject({
    refused: 'void-request-unknown',
  })
})

test('one request at a time for one card', () => {
  expect(mayRequestVoid({ ...request, openRequest: asked })).toMatchObject({
    refused: 'void-already-requested',
    details: { serial: 'KRW-0001' },
  })
})

test('a misprint is made anew; the card of a wrong person or a fraud is not', () => {
  const dose = {
    immunizationId: 'i-1',
    visitId: 'v-1',
    vaccinator: 'V-01',
    recordedAt: '2021-08-05T02:00:00.000Z',
  }
  const issue = (stopped: { serial: string } | null) =>
    mayIssueLocalCard({
      immunization: dose,
      issuer: 'K-01',
      localCards: [
        { cardId: 'c-1', immunizationId: 'i-1', visitId: 'v-1', serial: 'KRW-0001', state: 'void' },
      ],
      nationalCard: null,
      stopped,
      outage: { outageId: 'o-1' },
      waitedSeconds: 0,
      waitLimitSeconds: 30,
      certificate: { indexLeft: 1, useUntil: '2021-08-19T00:00:00.000Z' },
      now: '2021-08-05T03:00:00.000Z',
    })
  expect(issue(null)).toMatchObject({ cause: { kind: 'outage' } })
  expect(issue({ serial: 'KRW-0001' })).toMatchObject({
    refused: 'card-not-replaceable',
    details: { serial: 'KRW-0001' },
  })
  expect(mayRequestVoid({ ...request, reason: 'fraud' })).toMatchObject({ data: { replace: false } })
  expect(mayRequestVoid({ ...request, reason: 'wrong-person' })).toMatchObject({ data: { replace: false } })
})
