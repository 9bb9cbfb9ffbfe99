import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { assert, test } from 'vitest'
import { fromSchemaError, invalidInput } from './invalid-input.ts'

const form = Compile(
  Type.Object(
    {
      siteName: Type.String({ minLength: 3, maxLength: 5 }),
      validHours: Type.Integer({ minimum: 1, maximum: 9 }),
      role: Type.Union([Type.Literal('administrator'), Type.Literal('auditor')]),
    },
    { additionalProperties: false },
  ),
)
const good = { siteName: 'Uji', validHours: 2, role: 'auditor' }
const said = (value: unknown) => {
  const [first] = form.Errors(value)
  const { body } = fromSchemaError(first)
  return [body.field, body.message.id, body.message.en]
}

test.each([
  [
    { ...good, siteName: undefined },
    'siteName',
    'Isian “nama sentra” belum diisi.',
    'The field “name of the site” is missing.',
  ],
  [
    { ...good, siteName: 'ab' },
    'siteName',
    'Isian “nama sentra” terlalu pendek.',
    '“name of the site” is too short.',
  ],
  [{ ...good, siteName: 'abcdef' }, 'siteName', 'terlalu panjang', 'is too long'],
  [{ ...good, validHours: 'two' }, 'validHours', 'jenis data yang lain', 'another kind of data'],
  [{ ...good, validHours: 99 }, 'validHours', 'terlalu besar', 'is too large'],
  [
    { ...good, role: 'king' },
    'role',
    'Isian “peran” bukan salah satu pilihan',
    '“role” is none of the choices',
  ],
  [{ ...good, hat: 'red' }, 'hat', 'Isian “hat” tidak dikenal', '“hat” is not known'],
  ['x', 'body', 'Isian “isi kiriman”', 'The field “what was sent”'],
])('%j is refused by the name of its field, in two whole languages', (value, field, id, en) => {
  const [name, indonesian, english] = said(JSON.parse(JSON.stringify(value)))
  assert.equal(name, field)
  assert.include(indonesian!, id)
  assert.include(english!, en)
  assert.notMatch(indonesian!, /\b(is|must|required|schema|the|field)\b/i)
  assert.notMatch(english!, /required|schema|minLength|anyOf/)
})

test('what only programs send keeps its name', () => {
  assert.deepEqual(invalidInput('sentra-checkpoint', 'missing').body.message, {
    id: 'Isian “sentra-checkpoint” belum diisi. Perbaiki lalu kirim lagi.',
    en: 'The field “sentra-checkpoint” is missing. Correct it and send it again.',
  })
})
