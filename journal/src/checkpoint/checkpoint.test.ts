import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { leafHash } from '../merkle/hash.ts'
import {
  cosignCheckpoint,
  formatCheckpoint,
  openCheckpoint,
  openReceipt,
  parseCheckpoint,
  signCheckpoint,
  siteSigner,
  siteVerifier,
} from './checkpoint.ts'
import { generateLogKey, privateKeyFromSeed } from './ed25519-key.ts'
import {
  formatSkey,
  formatVkey,
  InvalidNoteKeyError,
  noteSigner,
  parseSkey,
  parseVkey,
  verifierOf,
} from './note-key.ts'
import { addSignature, openNote, signNote } from './signed-note.ts'

const logKey = privateKeyFromSeed(Buffer.alloc(32, 7))
const signer = siteSigner('krw-01', 1, logKey)
const verifier = siteVerifier('krw-01', 1, logKey)
const hub = noteSigner('hub.sentra.example', privateKeyFromSeed(Buffer.alloc(32, 9)), 'witness')
const checkpoint = { origin: 'sentra/krw-01/1', size: 1240, root: Uint8Array.from(leafHash('root')) }
const note = signCheckpoint(checkpoint, signer)

test('the note of the Go checksum database package opens with its published key', () => {
  // Example of golang.org/x/mod/sumdb/note, also printed in the C2SP signed-note specification.
  const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
  const text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  const known = parseVkey(vkey)
  const signed = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`
  const opened = openNote(signed, [known])
  assert.ok('text' in opened)
  assert.equal(opened.text, text)
  assert.equal(formatVkey(known), vkey)
})

test('keys keep their meaning through their text forms, and a mistyped one is refused', () => {
  for (const each of [signer, hub]) {
    assert.equal(formatSkey(parseSkey(formatSkey(each))), formatSkey(each))
    assert.equal(formatVkey(parseVkey(formatVkey(verifierOf(each)))), formatVkey(verifierOf(each)))
  }
  const vkey = formatVkey(verifier)
  for (const wrong of ['', vkey.slice(1), vkey.slice(0, -2), vkey.replace('krw-01', 'krw-02'), `${vkey} `]) {
    assert.throws(() => parseVkey(wrong), InvalidNoteKeyError)
  }
})

test('a checkpoint is three lines and comes back as it was', () => {
  const text = formatCheckpoint(checkpoint)
  assert.equal(text.split('\n').length, 4)
  assert.deepEqual(parseCheckpoint(text), checkpoint)
  assert.deepEqual(openCheckpoint(note, verifier), checkpoint)
  assert.deepEqual(parseCheckpoint(`${text}an extension line\n`), checkpoint)
})

test('a checkpoint written in a second way is refused: one tree head has one text', () => {
  const root = Buffer.from(checkpoint.root).toString('base64')
  const texts = [
    `sentra/krw-01/1\n01240\n${root}\n`,
    `sentra/krw-01/1\n+1240\n${root}\n`,
    `sentra/krw-01/1\n1240.0\n${root}\n`,
    `sentra/krw-01/1\n1240\n${root.slice(0, -1)}\n`,
    `sentra/krw-01/1\n1240\n${root}`,
    `\n1240\n${root}\n`,
    `sentra/krw-01/1\n1240\n${root}\n\n`,
    `sentra/krw-01/1\n99999999999999999999\n${root}\n`,
    'sentra/krw-01/1\n1240\n',
  ]
  for (const text of texts) assert.equal(parseCheckpoint(text), undefined, JSON.stringify(text))
  const odd = signNote(texts[0]!, signer)
  assert.deepEqual(openCheckpoint(odd, verifier), { fault: 'malformed-checkpoint' })
})

test('a checkpoint with any one byte changed is refused by name', () => {
  const bytes = Buffer.from(note, 'utf8')
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const corrupted = Buffer.from(bytes)
      corrupted[at]! ^= change
      const opened = openCheckpoint(corrupted.toString('utf8'), verifier)
      assert.ok('fault' in opened, `byte ${at} ^ ${change}`)
      assert.ok(['malformed-note', 'invalid-signature', 'no-known-signature'].includes(opened.fault))
    }),
    { numRuns: 3_000 },
  )
  assert.deepEqual(openCheckpoint('', verifier), { fault: 'malformed-note' })
})

test("a checkpoint of another site, another epoch or another key is not this site's", () => {
  assert.deepEqual(openCheckpoint(note, siteVerifier('krw-02', 1, logKey)), { fault: 'no-known-signature' })
  assert.deepEqual(openCheckpoint(note, siteVerifier('krw-01', 2, logKey)), { fault: 'no-known-signature' })
  assert.deepEqual(openCheckpoint(note, siteVerifier('krw-01', 1, generateLogKey())), {
    fault: 'no-known-signature',
  })
  const borrowed = signNote(formatCheckpoint({ ...checkpoint, origin: 'sentra/krw-02/1' }), signer)
  assert.deepEqual(openCheckpoint(borrowed, verifier), { fault: 'wrong-origin' })
})

test("a receipt is the site's checkpoint with the hub's cosignature and its time", () => {
  const seen = new Date('2021-08-05T03:04:05.000Z')
  const receipt = cosignCheckpoint(note, hub, seen)
  assert.deepEqual(openReceipt(receipt, verifier, verifierOf(hub)), { ...checkpoint, cosignedAt: seen })

  assert.deepEqual(openReceipt(note, verifier, verifierOf(hub)), { fault: 'no-known-signature' })
  const stranger = noteSigner('hub.sentra.example', generateLogKey(), 'witness')
  assert.deepEqual(openReceipt(cosignCheckpoint(note, stranger, seen), verifier, verifierOf(hub)), {
    fault: 'no-known-signature',
  })
  assert.throws(() => cosignCheckpoint(note, signer, seen), TypeError)
})

test('a receipt whose time was changed is refused: the hub signed the moment too', () => {
  const receipt = cosignCheckpoint(note, hub, new Date('2021-08-05T03:04:05.000Z'))
  const lines = receipt.split('\n')
  const cosignature = lines.at(-2)!.split(' ')
  const payload = Buffer.from(cosignature[2]!, 'base64')
  payload[11]! ^= 1
  const changed = [...lines.slice(0, -2), `— ${cosignature[1]} ${payload.toString('base64')}`, ''].join('\n')
  assert.deepEqual(openReceipt(changed, verifier, verifierOf(hub)), { fault: 'invalid-signature' })
})

test('signatures of strangers are carried along and change nothing', () => {
  const stranger = noteSigner('another-witness', generateLogKey(), 'witness')
  const carried = addSignature(note, stranger, 1_628_132_645)
  assert.deepEqual(openCheckpoint(carried, verifier), checkpoint)
  let crowded = note
  for (let count = 0; count < 20; count++) crowded = addSignatureUnchecked(crowded, count)
  assert.deepEqual(openCheckpoint(crowded, verifier), { fault: 'malformed-note' })
})

function addSignatureUnchecked(text: string, count: number): string {
  return `${text}— witness-${count} ${Buffer.alloc(76, count).toString('base64')}\n`
}
