import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../refusal.ts'
import { isOneSlipApart, maskNik, type Nik, parseNik } from './index.ts'

const visit = { localDate: '2021-08-05', minAgeYears: 18 }

/** NIK, sex, birth date, warnings. No person has district 00 or a serial of 99xx. */
const good: [string, string, string, string[]][] = [
  ['3215000508909901', 'male', '1990-08-05', ['NIK_DISTRICT']],
  ['3215004508909902', 'female', '1990-08-05', ['NIK_DISTRICT']],
  ['3215007112859903', 'female', '1985-12-31', ['NIK_DISTRICT']],
  ['3215012902969904', 'male', '1996-02-29', []],
  ['9915010508909910', 'male', '1990-08-05', ['NIK_PROVINCE', 'NIK_REGENCY', 'NIK_DISTRICT']],
  ['3215 0045-0890.9902', 'female', '1990-08-05', ['NIK_DISTRICT']],
]

test.each(good)('%s is well formed', (text, sex, birthDate, warnings) => {
  expect(parseNik(text, visit)).toMatchObject({ nik: text.replace(/\D/g, ''), sex, birthDate, warnings })
})

test.each([
  ['3215012902979905', 'nik-date', '1997 had no 29 February'],
  ['3215017208909906', 'nik-date', '72 less 40 is no day'],
  ['3215013208909907', 'nik-date', 'no month has 32 days'],
  ['3215010513909908', 'nik-date', 'there is no month 13'],
  ['3215010508900000', 'nik-serial-zero', ''],
  ['321501050890990', 'nik-length', 'fifteen digits'],
  ['32150A0508909909', 'nik-length', 'a letter'],
  ['1111111111111111', 'nik-all-same', ''],
  ['1234567890123456', 'nik-all-same', ''],
  ['٣٢١٥٠٠٠٥٠٨٩٠٩٩٠١', 'nik-length', 'digits of another script'],
])('%s is refused as %s %s', (text, refused) => {
  expect(parseNik(text, visit)).toMatchObject({ refused, field: 'nik' })
})

test('a date that differs from what the person says is a warning, never a refusal', () => {
  const nik = parseNik('3215000508909901', { ...visit, birthDate: '1991-08-05', sex: 'female' })
  expect(nik).toMatchObject({ warnings: ['NIK_DISTRICT', 'NIK_SEX_MISMATCH', 'NIK_DOB_MISMATCH'] })
})

test('the century is the declared one, else the one that fits the programme', () => {
  const parse = (birthDate?: string) => parseNik('3215000508109901', { ...visit, birthDate }) as Nik
  expect(parse('2010-08-05')).toMatchObject({ birthDate: '2010-08-05', inferredCentury: false })
  expect(parse('1910-08-05')).toMatchObject({ birthDate: '1910-08-05', inferredCentury: false })
  expect(parse()).toMatchObject({ birthDate: '1910-08-05', inferredCentury: true })
  expect(parseNik('3215000508109901', { localDate: '2021-12-20', minAgeYears: 6 })).toMatchObject({
    birthDate: '2010-08-05',
    inferredCentury: true,
  })
})

test('a masked NIK keeps six digits and two', () => {
  expect(maskNik('3215000508909901')).toBe('321500********01')
})

test('one slip of the finger is noticed, two are not', () => {
  expect(isOneSlipApart('3215000508909901', '3215000508909902')).toBe(true)
  expect(isOneSlipApart('3215000508909901', '3215000508909910')).toBe(true)
  expect(isOneSlipApart('3215000508909901', '321500508909901')).toBe(true)
  expect(isOneSlipApart('3215000508909901', '3215000508909901')).toBe(false)
  expect(isOneSlipApart('3215000508909901', '3215000508908802')).toBe(false)
})

test('any well-formed number of a real day is read back as that day and sex', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1925, 0, 1) / 864e5, max: Date.UTC(2003, 7, 4) / 864e5 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 9999 }),
      (dayNumber, woman, serial) => {
        const birthDate = new Date(dayNumber * 864e5).toISOString().slice(0, 10)
        const day = Number(birthDate.slice(8)) + (woman ? 40 : 0)
        const nik = `321500${String(day).padStart(2, '0')}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}${String(serial).padStart(4, '0')}`
        const read = parseNik(nik, { ...visit, birthDate, sex: woman ? 'female' : 'male' })
        expect(isRefusal(read)).toBe(false)
        expect(read).toMatchObject({ birthDate, sex: woman ? 'female' : 'male', warnings: ['NIK_DISTRICT'] })
      },
    ),
  )
})

test('no text whatever breaks the reader', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseNik(text, visit)))
})
