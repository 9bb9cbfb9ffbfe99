import { fieldInWords, type Text } from '@sentra/contract'
import { HttpRefusal } from './refusal.ts'

/**
 * One field cannot be taken: which, what is wrong with it, and what to do. The field is named as the screen names it; one
 * that only programs send keeps its name.
 */
export function invalidInput(field: string, problem: keyof typeof problems): HttpRefusal {
  const label = fieldInWords(field, labels)
  const named = typeof label === 'string' ? { id: label, en: label } : label
  const { id, en } = problems[problem]
  return new HttpRefusal(
    400,
    'invalid-input',
    {
      id: `Isian “${named.id}” ${id}. Perbaiki lalu kirim lagi.`,
      en: `The field “${named.en}” ${en}. Correct it and send it again.`,
    },
    { field },
  )
}

/** What TypeBox found first, as a field and a problem. */
export function fromSchemaError(
  found: { keyword: string; instancePath: string; params?: object } | undefined,
): HttpRefusal {
  const { requiredProperties, additionalProperties } = (found?.params ?? {}) as Record<
    string,
    string[] | undefined
  >
  const parts = [
    ...(found?.instancePath.split('/').slice(1) ?? []),
    (requiredProperties ?? additionalProperties)?.[0],
  ]
  const field = parts.filter((part) => part !== undefined && part !== '').join('.')
  const problem =
    found && Object.hasOwn(byKeyword, found.keyword) ? byKeyword[found.keyword]! : 'not-understood'
  return invalidInput(field || 'body', problem)
}

const problems = {
  missing: { id: 'belum diisi', en: 'is missing' },
  'wrong-kind': { id: 'berisi jenis data yang lain', en: 'holds another kind of data' },
  'too-short': { id: 'terlalu pendek', en: 'is too short' },
  'too-long': { id: 'terlalu panjang', en: 'is too long' },
  'too-small': { id: 'terlalu kecil', en: 'is too small' },
  'too-large': { id: 'terlalu besar', en: 'is too large' },
  'wrong-form': { id: 'bentuknya tidak benar', en: 'has the wrong form' },
  'not-a-choice': { id: 'bukan salah satu pilihan', en: 'is none of the choices' },
  'not-known': { id: 'tidak dikenal di sini', en: 'is not known here' },
  'not-json': { id: 'bukan JSON', en: 'is no JSON' },
  'not-a-whole-number': { id: 'harus bilangan bulat', en: 'must be a whole number' },
  'not-from-one': { id: 'harus bilangan bulat mulai 1', en: 'must be a whole number from 1' },
  'of-another-site': { id: 'milik sentra lain', en: 'belongs to another site' },
  'not-understood': { id: 'tidak dapat dipahami', en: 'cannot be understood' },
} as const satisfies Record<string, Text>

const byKeyword: Readonly<Record<string, keyof typeof problems>> = {
  required: 'missing',
  type: 'wrong-kind',
  minLength: 'too-short',
  minItems: 'too-short',
  maxLength: 'too-long',
  maxItems: 'too-long',
  minimum: 'too-small',
  exclusiveMinimum: 'too-small',
  maximum: 'too-large',
  exclusiveMaximum: 'too-large',
  pattern: 'wrong-form',
  format: 'wrong-form',
  const: 'not-a-choice',
  enum: 'not-a-choice',
  anyOf: 'not-a-choice',
  boolean: 'not-known',
  additionalProperties: 'not-known',
}

/** Fields by the words beside them on the console and on the page for people. */
const labels: Readonly<Record<string, Text>> = {
  body: { id: 'isi kiriman', en: 'what was sent' },
  code: { id: 'kode pendaftaran', en: 'enrolment code' },
  days: { id: 'jumlah hari', en: 'number of days' },
  kind: { id: 'jenis', en: 'kind' },
  localCardText: { id: 'teks kartu lokal', en: 'text of the local card' },
  name: { id: 'nama', en: 'name' },
  nationalCardText: { id: 'teks kartu nasional', en: 'text of the national card' },
  password: { id: 'kata sandi', en: 'password' },
  reason: { id: 'alasan', en: 'reason' },
  role: { id: 'peran', en: 'role' },
  siteId: { id: 'kode sentra', en: 'site code' },
  siteName: { id: 'nama sentra', en: 'name of the site' },
  state: { id: 'keadaan', en: 'state' },
  timeZone: { id: 'zona waktu', en: 'time zone' },
  validHours: { id: 'berlaku berapa jam', en: 'hours it is valid' },
  words: { id: 'kata pencarian', en: 'search words' },
}
