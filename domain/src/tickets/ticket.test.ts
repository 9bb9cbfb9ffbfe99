import { expect, test } from 'vitest'
import { checkIn, missCall, ticketSpent, voidTicket } from './ticket.ts'

const today = { localDate: '2021-08-06' }
const ticket = { ticketId: 't-1', number: 'R-012', validOn: '2021-08-06', state: 'issued' as const }

test('the holder of a return ticket checks in on its day', () => {
  expect(checkIn(ticket, today)).toEqual({
    type: 'ticket.checked-in',
    data: { ticketId: 't-1', localDate: '2021-08-06' },
  })
})

test('a ticket of another day says which day it is for, tomorrow or yesterday', () => {
  for (const validOn of ['2021-08-07', '2021-08-05'])
    expect(checkIn({ ...ticket, validOn }, today)).toMatchObject({
      refused: 'ticket-other-day',
      details: { number: 'R-012', validOn },
    })
  expect(checkIn({ ...ticket, validOn: '2021-08-05', state: 'lapsed' }, today)).toMatchObject({
    refused: 'ticket-other-day',
  })
})

test('a used, voided or deferred ticket says what became of it, even on another day', () => {
  const spent = (state: 'consumed' | 'voided' | 'deferred') =>
    ticketSpent({ ...ticket, state, validOn: '2021-08-05' }, today.localDate)
  expect(spent('consumed')).toMatchObject({ refused: 'ticket-used' })
  expect(spent('voided')).toMatchObject({ refused: 'ticket-voided' })
  expect(spent('deferred')).toMatchObject({ refused: 'ticket-deferred' })
})

test('nobody checks in twice', () => {
  for (const state of ['waiting', 'called', 'in-visit'] as const)
    expect(checkIn({ ...ticket, state }, today)).toMatchObject({ refused: 'ticket-already-checked-in' })
})

test('a ticket can be taken back until its dose is given', () => {
  expect(voidTicket({ ...ticket, state: 'waiting' }, 'left', 'went home')).toMatchObject({
    type: 'ticket.voided',
    data: { reason: 'left', note: 'went home' },
  })
  expect(voidTicket({ ...ticket, state: 'consumed' }, 'mistake')).toMatchObject({ refused: 'ticket-used' })
  expect(voidTicket({ ...ticket, state: 'voided' }, 'mistake')).toMatchObject({ refused: 'ticket-voided' })
})

test('only somebody who was called can miss the call', () => {
  expect(missCall({ ...ticket, called: true }, 'registration')).toMatchObject({ type: 'queue.missed' })
  expect(missCall({ ...ticket, called: false }, 'registration')).toMatchObject({
    refused: 'ticket-not-called',
  })
})
