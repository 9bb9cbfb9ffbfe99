import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, test } from 'vitest'
import { caseWords } from './case-words.ts'

test('what happened is said in both languages, with what it was about', () => {
  assert.deepEqual(caseWords('Local card KRW-01-0007 is suspended. No dose is recorded for it.'), {
    id: 'Kartu lokal KRW-01-0007 ditangguhkan. Tidak ada dosis yang tercatat untuknya.',
    en: 'Local card KRW-01-0007 is suspended. No dose is recorded for it.',
  })
  assert.equal(
    caseWords('Record 12 was refused: bad-shape. It is kept as it came; append a correction at the site.').id,
    'Catatan 12 ditolak: bad-shape. Disimpan seperti adanya; catat pembetulannya di sentra.',
  )
})

test('a sentence nobody has translated is shown rather than hidden', () => {
  const said = 'Something of a later build.'
  assert.deepEqual(caseWords(said), { id: said, en: said })
})

/** A new sentence in the code without its Indonesian one fails here. */
test('every sentence that the hub writes for a case has its Indonesian one', () => {
  const sentences = sentencesIn(join(import.meta.dirname, '../..'))
  assert.isAbove(sentences.length, 14)
  assert.deepEqual(
    sentences.filter((said) => caseWords(said).id === said),
    [],
  )
})

/** The literals that are given as a summary where cases are opened, with an `x` for what is filled in. */
function sentencesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && !name.includes('testing'))
    .map((name) => filledIn(readFileSync(join(folder, name), 'utf8')))
    .filter((code) => /openCase\(|openSiteCase\(|conflict\(/.test(code))
    .flatMap((code) => [
      ...code.matchAll(
        /(?:summary:|summary =|notWaiting =|conflict\([^`')]*,|live &&)\s*[`']([^`'\n]{20,})[`']/g,
      ),
    ])
    .map(([, said]) => said!)
}

/** From the inside out: `${here ? `at ${place}` : 'nowhere'}` is one place. */
function filledIn(code: string): string {
  const next = code.replace(/\$\{[^{}]*\}/g, 'x')
  return next === code ? code : filledIn(next)
}
