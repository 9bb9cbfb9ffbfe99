import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'vitest'
import { BundleHubLink } from '../bundle/bundle-hub-link.ts'
import { privateKeyFromSeed } from '../checkpoint/ed25519-key.ts'
import { noteSigner } from '../checkpoint/note-key.ts'
import { httpLinkTo, replicatorGetsTo, replicatorUnderTest } from '../testing/replicator-under-test.ts'
import {
  doses,
  giveDose,
  giveDoses,
  type TemporaryJournal,
  temporaryJournal,
  testLogKey,
} from '../testing/temporary-journal.ts'
import { TestHub, testBundleIdentity, testWitnessVerifier } from '../testing/test-hub.ts'
import type { HubLink } from './hub-link.ts'
import type { Replicator } from './replicator.ts'
import type { ReplicatorOptions } from './replicator-options.ts'

/** What must hold whatever carries the events: a network, or a person with a USB stick. */
const clock = { now: () => new Date() }
const links: Record<string, (hub: TestHub) => Promise<HubLink>> = {
  http: async (hub) => httpLinkTo(hub),
  bundle: async (hub) =>
    new BundleHubLink({
      site: 'krw-01',
      epoch: 1,
      logKey: testLogKey,
      hubRecipient: (await testBundleIdentity).recipient,
      witness: testWitnessVerifier,
      clock,
      carry: hub.carry,
    }),
}

describe.each(Object.entries(links))('over %s', (_, makeLink) => {
  let temporary: TemporaryJournal
  let hub: TestHub
  let replicator: Replicator
  let applied: number[]
  beforeEach(async () => {
    temporary = temporaryJournal()
    hub = new TestHub()
    applied = []
    await hub.open()
    await renew()
  })
  afterEach(async () => {
    await replicator.stop()
    await hub.close()
    temporary.dispose()
  })

  async function renew(options: Partial<ReplicatorOptions> = {}): Promise<void> {
    replicator = replicatorUnderTest(temporary.journal, await makeLink(hub), {
      applyFeed: ({ feedSeq }) => void applied.push(feedSeq),
      batchEvents: 100,
      ...options,
    })
  }

  const until = (condition: () => boolean, what: string) =>
    replicatorGetsTo(() => replicator, condition, what)
  const drained = () => replicator.status().receiptSize === temporary.journal.size

  test('a backlog arrives once, in order, with the tally first, and is receipted', async () => {
    await giveDoses(temporary.journal, 1, 450)
    replicator.start()
    await until(drained, 'all is receipted')
    assert.equal(hub.records.length, 450)
    assert.deepEqual(
      hub.seen.slice(0, 2).map(({ path }) => path.split('/').at(-1)!.split('?')[0]),
      ['head', 'tally'],
    )
    // Five batches; one that overtook the one before it on the way is sent again, once.
    const { length } = hub.sent('/events')
    assert.ok(length >= 5 && length <= 9, `${length}`)
  })

  test('answers that are lost on the way make nothing twice', async () => {
    await giveDoses(temporary.journal, 1, 450)
    let number = 0
    hub.mishap = ({ path }) => (path.includes('/events') && number++ % 2 === 0 ? 'lose-answer' : undefined)
    replicator.start()
    await until(drained, 'all is receipted')
    assert.equal(hub.records.length, 450)
    assert.equal(new Set(hub.records.map(({ event }) => event?.eventId)).size, 450)
  })

  test('one refused record holds up nothing, and its reason comes back', async () => {
    hub.validate = ({ data }) => ((data as { number: number }).number === 7 ? 'no-such-lot' : null)
    await giveDoses(temporary.journal, 1, 20)
    replicator.start()
    await until(drained, 'all is receipted')
    assert.deepEqual(temporary.journal.replication.setAsideRecords(10), [
      { seq: 7, outcome: 'refused', reason: 'no-such-lot' },
    ])
  })

  test('the feed is applied once each, in order, whatever is lost', async () => {
    hub.feed = Array.from({ length: 30 }, (_unused, index) => ({
      feedSeq: index + 1,
      type: 'case.opened',
      at: '2021-08-05T01:15:00.000Z',
      data: {},
    }))
    let number = 0
    hub.mishap = ({ path }) => (path.includes('/feed') && number++ === 0 ? 'lose-answer' : undefined)
    replicator.start()
    await until(() => applied.length >= 30, 'the feed is read')
    assert.deepEqual(
      applied,
      Array.from({ length: 30 }, (_unused, index) => index + 1),
    )
  })

  test('a history that the hub does not know is stopped before anything is sent', async () => {
    await giveDoses(temporary.journal, 1, 50)
    replicator.start()
    await until(drained, 'all is receipted')
    await replicator.stop()
    const other = temporaryJournal()
    temporary.dispose()
    temporary = other
    await giveDoses(temporary.journal, 101, 60)
    await renew()
    const before = hub.sent('/events').length
    replicator.start()
    await until(() => replicator.status().phase === 'quarantined', 'the site is stopped')
    assert.equal(hub.sent('/events').length, before)
    // And the desks go on.
    assert.equal((await temporary.journal.submit(giveDose(900))).kind, 'recorded')
    assert.equal(doses(temporary.journal), 61)
  })

  test('a hub restored from a backup gets the rest again', async () => {
    await giveDoses(temporary.journal, 1, 50)
    replicator.start()
    await until(drained, 'all is receipted')
    const restore = hub.backup()
    await giveDoses(temporary.journal, 51, 50)
    await until(drained, 'all is receipted')
    await replicator.stop()
    restore()
    await renew()
    replicator.start()
    await until(() => hub.records.length === 100, 'the hub has everything')
  })

  test('a receipt of somebody else is no receipt', async () => {
    hub.witness = noteSigner('hub.test', privateKeyFromSeed(new Uint8Array(32).fill(9)), 'witness')
    await giveDoses(temporary.journal, 1, 5)
    replicator.start()
    await until(() => replicator.status().phase === 'waiting', 'it is refused')
    assert.equal(replicator.status().receiptSize, 0)
  })
})
