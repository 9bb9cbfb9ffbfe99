import { expect, test } from 'vitest'
import { type Product, productOn } from '../products/product.ts'
import {
  closeVial,
  drawDose,
  openVial,
  openVialAdvice,
  receiveStock,
  type Vial,
  wasteStock,
} from './index.ts'

const product = productOn('covid19-biofarma', '2021-08-05') as Product
const now = { instant: '2021-08-05T02:00:00.000Z', localDate: '2021-08-05' }
const closing = '2021-08-05T08:00:00.000Z'
const lot = {
  lotNumber: 'EX7731',
  productId: 'covid19-biofarma',
  expirationDate: '2027-03-31',
  dosesPerVial: 10,
  vialsUnopened: 3,
}
const vial: Vial = {
  vialId: '01890000-0000-7000-8000-000000000001',
  vialNumber: 7,
  productId: lot.productId,
  lotNumber: lot.lotNumber,
  expirationDate: lot.expirationDate,
  dosesPerVial: 10,
  dosesDrawn: 0,
  openedAt: now.instant,
  discardAt: '2027-12-31T00:00:00.000Z',
  closed: false,
}
const plain = { extraDoseStated: false, allowExtra: true }

test('a lot is used to the end of its expiration date, in local time', () => {
  const evening = { instant: '2027-03-31T16:59:00.000Z', localDate: '2027-03-31' } // 23:59 in Karawang
  const midnight = { instant: '2027-03-31T17:00:00.000Z', localDate: '2027-04-01' }
  expect(drawDose(vial, evening, plain)).toMatchObject({ vialDose: 1, extraDose: false })
  expect(drawDose(vial, midnight, plain)).toMatchObject({
    refused: 'lot-expired',
    details: { lotNumber: 'EX7731', expirationDate: '2027-03-31' },
  })
})

test('an opened vial is used until its discard time and not a moment longer', () => {
  const timed = { ...vial, discardAt: now.instant }
  expect(drawDose(timed, now, plain)).toMatchObject({ vialDose: 1 })
  expect(drawDose(timed, { ...now, instant: '2021-08-05T02:00:00.001Z' }, plain)).toMatchObject({
    refused: 'discard-time-passed',
  })
})

test('an eleventh dose from a ten-dose vial is given only when it is stated, and a twelfth never', () => {
  const used = { ...vial, dosesDrawn: 10 }
  expect(drawDose(used, now, plain)).toMatchObject({
    refused: 'extra-dose-not-stated',
    field: 'extraDoseStated',
  })
  const stated = { extraDoseStated: true, allowExtra: true }
  expect(drawDose(used, now, stated)).toMatchObject({ vialDose: 11, extraDose: true })
  expect(drawDose({ ...vial, dosesDrawn: 11 }, now, stated)).toMatchObject({ refused: 'vial-empty' })
  expect(drawDose(used, now, { extraDoseStated: true, allowExtra: false })).toMatchObject({
    refused: 'vial-empty',
  })
})

test('stating an extra dose too early does not make an ordinary dose extra', () => {
  expect(
    drawDose({ ...vial, dosesDrawn: 9 }, now, { extraDoseStated: true, allowExtra: true }),
  ).toMatchObject({
    vialDose: 10,
    extraDose: false,
  })
})

test('a closed vial gives nothing', () => {
  expect(drawDose({ ...vial, closed: true }, now, plain)).toMatchObject({ refused: 'vial-closed' })
})

test('a vial opened in the morning is discarded after six hours, one opened late at the end of the session', () => {
  const early = { instant: '2021-08-05T01:00:00.000Z', localDate: '2021-08-05' }
  expect(openVial(lot, product, early, closing, vial.vialId, 1)).toMatchObject({
    data: { discardAt: '2021-08-05T07:00:00.000Z', openedOn: '2021-08-05' },
  })
  const late = { instant: '2021-08-05T05:00:00.000Z', localDate: '2021-08-05' }
  expect(openVial(lot, product, late, closing, vial.vialId, 1)).toMatchObject({
    data: { discardAt: closing },
  })
})

test('in a session that runs past its hour, only the six hours count', () => {
  const overtime = { instant: '2021-08-05T08:30:00.000Z', localDate: '2021-08-05' }
  expect(openVial(lot, product, overtime, closing, vial.vialId, 1)).toMatchObject({
    data: { discardAt: '2021-08-05T14:30:00.000Z' },
  })
})

test('a vial is not opened without a session, a vial, or a lot in date', () => {
  const open = (change: object, end: string | null = closing) =>
    openVial({ ...lot, ...change }, product, now, end, vial.vialId, 1)
  expect(open({}, null)).toMatchObject({ refused: 'session-not-open' })
  expect(open({ vialsUnopened: 0 })).toMatchObject({ refused: 'no-vials-left' })
  expect(open({ expirationDate: '2021-08-04' })).toMatchObject({ refused: 'lot-expired' })
  expect(open({ expirationDate: '2021-08-05' })).toMatchObject({ type: 'stock.vial-opened' })
  expect(open({ productId: 'moderna-spikevax' })).toMatchObject({ refused: 'wrong-product' })
})

test('no vial is opened while open ones hold enough for the rest of the quota', () => {
  const open = (dosesInOpenVials: number, dosesStillToGive: number) =>
    openVial(lot, product, now, closing, vial.vialId, 1, { dosesInOpenVials, dosesStillToGive })
  expect(open(6, 6)).toMatchObject({ refused: 'open-vials-suffice' })
  expect(open(6, 7)).toMatchObject({ type: 'stock.vial-opened' })
  expect(open(0, 1)).toMatchObject({ type: 'stock.vial-opened' })
  expect(open(0, 0)).toMatchObject({ refused: 'quota-given' })
})

test('an empty vial is closed as empty; one with doses left needs another reason', () => {
  expect(closeVial({ ...vial, dosesDrawn: 10 }, 'empty', now)).toMatchObject({ data: { dosesWasted: 0 } })
  expect(closeVial({ ...vial, dosesDrawn: 11 }, 'empty', now)).toMatchObject({
    data: { dosesDrawn: 11, dosesWasted: 0 },
  })
  expect(closeVial({ ...vial, dosesDrawn: 7 }, 'empty', now)).toMatchObject({
    refused: 'vial-not-empty',
    details: { dosesLeft: 3 },
  })
  expect(closeVial({ ...vial, dosesDrawn: 7 }, 'session-end', now)).toMatchObject({
    data: { dosesWasted: 3 },
  })
  expect(closeVial({ ...vial, closed: true }, 'empty', now)).toMatchObject({ refused: 'vial-closed' })
})

test('a second delivery of a lot must agree with the first', () => {
  const delivery = {
    productId: lot.productId,
    lotNumber: 'EX7731',
    expirationDate: '2027-03-31',
    vials: 5,
    dosesPerVial: 10,
  }
  const book = (change: object, knownLot: typeof lot | null = lot) =>
    receiveStock({
      deliveryId: vial.vialId,
      delivery: { ...delivery, ...change },
      product,
      today: now.localDate,
      knownLot,
    })
  expect(book({})).toMatchObject({ type: 'stock.received' })
  expect(book({ expirationDate: '2027-04-30' })).toMatchObject({
    refused: 'lot-mismatch',
    field: 'expirationDate',
  })
  expect(book({ expirationDate: '2021-08-04' }, null)).toMatchObject({ refused: 'lot-expired' })
  expect(book({ dosesPerVial: 9 }, null)).toMatchObject({
    refused: 'presentation-unknown',
    field: 'dosesPerVial',
  })
})

test('no more vials are written off than there are', () => {
  expect(wasteStock(lot, { lotNumber: 'EX7731', vials: 4, reason: 'damaged' })).toMatchObject({
    refused: 'no-vials-left',
  })
  expect(wasteStock(lot, { lotNumber: 'EX7731', vials: 3, reason: 'damaged' })).toMatchObject({
    type: 'stock.wasted',
  })
})

const line = { dosesInOpenVials: 0, vialsUnopened: 5, dosesPerVial: 10, lastDay: false }

test('near closing the next vial waits for 9.1 people; on the last day five are enough', () => {
  expect(openVialAdvice({ ...line, peoplePresent: 10 })).toMatchObject({
    open: true,
    reason: 'enough-people',
  })
  expect(openVialAdvice({ ...line, peoplePresent: 9 })).toMatchObject({
    open: false,
    reason: 'wait-for-people',
  })
  expect(openVialAdvice({ ...line, peoplePresent: 9 }).peopleNeeded).toBeCloseTo(9.09, 2)
  expect(openVialAdvice({ ...line, peoplePresent: 5, lastDay: true })).toMatchObject({
    open: true,
    reason: 'last-day',
  })
  expect(openVialAdvice({ ...line, peoplePresent: 4, lastDay: true })).toMatchObject({ open: false })
})

test('with nobody here no vial is opened, however many are expected: its clock would run for nothing', () => {
  const expected = { ...line, peopleStillExpected: 40 }
  expect(openVialAdvice({ ...expected, peoplePresent: 0 })).toMatchObject({
    open: false,
    reason: 'wait-for-people',
  })
  expect(openVialAdvice({ ...expected, peoplePresent: 1 })).toMatchObject({
    open: true,
    reason: 'enough-people',
  })
})

test('people still expected and the standby list count for what they are worth', () => {
  expect(openVialAdvice({ ...line, peoplePresent: 8, peopleStillExpected: 4 }).open).toBe(true)
  expect(openVialAdvice({ ...line, peoplePresent: 8, standbyPeople: 4, standbyShowRate: 0.5 }).open).toBe(
    true,
  )
  expect(openVialAdvice({ ...line, peoplePresent: 3, dosesInOpenVials: 4 })).toMatchObject({
    reason: 'open-vial-has-doses',
  })
  expect(openVialAdvice({ ...line, peoplePresent: 30, vialsUnopened: 0 })).toMatchObject({
    reason: 'no-stock',
  })
})
