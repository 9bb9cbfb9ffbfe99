import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'vitest'
import {
  giveDoses,
  type TemporaryJournal,
  temporaryJournal,
  testLogKey,
} from '../testing/temporary-journal.ts'
import { TestHub, testWitnessVerifier } from '../testing/test-hub.ts'
import { HttpHubLink } from './http-hub-link.ts'
import { Replicator } from './replicator.ts'

/** A hub that was put back to an older backup counts its feed on from an older number. */
let temporary: TemporaryJournal
let hub: TestHub
let replicator: Replicator
let heard: string[]

beforeEach(async () => {
  temporary = temporaryJournal()
  hub = new TestHub()
  await hub.open()
  heard = []
  const clock = { now: () => new Date() }
  replicator = new Replicator({
    journal: temporary.journal,
    link: new HttpHubLink({ hubUrl: hub.url, site: 'krw-01', logKey: testLogKey, clock, timeoutMs: 2_000 }),
    witness: testWitnessVerifier,
    clock,
    chance: () => 0.5,
    tally: () => ({
      site: 'krw-01',
      at: clock.now().toISOString(),
      localDate: '2021-08-05',
      dosesGivenToday: 0,
      dosesGivenTotal: 0,
      dosesWasted: 0,
      dosesOnHand: 0,
      backlog: 0,
      headSize: temporary.journal.size,
    }),
    applyFeed: ({ data }) => {
      heard.push((data as { card: string }).card)
    },
    retry: { baseMs: 20, capMs: 100 },
    pollEveryMs: 30,
  })
})
afterEach(async () => {
  await replicator.stop()
  await hub.close()
  temporary.dispose()
})

const feedOf = (...cards: string[]) =>
  cards.map((card, index) => ({
    feedSeq: index + 1,
    type: 'national-card.issued',
    at: '2021-08-05T01:00:00.000Z',
    data: { card },
  }))

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!condition()) {
    if (performance.now() > deadline) assert.fail(`waited in vain until ${what}: ${heard.join()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('a card that a restored hub numbers anew is not passed over', async () => {
  await giveDoses(temporary.journal, 1, 3)
  hub.feed = feedOf('one', 'two', 'three')
  replicator.start()
  await until(() => heard.length === 3, 'three cards came')
  hub.feed = feedOf('one')
  await until(() => heard.length > 3, 'the feed is read from the start')
  hub.feed = feedOf('one', 'four')
  await until(() => heard.includes('four'), 'the new second card came')
  assert.equal(temporary.journal.replication.state().feedCursor, 2)
})

test('nor when the feed has grown past the old place before the site asks again', async () => {
  const restore = hub.backup()
  await giveDoses(temporary.journal, 1, 3)
  hub.feed = feedOf('one', 'two')
  replicator.start()
  await until(() => heard.length === 2 && replicator.status().receiptSize === 3, 'all is there')
  await hub.close()
  await until(() => replicator.status().phase === 'waiting', 'the hub is missed')
  restore()
  hub.feed = feedOf('three', 'four', 'five')
  await hub.open()
  await until(() => ['three', 'four', 'five'].every((card) => heard.includes(card)), 'every card came')
})
