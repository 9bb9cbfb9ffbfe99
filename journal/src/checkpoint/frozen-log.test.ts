import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'vitest'
import { encodeEventLine, parseEventLine } from '../event/event-line.ts'
import { appendLeaves, emptyFrontier, frontierRoot } from '../merkle/frontier.ts'
import { leafHash } from '../merkle/hash.ts'
import { cosignCheckpoint, openReceipt, signCheckpoint, siteSigner } from './checkpoint.ts'
import { privateKeyFromSeed } from './ed25519-key.ts'
import { noteSigner, parseVkey } from './note-key.ts'

/**
 * `fixtures/log` holds a log of three events with its checkpoint and the hub's receipt, as `docs/protocol/log.md`
 * describes them. What was written once must be read, and written the same, by every later version.
 */
const read = (name: string) => readFileSync(new URL(`../../../fixtures/log/${name}`, import.meta.url), 'utf8')
const lines = read('events.ndjson').trimEnd().split('\n')
const leaves = lines.map((line) => leafHash(line))
const root = Uint8Array.from(frontierRoot(appendLeaves(emptyFrontier, leaves)))

test('the leaves and the root are those of the frozen log', () => {
  assert.deepEqual(
    leaves.map((leaf) => Buffer.from(leaf).toString('hex')),
    read('leaves.txt').trimEnd().split('\n'),
  )
  assert.equal(read('checkpoint').split('\n')[2], Buffer.from(root).toString('base64'))
})

test('an event is written in the frozen bytes, also one of a type that this version does not know', () => {
  for (const line of lines) {
    const event = parseEventLine(line)
    assert.ok(!('fault' in event))
    assert.equal(encodeEventLine(event).line, line)
  }
})

test('both signatures are made byte for byte, and hold', () => {
  const logKey = privateKeyFromSeed(Buffer.alloc(32, 7))
  const hub = noteSigner('hub.sentra.example', privateKeyFromSeed(Buffer.alloc(32, 9)), 'witness')
  const seen = new Date('2021-08-05T03:04:05.000Z')
  const checkpoint = { origin: 'sentra/krw-01/1', size: lines.length, root }
  const note = signCheckpoint(checkpoint, siteSigner('krw-01', 1, logKey))
  assert.equal(note, read('checkpoint'))
  assert.equal(cosignCheckpoint(note, hub, seen), read('receipt'))
  const [site, witness] = [parseVkey(read('log.vkey').trim()), parseVkey(read('hub.vkey').trim())]
  assert.deepEqual(openReceipt(read('receipt'), site, witness), { ...checkpoint, cosignedAt: seen })
})

test('the page that describes it shows the same', () => {
  const page = readFileSync(new URL('../../../docs/protocol/log.md', import.meta.url), 'utf8')
  for (const shown of [
    read('receipt'),
    read('log.vkey'),
    read('hub.vkey'),
    `${lines[0]}\n`,
    read('leaves.txt'),
  ])
    assert.ok(page.includes(shown), shown)
})
