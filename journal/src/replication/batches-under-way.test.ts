import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'vitest'
import { httpLinkTo, replicatorGetsTo, replicatorUnderTest } from '../testing/replicator-under-test.ts'
import { giveDose, giveDoses, type TemporaryJournal, temporaryJournal } from '../testing/temporary-journal.ts'
import { TestHub } from '../testing/test-hub.ts'
import { type Batch, type HubLink, HubLinkError } from './hub-link.ts'
import type { LinkObservation } from './outage-detector.ts'
import type { Replicator } from './replicator.ts'
import type { ReplicatorOptions } from './replicator-options.ts'

/** What goes when: two batches at once, the live ones first, a backlog in its turn. */
let temporary: TemporaryJournal
let hub: TestHub
let replicator: Replicator
let observed: LinkObservation[]

beforeEach(async () => {
  temporary = temporaryJournal()
  hub = new TestHub()
  observed = []
  await hub.open()
})
afterEach(async () => {
  await replicator.stop()
  await hub.close()
  temporary.dispose()
})

const newReplicator = ({ link, ...options }: Partial<ReplicatorOptions> & { link: HubLink }) =>
  replicatorUnderTest(temporary.journal, link, {
    onObservation: (observation) => observed.push(observation),
    ...options,
  })
const until = (condition: () => boolean, what: string) => replicatorGetsTo(() => replicator, condition, what)
const receipted = (size: number) =>
  until(() => replicator.status().receiptSize === size, `${size} are receipted`)

/** The real hub over HTTP, seen from the site: what is sent, in which order, how many at once. */
function watched(change: Partial<HubLink> = {}) {
  const link = httpLinkTo(hub)
  const seen = { lanes: [] as string[], from: [] as number[], atOnce: 0, underWay: 0 }
  const sendEvents = async (batch: Batch) => {
    if (batch.lines.length > 0) {
      seen.lanes.push(batch.lane ?? 'none')
      seen.from.push(batch.from)
    }
    seen.underWay += 1
    seen.atOnce = Math.max(seen.atOnce, seen.underWay)
    try {
      return await (change.sendEvents ?? ((each: Batch) => link.sendEvents(each)))(batch)
    } finally {
      seen.underWay -= 1
    }
  }
  const whole: HubLink = {
    head: () => link.head(),
    feed: (after, limit) => link.feed(after, limit),
    sendTally: change.sendTally ?? ((tally) => link.sendTally(tally)),
    sendEvents,
  }
  return { link: whole, plain: link, seen }
}

test('while the hub commits one batch the next is on its way, and what a clinic makes in minutes goes as live', async () => {
  const { link, seen } = watched()
  await giveDoses(temporary.journal, 1, 1_100)
  replicator = newReplicator({ link, batchEvents: 200 })
  replicator.start()
  await receipted(1_100)
  assert.equal(seen.atOnce, 2)
  assert.deepEqual(seen.from, [1, 201, 401, 601, 801, 1_001])
  assert.deepEqual(seen.lanes.slice(0, 4), ['backlog', 'backlog', 'backlog', 'backlog'])
  assert.equal(seen.lanes.at(-1), 'live')
  assert.equal(hub.records.length, 1_100)
})

test('a batch that overtakes the one before it is sent again at once, and nothing counts twice', async () => {
  let held: (() => void) | null = null
  let overtaken = 0
  const { link, plain, seen } = watched({
    sendEvents: async (batch) => {
      // The second batch goes ahead of the first; the hub says that something is missing.
      if (batch.from === 201 && overtaken === 0) {
        await new Promise<void>((resolve) => {
          held = resolve
        })
      }
      const answer = await plain.sendEvents(batch)
      if ('error' in answer && answer.error === 'gap') {
        overtaken += 1
        held?.()
      }
      return answer
    },
  })
  await giveDoses(temporary.journal, 1, 1_100)
  replicator = newReplicator({ link, batchEvents: 200 })
  replicator.start()
  await receipted(1_100)
  assert.equal(overtaken, 1)
  assert.deepEqual(seen.from, [1, 201, 401, 401, 601, 801, 1_001])
  assert.equal(hub.records.length, 1_100)
  assert.ok(
    observed.every(({ outcome }) => outcome === 'ok'),
    'it is no failure',
  )
})

test('a backlog that a full hub refused asks for its turn again before it knocks, also when two were under way', async () => {
  const told: string[] = []
  const { link, plain } = watched({
    sendTally: async (tally) => {
      told.push('tally')
      return plain.sendTally(tally)
    },
    sendEvents: async (batch) => {
      const first = !told.includes('refused')
      told.push(first ? 'refused' : 'batch')
      // The second one, behind it, is taken in and finds a gap.
      if (first) throw new HubLinkError('overloaded', { retryAfterMs: 20 })
      return plain.sendEvents(batch)
    },
  })
  await giveDoses(temporary.journal, 1, 1_100)
  replicator = newReplicator({ link, batchEvents: 200 })
  replicator.start()
  await receipted(1_100)
  assert.deepEqual(told.slice(0, 5), ['tally', 'refused', 'batch', 'tally', 'batch'])
  assert.equal(hub.records.length, 1_100)
})

test('a backlog waits for the turn the hub gave it; what is live does not', async () => {
  let turnMs = 400
  const { link, seen } = watched({ sendTally: async () => ({ backlogAfterMs: turnMs }) })
  await giveDoses(temporary.journal, 1, 600)
  replicator = newReplicator({ link, liveEvents: 250, chance: () => 0 })
  const began = performance.now()
  replicator.start()
  await until(() => replicator.status().phase === 'waiting', 'it waits for its turn')
  assert.deepEqual(seen.from, [])
  assert.equal(replicator.status().lastError, undefined, 'waiting for a turn is no error')
  await receipted(600)
  assert.ok(performance.now() - began >= 400)
  turnMs = 60_000
  await temporary.journal.submit(giveDose(601))
  await receipted(601)
  assert.ok(performance.now() - began < turnMs, 'it did not wait for its turn')
})
