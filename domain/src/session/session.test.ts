import { expect, test } from 'vitest'
import { closeSession, openSession, replanQuota } from './session.ts'

const plan = {
  campaign: { firstDay: '2021-08-05', days: 5 },
  localDate: '2021-08-05',
  dosesOnHand: 2000,
  dosesGivenToday: 0,
  returnTicketsOutstanding: 0,
  dosesPerVial: 10,
}
const open = (change: object = {}) =>
  openSession({ ...plan, today: '2021-08-05', session: 'not-opened', ...change })

test('opening the day plans its quota', () => {
  expect(open()).toMatchObject({ type: 'session.opened', data: { plan: { quota: 400, walkInRelease: 400 } } })
  expect(open({ desks: ['A1'] })).toMatchObject({ data: { desks: ['A1'] } })
})

test('a day opens once, on its day, after the day before was closed, with stock', () => {
  expect(open({ session: 'open' })).toMatchObject({ refused: 'session-already-open' })
  expect(open({ session: 'closed' })).toMatchObject({ refused: 'session-already-closed' })
  expect(open({ localDate: '2021-08-06' })).toMatchObject({ refused: 'not-today', field: 'localDate' })
  expect(open({ earlierOpenSession: '2021-08-04' })).toMatchObject({
    refused: 'earlier-session-open',
    details: { localDate: '2021-08-04' },
  })
  expect(open({ dosesOnHand: 0 })).toMatchObject({ refused: 'no-stock' })
  expect(open({ localDate: '2021-08-10', today: '2021-08-10' })).toMatchObject({
    refused: 'outside-campaign',
  })
})

test('the quota is planned again while the day is open', () => {
  const replan = {
    ...plan,
    dosesOnHand: 2280,
    dosesGivenToday: 220,
    today: '2021-08-05',
    cause: 'delivery' as const,
  }
  expect(replanQuota({ ...replan, session: 'open' })).toMatchObject({
    type: 'quota.planned',
    data: { plan: { quota: 500 }, cause: 'delivery' },
  })
  expect(replanQuota({ ...replan, session: 'closed' })).toMatchObject({ refused: 'session-not-open' })
})

const account = {
  localDate: '2021-08-05',
  day: 1,
  quota: 400,
  dosesGiven: 400,
  dosesWasted: 0,
  dosesOnHand: 1600,
  returnTicketsIssued: 120,
  returnTicketsHonoured: 0,
  turnedAwayWithoutPromise: 3,
  ticketsUnused: 2,
}
const close = (change: object = {}) =>
  closeSession({ account, session: 'open', openVials: [], peopleInVisit: [], ...change })

test('the day is closed with its account', () => {
  expect(close()).toEqual({ type: 'session.closed', data: account })
})

test('no day is closed over an open vial or a person between two desks', () => {
  expect(close({ openVials: [{ vialNumber: 41 }, { vialNumber: 42 }] })).toMatchObject({
    refused: 'vials-still-open',
    details: { vialNumbers: '41, 42' },
  })
  expect(close({ peopleInVisit: ['W-001'] })).toMatchObject({
    refused: 'people-still-in-visit',
    details: { count: 1, numbers: 'W-001' },
  })
  expect(close({ session: 'closed' })).toMatchObject({ refused: 'session-already-closed' })
  expect(close({ session: 'not-opened' })).toMatchObject({ refused: 'session-not-open' })
})

test('nobody in the line is sent home with a ticket that becomes worthless at closing', () => {
  const peopleWaiting = ['U-031', 'U-032']
  expect(close({ peopleWaiting })).toMatchObject({
    refused: 'people-still-waiting',
    details: { count: 2, numbers: 'U-031, U-032' },
  })
  expect(close({ peopleWaiting, waitingHaveLeft: true })).toMatchObject({ type: 'session.closed' })
})
