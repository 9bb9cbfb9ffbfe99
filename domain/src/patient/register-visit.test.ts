import { expect, test } from 'vitest'
import { type Product, productOn } from '../products/product.ts'
import type { Ticket } from '../tickets/ticket.ts'
import {
  type KnownDose,
  knownPatientId,
  nameKey,
  namesAgree,
  type PatientInput,
  registerVisit,
} from './index.ts'

const today = '2021-08-05'
const product = productOn('covid19-biofarma', today) as Product
const ticket: Ticket = {
  ticketId: 't-1',
  number: 'W-001',
  validOn: today,
  state: 'waiting',
  holder: { fullName: 'Siti Uji' },
}
const siti: PatientInput = {
  fullName: 'Siti Uji',
  birthDate: '1990-08-05',
  sex: 'female',
  identifiers: [{ kind: 'NIK', value: '3215 0045 0890 9902' }],
}

type Input = Parameters<typeof registerVisit>[0]
const register = (patient: Partial<PatientInput> = {}, change: Partial<Input> = {}) =>
  registerVisit({
    ticket,
    today,
    patientInput: { ...siti, ...patient },
    patientId: 'p-1',
    visitId: 'v-1',
    doseNumber: 1,
    acceptedWarnings: [],
    campaign: { doseNumbers: [1, 2] },
    product,
    knownDoses: [],
    identityChecked: 'KTP',
    ...change,
  })
const nik = (value: string): Partial<PatientInput> => ({ identifiers: [{ kind: 'NIK', value }] })

test('a person with a ticket is registered; the NIK is kept without its spaces', () => {
  expect(register()).toEqual({
    type: 'visit.registered',
    data: {
      visitId: 'v-1',
      ticketId: 't-1',
      localDate: today,
      patient: {
        ...siti,
        patientId: 'p-1',
        identifiers: [{ kind: 'NIK', value: '3215004508909902' }],
        category: 'RENTAN_UMUM',
      },
      doseNumber: 1,
      identityChecked: 'KTP',
      warnings: ['NIK_DISTRICT'],
    },
  })
})

test('an impossible NIK is refused, and the refusal points at it', () => {
  const field = 'patient.identifiers.0.value'
  expect(register(nik('321500450890990A'))).toMatchObject({ refused: 'nik-length', field })
  expect(register(nik('3215007208909902'))).toMatchObject({ refused: 'nik-date', field })
  expect(register(nik('3215004508900000'))).toMatchObject({ refused: 'nik-serial-zero', field })
})

test('a birth date in the future, not in the calendar, or of 1890 is refused', () => {
  const field = 'patient.birthDate'
  expect(register({ birthDate: '2021-08-06' })).toMatchObject({ refused: 'birth-date-future', field })
  expect(register({ birthDate: '1990-02-30' })).toMatchObject({ refused: 'birth-date-invalid', field })
  expect(register({ birthDate: '1890-01-01' })).toMatchObject({
    refused: 'birth-date-implausible',
    details: { ageYears: 131 },
  })
})

test('a NIK that disagrees with the person warns first, and never refuses once it was seen', () => {
  const differs = { birthDate: '1991-08-05', sex: 'male' as const }
  expect(register(differs)).toMatchObject({
    refused: 'warnings-not-accepted',
    details: { warnings: 'NIK_SEX_MISMATCH, NIK_DOB_MISMATCH' },
  })
  expect(register(differs, { acceptedWarnings: ['NIK_SEX_MISMATCH', 'NIK_DOB_MISMATCH'] })).toMatchObject({
    data: { warnings: ['NIK_DISTRICT', 'NIK_SEX_MISMATCH', 'NIK_DOB_MISMATCH'] },
  })
})

test('accepting a warning that is not there does not put it on the record', () => {
  expect(register({}, { acceptedWarnings: ['NIK_PROVINCE'] })).toMatchObject({
    data: { warnings: ['NIK_DISTRICT'] },
  })
})

const firstDose: KnownDose = {
  patientId: 'p-1',
  fullName: 'SITI UJI',
  birthDate: '1990-08-05',
  identifiers: [{ kind: 'NIK', value: '3215004508909902' }],
  doseNumber: 1,
  date: '2021-07-01',
  productId: 'covid19-biofarma',
  lotNumber: 'EX7731',
}
const known = (change: Partial<KnownDose> = {}) => ({ knownDoses: [{ ...firstDose, ...change }] })

test('nobody gets a second first dose, also under another spelling or a mistyped birth date', () => {
  const refusal = {
    refused: 'second-first-dose',
    details: { doseNumber: 1, date: '2021-07-01', lotNumber: 'EX7731' },
  }
  expect(register({}, known())).toMatchObject(refusal)
  expect(register({}, known({ fullName: 'S. Uji' }))).toMatchObject(refusal)
  expect(register({}, known({ birthDate: '1990-05-08' }))).toMatchObject(refusal)
  expect(register({}, known({ doseNumber: 2 }))).toMatchObject({ refused: 'second-first-dose' })
})

test('two people on one NIK lose nothing: it is a case to resolve, and the second person is served', () => {
  const other = known({ fullName: 'Orang Lain', birthDate: '1970-01-01' })
  expect(register({}, other)).toMatchObject({
    refused: 'warnings-not-accepted',
    details: { warnings: 'NIK_IDENTITY_COLLISION' },
  })
  expect(register({}, { ...other, acceptedWarnings: ['NIK_IDENTITY_COLLISION'] })).toMatchObject({
    data: { warnings: ['NIK_DISTRICT', 'NIK_IDENTITY_COLLISION'] },
  })
})

test('the same name and birth date with another NIK is shown to the registrar, not refused', () => {
  const namesake = known({ identifiers: [{ kind: 'NIK', value: '3215004508909977' }] })
  expect(register({}, namesake)).toMatchObject({ details: { warnings: 'NIK_NEAR_DUPLICATE' } })
})

test('a person on record keeps their id, however the number was typed; a namesake does not get it', () => {
  expect(knownPatientId(siti, [firstDose])).toBe('p-1')
  expect(knownPatientId({ ...siti, birthDate: '1990-05-08' }, [firstDose])).toBe('p-1')
  expect(knownPatientId({ ...siti, fullName: 'Orang Lain', birthDate: '1970-01-01' }, [firstDose])).toBeNull()
  const namesake = [{ kind: 'NIK' as const, value: '3215004508909977' }]
  expect(knownPatientId(siti, [{ ...firstDose, identifiers: namesake }])).toBeNull()
})

test('a family card number is shared by a family and makes nobody the same person', () => {
  const familyCard = [{ kind: 'KK' as const, value: '3215004508909902' }]
  const sibling = known({ fullName: 'Budi Uji', birthDate: '1992-01-01', identifiers: familyCard })
  expect(register({ identifiers: familyCard }, sibling)).toMatchObject({ type: 'visit.registered' })
})

test('the second dose waits for its interval, and says the earliest day', () => {
  const second = { doseNumber: 2, ...known({ date: '2021-07-09' }) }
  expect(register({}, second)).toMatchObject({
    refused: 'interval-too-short',
    details: { earliestDate: '2021-08-06' },
  })
  expect(register({}, { ...second, ...known({ date: '2021-07-08' }) })).toMatchObject({
    type: 'visit.registered',
  })
})

test('a first dose that is not on record, or was another product, is a warning and not a refusal', () => {
  expect(register({}, { doseNumber: 2 })).toMatchObject({ details: { warnings: 'PREVIOUS_DOSE_NOT_FOUND' } })
  expect(register({}, { doseNumber: 2, ...known({ productId: 'moderna-spikevax' }) })).toMatchObject({
    details: { warnings: 'DIFFERENT_PRODUCT' },
  })
})

test('somebody too young for the vaccine of that day is told the age', () => {
  expect(register({ birthDate: '2009-08-06', identifiers: [] })).toMatchObject({
    refused: 'age-below-minimum',
    details: { ageYears: 11, minimumYears: 12 },
  })
  expect(register({ birthDate: '2009-08-05', identifiers: [] })).toMatchObject({
    data: { patient: { category: 'REMAJA' } },
  })
})

test('a person without any number is registered under a provisional one', () => {
  expect(
    register({ identifiers: [] }, { provisionalIdentifier: 'P-krw-01-7', identityChecked: 'NONE' }),
  ).toMatchObject({
    data: { patient: { identifiers: [{ kind: 'PROVISIONAL', value: 'P-krw-01-7' }] } },
  })
})

test('a passport number has the shape of one', () => {
  const passport = (value: string) => ({ identifiers: [{ kind: 'PASSPORT' as const, value }] })
  expect(register(passport('x 1234567'))).toMatchObject({
    data: { patient: { identifiers: [{ kind: 'PASSPORT', value: 'X1234567' }] } },
  })
  expect(register(passport('?'))).toMatchObject({
    refused: 'identifier-shape',
    field: 'patient.identifiers.0.value',
  })
})

test('a ticket must be of today, here, unused, and this person’s', () => {
  const holding = (change: Partial<Ticket>) => register({}, { ticket: { ...ticket, ...change } })
  expect(holding({ validOn: '2021-08-06' })).toMatchObject({ refused: 'ticket-other-day' })
  expect(holding({ state: 'consumed' })).toMatchObject({ refused: 'ticket-used' })
  expect(holding({ state: 'issued' })).toMatchObject({ refused: 'ticket-not-checked-in' })
  expect(holding({ state: 'in-visit' })).toMatchObject({ refused: 'already-registered' })
  expect(holding({ holder: { fullName: 'Orang Lain' } })).toMatchObject({
    details: { warnings: 'HOLDER_NAME_DIFFERS' },
  })
  expect(holding({ holder: { fullName: 'Orang Lain', nikLast4: '1234' } })).toMatchObject({
    refused: 'holder-is-another-person',
  })
  expect(holding({ holder: { fullName: 'Siti', nikLast4: '9902' } })).toMatchObject({
    type: 'visit.registered',
  })
})

test('a dose that the campaign does not give is refused', () => {
  expect(register({}, { doseNumber: 3 })).toMatchObject({
    refused: 'dose-not-in-campaign',
    field: 'doseNumber',
  })
})

test('names are compared without accents, punctuation and capitals', () => {
  expect(nameKey(' Siti  Nur’aini,')).toBe('SITI NURAINI')
  expect(namesAgree('Siti', 'Siti Nuraini')).toBe(true)
  expect(namesAgree('Siti Nuraini', 'Nuraini, SITI')).toBe(true)
  expect(namesAgree('Siti Nuraini', 'Siti Aminah')).toBe(false)
})
