import { expect, test } from 'vitest'
import { admit, type GateDay, laneFor, type Need } from './admit.ts'

const today: GateDay = {
  localDate: '2021-08-05',
  nextDate: '2021-08-06',
  session: 'open',
  placesLeft: 5,
  promisesLeft: 5,
  lastDay: false,
}

function come(
  change: Partial<GateDay> = {},
  more: { need?: Need; birthDate?: string; existing?: { number: string; validOn: string } } = {},
) {
  return admit({
    today: { ...today, ...change },
    holder: { fullName: 'Uji Coba', ...(more.birthDate === undefined ? {} : { birthDate: more.birthDate }) },
    need: more.need ?? 'none',
    holderKey: 'key',
    existing: more.existing ?? null,
    ids: { ticketId: '01890000-0000-7000-8000-000000000001' },
    nextNumber: (lane, validOn) => `${lane === 'return-ticket' ? 'R' : 'W'}-${validOn.slice(-2)}1`,
    sign: (ticket) => `ST1:${ticket.number}`,
    statementNumber: 'S-7',
  })
}

test('while there are places, a comer gets a ticket for today', () => {
  expect(come()).toMatchObject({
    type: 'ticket.issued',
    data: { kind: 'day', lane: 'walk-in', validOn: '2021-08-05', number: 'W-051', text: 'ST1:W-051' },
  })
})

test('when today is full, a comer gets a return ticket that holds a dose of tomorrow', () => {
  expect(come({ placesLeft: 0 })).toMatchObject({
    data: {
      kind: 'return',
      lane: 'return-ticket',
      issuedOn: '2021-08-05',
      validOn: '2021-08-06',
      number: 'R-061',
    },
  })
})

test('when no promise can be kept, the comer gets a plain statement, and is counted', () => {
  expect(come({ placesLeft: 0, promisesLeft: 0 })).toMatchObject({
    type: 'visitor.turned-away',
    data: { reason: 'tomorrow-full', statementNumber: 'S-7', lane: 'walk-in' },
  })
  expect(come({ placesLeft: 0, promisesLeft: 0, dosesOnHand: 0 })).toMatchObject({
    data: { reason: 'no-stock' },
  })
})

test('on the last day there is no promise for tomorrow, whatever the figures say', () => {
  expect(come({ placesLeft: 0, lastDay: true, nextDate: null })).toMatchObject({
    data: { reason: 'last-day' },
  })
  expect(come({ placesLeft: 1, lastDay: true, nextDate: null })).toMatchObject({ data: { kind: 'day' } })
})

test('a person with a live ticket gets no second one', () => {
  expect(come({}, { existing: { number: 'R-012', validOn: '2021-08-06' } })).toEqual({
    refused: 'ticket-already-held',
    field: 'holder',
    details: { number: 'R-012', validOn: '2021-08-06' },
  })
})

test('nobody is admitted while the session is not open', () => {
  expect(come({ session: 'not-opened' })).toMatchObject({ refused: 'session-not-open' })
  expect(come({ session: 'closed' })).toMatchObject({ refused: 'session-not-open' })
})

test('a birth date in the future or not in the calendar is refused by field', () => {
  expect(come({}, { birthDate: '2022-01-01' })).toMatchObject({
    refused: 'birth-date-future',
    field: 'holder.birthDate',
  })
  expect(come({}, { birthDate: '2021-02-30' })).toMatchObject({ refused: 'birth-date-invalid' })
})

test('sixty years make the lane priority without being asked', () => {
  expect(laneFor('none', '1961-08-05', '2021-08-05')).toBe('priority')
  expect(laneFor('none', '1961-08-06', '2021-08-05')).toBe('walk-in')
  expect(laneFor('pregnant', undefined, '2021-08-05')).toBe('priority')
  expect(laneFor('emergency', '1950-01-01', '2021-08-05')).toBe('emergency')
})
