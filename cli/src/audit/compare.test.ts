import assert from 'node:assert/strict'
import {
  cosignCheckpoint,
  decodeSiteBundle,
  encodeSiteBundle,
  generateLogKey,
  type Journal,
  leafHash,
  noteSigner,
  packJournal,
  type SiteBundle,
  signCheckpoint,
  siteSigner,
  siteVerifier,
  verifierOf,
} from '@sentra/journal'
import { afterAll, beforeAll, test } from 'vitest'
import { giveDoses, temporaryJournal, testLogKey } from '../../../journal/src/testing/temporary-journal.ts'
import { testWitness } from '../../../journal/src/testing/test-hub.ts'
import { compareBundle, compareReply, type Reference } from './compare-bundle.ts'
import { type AuditedLog, compareWithHub, type HubCopy, rootOf } from './compare-with-hub.ts'
import type { OutgoingBundle } from './open-bundle.ts'

/** Who is believed, about a log of twelve events, when two do not agree. */
const temporary = temporaryJournal()
const witnesses = [verifierOf(testWitness)]
const seen = new Date('2021-08-05T01:15:00.000Z')
let journal: Journal
let log: AuditedLog
beforeAll(async () => {
  journal = temporary.journal
  await giveDoses(journal, 1, 12)
  const leaves = journal.lines(1, 12).map((line) => line.leafHash)
  log = { site: 'krw-01', epoch: 1, verifier: journal.verifier, leaves, receipt: null }
})
afterAll(() => temporary.dispose())

const receiptAt = (size: number, by = testWitness) => cosignCheckpoint(journal.checkpoint(size), by, seen)
const hubAt = (size: number): HubCopy => ({
  epoch: 1,
  size,
  root: journal.rootAt(size),
  receipt: size === 0 ? null : receiptAt(size),
  leaves: log.leaves.slice(0, size),
})

test('a hub that is behind agrees, and a new one too; behind its own receipt it does not', () => {
  assert.deepEqual(compareWithHub(log, hubAt(12), witnesses), { same: 12, onlyHere: 0 })
  assert.deepEqual(compareWithHub(log, hubAt(5), witnesses), { same: 5, onlyHere: 7 })
  assert.deepEqual(compareWithHub(log, hubAt(0), witnesses), { same: 0, onlyHere: 12 })
  const receipted = { ...log, receipt: receiptAt(8) }
  assert.deepEqual(compareWithHub(receipted, hubAt(8), witnesses), { same: 8, onlyHere: 4 })
  assert.deepEqual(compareWithHub(receipted, hubAt(7), witnesses), { finding: 'hub-went-back', seq: 8 })
})

test('a hub is not believed that cannot show what it signed, signed nothing, or signed with a key that nobody knows', () => {
  const wrong = { finding: 'hub-contradicts-itself', seq: null }
  assert.deepEqual(compareWithHub(log, { ...hubAt(9), receipt: null }, witnesses), wrong)
  assert.deepEqual(compareWithHub(log, { ...hubAt(9), receipt: receiptAt(8) }, witnesses), wrong)
  assert.deepEqual(compareWithHub(log, { ...hubAt(9), leaves: log.leaves.slice(0, 4) }, witnesses), {
    ...wrong,
    seq: 5,
  })
  const stranger = noteSigner('hub.test', generateLogKey(), 'witness')
  const foreign = { ...hubAt(9), receipt: receiptAt(9, stranger) }
  assert.equal(findingOf(compareWithHub(log, foreign, witnesses)), 'another-hub-key')
})

test('a difference behind the last receipt is the log’s, one below it is the hub’s', () => {
  const leaves = log.leaves.map((leaf, index) => (index === 8 ? leafHash('another event') : leaf))
  const signer = siteSigner('krw-01', 1, testLogKey)
  const note = signCheckpoint({ origin: signer.name, size: 12, root: rootOf(leaves) }, signer)
  const hub = {
    ...hubAt(12),
    leaves,
    root: rootOf(leaves),
    receipt: cosignCheckpoint(note, testWitness, seen),
  }
  const withReceipt = (size: number) => compareWithHub({ ...log, receipt: receiptAt(size) }, hub, witnesses)
  assert.deepEqual(withReceipt(8), { finding: 'log-changed', seq: 9 })
  assert.deepEqual(withReceipt(9), { finding: 'hub-signed-two-histories', seq: 9 })
  assert.equal(findingOf(compareWithHub({ ...log, epoch: 2 }, hub, witnesses)), 'another-epoch')
})

test('a bundle is believed with the signature of its log, and with checkpoints of exactly its events', () => {
  const against = (bundle: SiteBundle, more: Partial<Reference> = {}, key = testLogKey) =>
    compareBundle(decoded(bundle, key), { ...log, is: 'log', ...more })
  const good = packed()
  assert.deepEqual(against(good), { same: 12, onlyHere: 0 })
  const behind = { is: 'hub', leaves: log.leaves.slice(0, 5) } as const
  assert.deepEqual(against(good, behind), { same: 5, onlyHere: 7 })
  assert.equal(findingOf(against(good, {}, generateLogKey())), 'bundle-signature')
  assert.equal(findingOf(against(good, { epoch: 2 })), 'another-epoch')
  assert.equal(findingOf(against(good, { site: 'krw-02' })), 'bundle-of-another-site')
  const [batch] = good.batches
  const withCheckpoint = (checkpoint: string) => against({ ...good, batches: [{ ...batch!, checkpoint }] })
  assert.equal(findingOf(withCheckpoint(journal.checkpoint(11))), 'bundle-checkpoint')
  const foreign = siteVerifier('krw-01', 1, generateLogKey())
  assert.equal(findingOf(against(good, { verifier: foreign })), 'bundle-signature')
})

test('a reply agrees with the log up to its receipt, whoever carried it', () => {
  const head = { epoch: 1, size: 9, root: Buffer.from(journal.rootAt(9)).toString('base64') }
  const reply = { site: 'krw-01', epoch: 1, madeAt: seen.toISOString(), head, feed: null }
  const answers = [{ head, outcomes: [], receipt: receiptAt(9) }]
  const against = (leaves = log.leaves, receipt = receiptAt(9)) =>
    compareReply(
      { ...reply, answers: [{ ...answers[0]!, receipt }] },
      { ...log, leaves, is: 'log' },
      witnesses,
    )
  assert.deepEqual(against(), { same: 9, onlyHere: 3 })
  assert.deepEqual(against(log.leaves.slice(0, 6)), { finding: 'log-cut', seq: 7 })
  assert.equal(findingOf(against(log.leaves.with(2, leafHash('another event')))), 'log-changed')
  assert.equal(findingOf(against(log.leaves, journal.checkpoint(9))), 'bundle-checkpoint')
})

const findingOf = (result: object) => ('finding' in result ? result.finding : null)

function packed(): SiteBundle {
  const tally = {
    site: 'krw-01',
    at: seen.toISOString(),
    localDate: '2021-08-05',
    dosesGivenToday: 1,
    dosesGivenTotal: 1,
    dosesWasted: 0,
    dosesOnHand: 0,
    backlog: 0,
    headSize: 12,
  }
  return packJournal(journal, { tally, replyTo: 'age1x', madeAt: tally.at })
}

function decoded(bundle: SiteBundle, logKey: typeof testLogKey): OutgoingBundle {
  const read = decodeSiteBundle(encodeSiteBundle(bundle, logKey))
  assert.ok(!('fault' in read))
  return read
}
