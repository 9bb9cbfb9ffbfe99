import { type VerdictKind, verdictKinds } from '@sentra/contract'
import { assert, test } from 'vitest'
import { toneOf } from './verdict-tone.ts'

test('only a valid card with a fresh status looks good', () => {
  const fresh = verdictKinds.filter((kind) => tone(kind, true, false) === 'good')
  assert.deepEqual(fresh, ['valid-local', 'valid-national'])
  assert.deepEqual(
    verdictKinds.filter((kind) => tone(kind, false, false) === 'good'),
    [],
  )
})

test('old lists or an old bundle make a valid card unsure, never a red one', () => {
  assert.equal(tone('valid-local', false, false), 'unsure')
  assert.equal(tone('valid-national', true, true), 'unsure')
})

test('an exchanged card does not look like fraud, a withdrawn one does not look like an exchange', () => {
  assert.equal(tone('exchanged', true, false), 'replaced')
  assert.equal(tone('withdrawn', true, false), 'stop')
})

test('a card that is not genuine is stopped, whatever the age of the data', () => {
  assert.equal(tone('not-genuine', false, true), 'stop')
})

function tone(kind: VerdictKind, statusKnown: boolean, trustStale: boolean) {
  return toneOf({ kind, statusKnown, trustStale, reason: 'ok' })
}
