import assert from 'node:assert/strict'
import { deflateSync, inflateSync } from 'node:zlib'
import { afterEach, beforeEach, test } from 'vitest'
import { generateLogKey } from '../checkpoint/ed25519-key.ts'
import {
  giveDoses,
  type TemporaryJournal,
  temporaryJournal,
  testLogKey,
} from '../testing/temporary-journal.ts'
import { testWitness, testWitnessVerifier } from '../testing/test-hub.ts'
import { packJournal } from './pack-journal.ts'
import { decodeReplyBundle, encodeReplyBundle } from './reply-bundle.ts'
import { newSealIdentity, openSealed, seal, sealIdentityOf, unseal } from './seal.ts'
import { decodeSiteBundle, encodeSiteBundle } from './site-bundle.ts'

let temporary: TemporaryJournal
beforeEach(async () => {
  temporary = temporaryJournal()
  await giveDoses(temporary.journal, 1, 2_300)
})
afterEach(() => temporary.dispose())

const tally = {
  site: 'krw-01',
  at: '2021-08-05T01:15:00.000Z',
  localDate: '2021-08-05',
  dosesGivenToday: 1,
  dosesGivenTotal: 1,
  dosesWasted: 0,
  dosesOnHand: 0,
  backlog: 0,
  headSize: 2_300,
}
const pack = () => packJournal(temporary.journal, { tally, replyTo: 'age1x', madeAt: tally.at })

test('days of events lie in a bundle in batches, each with its checkpoint, and come out as they went in', () => {
  const bundle = pack()
  assert.deepEqual(
    bundle.batches.map(({ from, lines }) => [from, lines.length]),
    [
      [1, 1000],
      [1001, 1000],
      [2001, 300],
    ],
  )
  const read = decodeSiteBundle(encodeSiteBundle(bundle, testLogKey))
  assert.ok(!('fault' in read))
  assert.deepEqual(read.bundle, bundle)
  assert.ok(read.isSignedBy(temporary.journal.verifier.publicKey))
  assert.equal(read.isSignedBy(generateLogKey()), false)
})

test('one changed letter spoils the signature; a cut file is no bundle', () => {
  const bytes = encodeSiteBundle(pack(), testLogKey)
  const text = inflateSync(bytes).toString('utf8')
  const changed = decodeSiteBundle(deflateSync(Buffer.from(text.replace('EX7731', 'EX7732'))))
  assert.ok(!('fault' in changed) && !changed.isSignedBy(temporary.journal.verifier.publicKey))
  assert.deepEqual(decodeSiteBundle(bytes.subarray(0, 5_000)), { fault: 'damaged-bundle' })
  assert.deepEqual(decodeSiteBundle(Buffer.from('x')), { fault: 'damaged-bundle' })
  const later = deflateSync(Buffer.from(text.replace('sentra-bundle/v1', 'sentra-bundle/v9')))
  assert.deepEqual(decodeSiteBundle(later), { fault: 'another-format' })
})

test('a stick that is lost tells nothing, and opens only for whom it was sealed to', async () => {
  const hub = await sealIdentityOf(new Uint8Array(32).fill(7))
  const sealed = await seal(encodeSiteBundle(pack(), testLogKey), hub.recipient)
  assert.ok(Buffer.from(sealed).subarray(0, 21).toString().startsWith('age-encryption.org/v1'))
  assert.equal(Buffer.from(sealed).includes('EX7731'), false)
  assert.ok(await unseal(sealed, hub.identity))
  assert.equal(await unseal(sealed, (await newSealIdentity()).identity), undefined)
  sealed[sealed.length - 20]! ^= 1
  assert.equal(await unseal(sealed, hub.identity), undefined)
})

test('who wrote a stick can open it too; for anybody else it is for others, and one changed byte is damage', async () => {
  const [hub, site, stranger] = await Promise.all([newSealIdentity(), newSealIdentity(), newSealIdentity()])
  const sealed = await seal(encodeSiteBundle(pack(), testLogKey), hub.recipient, site.recipient)
  for (const { identity } of [hub, site])
    assert.ok((await openSealed(sealed, identity)) instanceof Uint8Array)
  assert.deepEqual(await openSealed(sealed, stranger.identity), { fault: 'not-for-this-key' })
  sealed[sealed.length - 20]! ^= 1
  assert.deepEqual(await openSealed(sealed, site.identity), { fault: 'damaged-bundle' })
})

test('a reply is believed with the hub’s signature alone', () => {
  const head = { epoch: 1, size: 0, root: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' }
  const reply = { site: 'krw-01', epoch: 1, madeAt: tally.at, head, answers: [], feed: null }
  const bytes = encodeReplyBundle(reply, [testWitness], new Date(tally.at))
  assert.deepEqual(decodeReplyBundle(bytes, testWitnessVerifier), reply)
  const { note, content } = JSON.parse(inflateSync(bytes).toString('utf8')) as Record<string, string>
  const forged = deflateSync(JSON.stringify({ note, content: content!.replace('krw-01', 'krw-02') }))
  assert.deepEqual(decodeReplyBundle(forged, testWitnessVerifier), { fault: 'bad-signature' })
})
