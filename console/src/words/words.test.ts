import { assert, test } from 'vitest'
import en from './en.json' with { type: 'json' }
import id from './id.json' with { type: 'json' }

test('each sentence of the console exists in both languages, with the same blanks', () => {
  assert.deepEqual(blanks(en), blanks(id))
})

function blanks(words: object, path = ''): [string, string[]][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, (value.match(/\{\{\w+\}\}/g) ?? []).sort()] as [string, string[]]]
      : blanks(value, `${path}${key}.`),
  )
}
