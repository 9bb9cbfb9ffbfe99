import assert from 'node:assert/strict'
import { test } from 'vitest'
import { cosignCheckpoint, openReceipt, signCheckpoint } from './checkpoint.ts'
import { generateLogKey } from './ed25519-key.ts'
import { noteSigner, verifierOf } from './note-key.ts'
import { followWitnesses, signSuccession, vkeyOf, witnessesInForce } from './witness-succession.ts'

const witness = () => noteSigner('sentra-hub', generateLogKey(), 'witness')
const [first, second, third, thief] = [witness(), witness(), witness(), witness()]
const at = new Date('2027-01-01T00:00:00Z')
const named = { signsFrom: '2027-01-08T00:00:00.000Z', formerUntil: '2027-02-07T00:00:00.000Z' }
const known = [{ key: vkeyOf(first), until: null }]
const chain = [
  signSuccession(first, { key: vkeyOf(second), ...named }, at),
  signSuccession(second, { key: vkeyOf(third), ...named, formerUntil: '2027-09-07T00:00:00.000Z' }, at),
]
const keys = (moment: string, followed = followWitnesses(known, chain)) =>
  witnessesInForce(followed, new Date(moment)).map(({ keyId }) => keyId)

test('a site learns the next key from the one it knows, and both count until the former one’s end', () => {
  const after = followWitnesses(known, chain.slice(0, 1))
  assert.deepEqual(after, [
    { key: vkeyOf(first), until: named.formerUntil },
    { key: vkeyOf(second), until: null },
  ])
  assert.deepEqual(keys('2027-01-05T00:00:00Z', after), [first.keyId, second.keyId])
  assert.deepEqual(keys('2027-03-01T00:00:00Z', after), [second.keyId])
})

test('a site that was away for two rotations follows both; one that knows the newest is not led anywhere', () => {
  assert.deepEqual(keys('2027-03-01T00:00:00Z'), [second.keyId, third.keyId])
  assert.deepEqual(followWitnesses(followWitnesses(known, chain), chain), followWitnesses(known, chain))
  const newest = [{ key: vkeyOf(third), until: null }]
  assert.deepEqual(followWitnesses(newest, chain), newest)
})

test('nobody else names a successor: not a stranger, not a key that was relieved, not a changed note', () => {
  const stranger = signSuccession(thief, { key: vkeyOf(thief), ...named }, at)
  assert.deepEqual(followWitnesses(known, [stranger]), known)
  const relieved = followWitnesses(known, chain.slice(0, 1))
  const leaked = signSuccession(first, { key: vkeyOf(thief), ...named }, at)
  assert.deepEqual(followWitnesses(relieved, [leaked]), relieved)
  const changed = chain[0]!.replace('2027-02-07', '2037-02-07')
  assert.deepEqual(followWitnesses(known, [changed]), known)
  const log = noteSigner('sentra/krw-01/1', generateLogKey(), 'log')
  assert.deepEqual(followWitnesses(known, [signSuccession(first, { key: vkeyOf(log), ...named }, at)]), known)
})

test('a receipt of either key is one while both count, and the former one’s alone is none afterwards', () => {
  const log = noteSigner('sentra/krw-01/1', generateLogKey(), 'log')
  const checkpoint = signCheckpoint({ origin: log.name, size: 0, root: new Uint8Array(32) as never }, log)
  const followed = followWitnesses(known, chain.slice(0, 1))
  const opens = (signer: typeof first, moment: string) =>
    !(
      'fault' in
      openReceipt(
        cosignCheckpoint(checkpoint, signer, at),
        verifierOf(log),
        witnessesInForce(followed, new Date(moment)),
      )
    )
  assert.deepEqual(
    [opens(first, '2027-01-09T00:00:00Z'), opens(second, '2027-01-09T00:00:00Z')],
    [true, true],
  )
  assert.deepEqual(
    [opens(first, '2027-03-01T00:00:00Z'), opens(second, '2027-03-01T00:00:00Z')],
    [false, true],
  )
})
