import assert from 'node:assert/strict'
import { test } from 'vitest'
import { readArguments } from './arguments.ts'

test('revisions are taken as they are written, with a folder for the record or none', () => {
  assert.deepEqual(readArguments(['HEAD~3', 'v0.1.0']), { revisions: ['HEAD~3', 'v0.1.0'], record: null })
  assert.equal(readArguments(['HEAD', '--record', 'fixtures/former-wire']).record, 'fixtures/former-wire')
})

test('what is no revision is said before anything is installed', () => {
  assert.throws(() => readArguments([]), /at least one/)
  assert.throws(() => readArguments(['HEAD; rm']), /"HEAD; rm" is no revision/)
  assert.throws(() => readArguments(['..']), /is no revision/)
})
