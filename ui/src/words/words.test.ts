import { expect, test } from 'vitest'
import en from './en.json' with { type: 'json' }
import id from './id.json' with { type: 'json' }

type Tree = { [key: string]: string | Tree }

const flatten = (tree: Tree, path = ''): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value]] : Object.entries(flatten(value, `${path}${key}.`)),
    ),
  )

const indonesian = flatten(id)
const english = flatten(en)

test('everything that is said in one language is said in the other', () => {
  expect(Object.keys(english).toSorted()).toEqual(Object.keys(indonesian).toSorted())
})

test('both languages fill in the same facts', () => {
  const facts = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).toSorted()
  for (const [key, text] of Object.entries(indonesian))
    expect([key, facts(english[key] ?? '')]).toEqual([key, facts(text)])
})

test('nothing is left empty', () => {
  for (const text of [...Object.values(indonesian), ...Object.values(english)])
    expect(text.trim().length).toBeGreaterThan(0)
})
