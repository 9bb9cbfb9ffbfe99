import { screeningDecisionWords } from '@sentra/contract'
import { expect, test } from 'vitest'
import { type Product, productOn } from '../products/product.ts'
import { recordImmunization } from './record-immunization.ts'

const now = { instant: '2021-08-05T02:00:00.000Z', localDate: '2021-08-05' }
const product = productOn('covid19-biofarma', now.localDate) as Product
const patient = {
  patientId: 'p-1',
  fullName: 'Siti Uji',
  birthDate: '1990-08-05',
  sex: 'female' as const,
  identifiers: [],
}
const visit = {
  visitId: 'v-1',
  patient,
  doseNumber: 1,
  screening: { decision: 'PROCEED' as const, observationMinutes: 15 },
  immunized: false,
}
const ticket = {
  ticketId: 't-1',
  number: 'W-001',
  validOn: '2021-08-05',
  state: 'in-visit' as const,
  holder: { fullName: 'Siti Uji' },
}
const vial = {
  vialId: 'vial-1',
  vialNumber: 7,
  productId: 'covid19-biofarma',
  lotNumber: 'EX7731',
  expirationDate: '2027-03-31',
  dosesPerVial: 10,
  dosesDrawn: 3,
  openedAt: '2021-08-05T01:00:00.000Z',
  discardAt: '2021-08-05T07:00:00.000Z',
  closed: false,
}

type Input = Parameters<typeof recordImmunization>[0]
const give = (change: Partial<Input> = {}) =>
  recordImmunization({
    visit,
    ticket,
    vial,
    product,
    session: 'open',
    now,
    ids: { immunizationId: 'i-1' },
    bodySite: 'LEFT_ARM',
    ...change,
  })

test('one dose from one open vial into one screened person', () => {
  expect(give()).toEqual({
    type: 'immunization.recorded',
    data: {
      immunizationId: 'i-1',
      visitId: 'v-1',
      ticketId: 't-1',
      patient,
      doseNumber: 1,
      productId: 'covid19-biofarma',
      lotNumber: 'EX7731',
      expirationDate: '2027-03-31',
      vialId: 'vial-1',
      vialDose: 4,
      extraDose: false,
      doseMl: 0.5,
      bodySite: 'LEFT_ARM',
      occurrenceDate: '2021-08-05',
      observationMinutes: 15,
    },
  })
})

test('nobody is injected who is not registered, not screened, said no to, or done', () => {
  expect(give({ visit: null })).toMatchObject({ refused: 'not-registered' })
  expect(give({ visit: { ...visit, screening: null } })).toMatchObject({ refused: 'not-screened' })
  for (const decision of ['POSTPONE', 'HOSPITAL_ONLY', 'REFER', 'NOT_GIVEN'] as const)
    expect(give({ visit: { ...visit, screening: { decision, observationMinutes: 15 } } })).toMatchObject({
      refused: 'screening-says-no',
      details: { decision: screeningDecisionWords[decision] },
    })
  expect(give({ visit: { ...visit, immunized: true } })).toMatchObject({ refused: 'already-vaccinated' })
  const condition = { decision: 'PROCEED_WITH_CONDITION' as const, observationMinutes: 30 }
  expect(give({ visit: { ...visit, screening: condition } })).toMatchObject({
    data: { observationMinutes: 30 },
  })
})

test('a used ticket and a ticket of another day are worth no dose', () => {
  expect(give({ ticket: { ...ticket, state: 'consumed' } })).toMatchObject({ refused: 'ticket-used' })
  expect(give({ ticket: { ...ticket, validOn: '2021-08-06' } })).toMatchObject({
    refused: 'ticket-other-day',
  })
})

test('an expired lot, a vial past its hour, an empty or a strange one is refused', () => {
  const from = (change: object) => give({ vial: { ...vial, ...change } })
  expect(from({ expirationDate: '2021-08-04' })).toMatchObject({ refused: 'lot-expired' })
  expect(from({ discardAt: '2021-08-05T01:59:59.999Z' })).toMatchObject({ refused: 'discard-time-passed' })
  expect(from({ closed: true })).toMatchObject({ refused: 'vial-closed' })
  expect(from({ productId: 'moderna-spikevax' })).toMatchObject({ refused: 'wrong-product' })
  expect(give({ vial: null })).toMatchObject({ refused: 'unknown-vial' })
})

test('the eleventh dose of a ten-dose vial is given when stated, and recorded as extra', () => {
  const eleventh = { ...vial, dosesDrawn: 10 }
  expect(give({ vial: eleventh })).toMatchObject({ refused: 'extra-dose-not-stated' })
  expect(give({ vial: eleventh, extraDoseStated: true })).toMatchObject({
    data: { vialDose: 11, extraDose: true },
  })
  const single = { ...vial, dosesPerVial: 1, dosesDrawn: 1 }
  expect(give({ vial: single, extraDoseStated: true })).toMatchObject({ refused: 'vial-empty' })
})

test('doses are given while the session is open', () => {
  expect(give({ session: 'closed' })).toMatchObject({ refused: 'session-not-open' })
})

test('a person who was registered twice still gets one first dose', () => {
  const nik = [{ kind: 'NIK' as const, value: '3215004508909902' }]
  const known = {
    patientId: 'p-1',
    fullName: 'Siti Uji',
    birthDate: '1990-08-05',
    identifiers: nik,
    doseNumber: 1,
    date: '2021-08-05',
    productId: 'covid19-biofarma',
    lotNumber: 'EX7731',
  }
  const registered = { ...visit, patient: { ...patient, identifiers: nik } }
  expect(give({ visit: registered, knownDoses: [known] })).toMatchObject({ refused: 'second-first-dose' })
  const stranger = { ...known, fullName: 'Orang Lain', birthDate: '1970-01-01' }
  expect(give({ visit: registered, knownDoses: [stranger] })).toMatchObject({ type: 'immunization.recorded' })
})
