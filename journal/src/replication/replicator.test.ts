import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'vitest'
import { openReceipt } from '../checkpoint/checkpoint.ts'
import { generateLogKey } from '../checkpoint/ed25519-key.ts'
import { noteSigner } from '../checkpoint/note-key.ts'
import { httpLinkTo, replicatorGetsTo, replicatorUnderTest } from '../testing/replicator-under-test.ts'
import {
  doses,
  giveDose,
  giveDoses,
  type TemporaryJournal,
  temporaryJournal,
} from '../testing/temporary-journal.ts'
import { TestHub, testWitnessVerifier } from '../testing/test-hub.ts'
import type { HttpHubLinkOptions } from './http-hub-link.ts'
import type { LinkObservation } from './outage-detector.ts'
import type { Replicator } from './replicator.ts'
import type { ReplicatorOptions } from './replicator-options.ts'

let temporary: TemporaryJournal
let hub: TestHub
let replicator: Replicator
let observed: LinkObservation[]

beforeEach(async () => {
  temporary = temporaryJournal()
  hub = new TestHub()
  observed = []
  await hub.open()
  replicator = newReplicator()
})
afterEach(async () => {
  await replicator.stop()
  await hub.close()
  temporary.dispose()
})

function newReplicator(
  options: Partial<ReplicatorOptions> = {},
  link: Partial<HttpHubLinkOptions> = {},
): Replicator {
  return replicatorUnderTest(temporary.journal, httpLinkTo(hub, link), {
    onObservation: (observation) => observed.push(observation),
    ...options,
  })
}

const until = (condition: () => boolean, what: string) => replicatorGetsTo(() => replicator, condition, what)
const receipted = (size: number) =>
  until(() => replicator.status().receiptSize === size, `${size} are receipted`)
const eventIdsAtHub = () => hub.records.map(({ event }) => event!.eventId)

test('everything written reaches the hub once, and its receipt is verified and kept', async () => {
  await giveDoses(temporary.journal, 1, 3_500)
  replicator.start()
  await receipted(3_500)
  assert.equal(new Set(eventIdsAtHub()).size, 3_500)
  assert.equal(hub.records.length, 3_500)
  assert.deepEqual(
    hub.sent('/events').map(({ lines }) => lines),
    [1_000, 1_000, 1_500],
    'a quick line gets larger batches',
  )
  assert.match(hub.seen[0]!.path, /head$/)
  assert.match(hub.seen[1]!.path, /tally$/, 'the figures go before the records')

  await replicator.stop()
  const { receipt, cosignedAt } = temporary.reopen().replication.state()
  const opened = openReceipt(receipt!, temporary.journal.verifier, testWitnessVerifier)
  assert.ok('size' in opened)
  assert.equal(opened.size, 3_500)
  assert.equal(opened.cosignedAt.toISOString(), cosignedAt)
  assert.ok(temporary.journal.verifyAll().sound)
  assert.equal(temporary.journal.replication.coveredAt(1_200) !== null, true)
  assert.equal(temporary.journal.replication.coveredAt(3_501), null)
})

test('a dose given while the line is up goes out at once, without waiting for the poll', async () => {
  replicator = newReplicator({ pollEveryMs: 60_000 })
  replicator.start()
  await until(() => replicator.status().phase === 'idle', 'there is nothing to do')
  await temporary.journal.submit(giveDose(1))
  await receipted(1)
  assert.deepEqual(replicator.status().waiting, 0)
})

test('an answer lost after the commit is asked for, not sent again', async () => {
  await giveDoses(temporary.journal, 1, 10)
  let lost = 0
  hub.mishap = ({ path, lines }) =>
    path.includes('/events') && lines > 0 && lost++ === 0 ? 'lose-answer' : undefined
  replicator.start()
  await receipted(10)
  assert.equal(hub.records.length, 10)
  assert.equal(
    hub.sent('/events').reduce((sum, { lines }) => sum + lines, 0),
    10,
    'no event crossed the line twice',
  )
  assert.equal(hub.sent('/head').length, 2)
})

test('a hub that never kept its receipt is asked with an empty batch', async () => {
  await giveDoses(temporary.journal, 1, 10)
  let lost = 0
  hub.mishap = ({ path, lines }) => {
    if (!path.includes('/events') || lines === 0 || lost++ > 0) return undefined
    setImmediate(() => {
      hub.receipt = null
    })
    return 'lose-answer'
  }
  replicator.start()
  await receipted(10)
  assert.deepEqual(
    hub.sent('/events').map(({ lines }) => lines),
    [10, 0],
  )
})

test('Retry-After is kept, and the wait has one layer: nothing is asked in between', async () => {
  await giveDoses(temporary.journal, 1, 3)
  let refusedAt = 0
  hub.mishap = ({ path, at }, response) => {
    if (!path.includes('/events') || refusedAt > 0) return undefined
    refusedAt = at
    response!.writeHead(503, { 'retry-after': '1' }).end(JSON.stringify({ error: 'hub-busy' }))
    return 'handled'
  }
  replicator.start()
  await until(() => replicator.status().phase === 'waiting', 'it waits')
  await temporary.journal.submit(giveDose(4))
  assert.equal(replicator.status().lastError, 'overloaded: hub-busy')
  await receipted(4)
  const next = hub.seen.find(({ at }) => at > refusedAt)!
  assert.ok(next.at - refusedAt >= 1_000, `asked again after ${next.at - refusedAt} ms`)
  assert.ok(observed.some(({ outcome }) => outcome === 'overloaded'))
})

test('a hub that is gone for a while gets everything when it is back, in order', async () => {
  await hub.close()
  await giveDoses(temporary.journal, 1, 5)
  replicator.start()
  await until(
    () => observed.filter(({ outcome }) => outcome === 'refused').length >= 3,
    'it failed three times',
  )
  await giveDoses(temporary.journal, 6, 5)
  assert.deepEqual([replicator.status().waiting, replicator.status().phase], [10, 'waiting'])
  await hub.open()
  await receipted(10)
  assert.deepEqual(
    hub.records.map(({ seq }) => seq),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  )
  assert.equal(replicator.status().lastError, undefined)
})

test('a hub that takes calls and never answers is given up after the deadline', async () => {
  let held = 0
  hub.mishap = () => (held++ < 2 ? 'handled' : undefined)
  replicator = newReplicator({}, { timeoutMs: 100 })
  await giveDoses(temporary.journal, 1, 3)
  replicator.start()
  await receipted(3)
  assert.equal(observed.filter(({ outcome }) => outcome === 'black-hole').length, 2)
})

test("a captive portal, a redirect and a stranger's 404 are no answer of the hub", async () => {
  const strange: [number, Record<string, string>, string][] = [
    [200, { 'content-type': 'text/html' }, '<html>Welcome to the hotel</html>'],
    [200, {}, '{"welcome":true}'],
    [302, { location: 'http://127.0.0.1:1/login' }, ''],
    [404, {}, 'nothing here'],
  ]
  let next = 0
  hub.mishap = (_, response) => {
    const answer = strange[next++]
    if (answer === undefined) return undefined
    response!.writeHead(answer[0], answer[1]).end(answer[2])
    return 'handled'
  }
  await giveDoses(temporary.journal, 1, 3)
  replicator.start()
  await receipted(3)
  assert.equal(observed.filter(({ outcome }) => outcome === 'captive-portal').length, strange.length)
})

test('a laptop that believes it is 1970 is told the time and goes on', async () => {
  replicator = newReplicator({}, { clock: { now: () => new Date(5_000) } })
  await giveDoses(temporary.journal, 1, 3)
  replicator.start()
  await receipted(3)
  assert.equal(hub.sent('/head').length, 2, 'one call was made twice, the others knew')
  assert.ok(observed.every(({ outcome }) => outcome === 'ok'))
})

test('the hub’s answers say how far its clock is ahead, for a minute', async () => {
  const link = httpLinkTo(hub, { clock: { now: () => new Date(5_000) } })
  assert.equal(link.hubAheadMs(), null)
  await link.head()
  assert.ok(Math.abs(link.hubAheadMs()! - (Date.now() - 5_000)) < 3_000, `${link.hubAheadMs()}`)
})

test('a record the hub refuses is shown with its reason, and the ones behind it go on', async () => {
  hub.validate = (event) => ((event.data as { number: number }).number === 2 ? 'data.lot does not fit' : null)
  await giveDoses(temporary.journal, 1, 4)
  replicator.start()
  await receipted(4)
  assert.deepEqual(temporary.journal.replication.setAsideRecords(10), [
    { seq: 2, outcome: 'refused', reason: 'data.lot does not fit' },
  ])
})

test('a receipt that is not signed by our hub is not a receipt', async () => {
  hub.witness = noteSigner('hub.test', generateLogKey(), 'witness')
  await giveDoses(temporary.journal, 1, 3)
  replicator.start()
  await until(() => replicator.status().lastError?.includes('bad-receipt') === true, 'the receipt is refused')
  assert.equal(temporary.journal.replication.state().receipt, null)
  assert.equal(replicator.status().waiting, 3)
})

test('a hub restored from an older backup gets the missing events again', async () => {
  await giveDoses(temporary.journal, 1, 6)
  const restore = hub.backup()
  replicator.start()
  await receipted(6)
  await hub.close()
  restore()
  await until(() => replicator.status().phase === 'waiting', 'it noticed')
  await hub.open()
  await until(() => hub.records.length === 6, 'the hub has everything again')
  await until(() => replicator.status().waiting === 0, 'nothing waits')
  assert.equal(new Set(eventIdsAtHub()).size, 6)
})

test('a site restored from an older copy is stopped at the first contact, and sends nothing', async () => {
  await giveDoses(temporary.journal, 1, 6)
  replicator.start()
  await receipted(6)
  await replicator.stop()
  const sentBefore = hub.sent('/events').length

  const older = temporaryJournal()
  await giveDoses(older.journal, 1, 4)
  await older.journal.submit(giveDose(50))
  await older.journal.submit(giveDose(51))
  await older.journal.submit(giveDose(52))
  replicator = newReplicator({ journal: older.journal })
  replicator.start()
  await until(() => replicator.status().phase === 'quarantined', 'the fork is seen')
  assert.match(replicator.status().lastError!, /^fork$/)
  assert.equal(hub.sent('/events').length, sentBefore)
  await replicator.stop()
  older.dispose()
})

test('what the hub tells is applied once, in one commit with the cursor, through every restart', async () => {
  const entry = (feedSeq: number) => ({
    feedSeq,
    type: 'national-card.issued',
    at: '2021-08-05T02:00:00.000Z',
    data: { dose: feedSeq },
  })
  hub.feed = [1, 2, 3].map(entry)
  const applied: number[] = []
  const applyFeed: ReplicatorOptions['applyFeed'] = ({ feedSeq }, { record }) => {
    if (feedSeq === 2) {
      record(giveDose(900, 'UNDONE'))
      throw new Error('this build cannot show it')
    }
    applied.push(feedSeq)
    record(giveDose(1_000 + feedSeq))
  }
  replicator = newReplicator({ applyFeed })
  replicator.start()
  await until(() => temporary.journal.replication.state().feedCursor === 3, 'the feed is read')
  await replicator.stop()
  temporary.reopen()
  hub.feed.push(entry(7))
  replicator = newReplicator({ applyFeed })
  replicator.start()
  await until(() => temporary.journal.replication.state().feedCursor === 7, 'the rest is read')
  assert.deepEqual(applied, [1, 3, 7])
  assert.equal(doses(temporary.journal), 3, 'what the failed entry wrote is undone')
  const aside = temporary.journal.database
    .prepare('SELECT feed_seq, reason FROM journal_feed_set_aside')
    .all()
  assert.deepEqual(aside, [{ feed_seq: 2, reason: 'Error: this build cannot show it' }])
  await receipted(3)
})

test('a batch the hub finds too large is sent in halves', async () => {
  hub.mishap = ({ path, lines }, response) => {
    if (!path.includes('/events') || lines <= 30) return undefined
    response!.writeHead(413).end(JSON.stringify({ error: 'batch-too-large' }))
    return 'handled'
  }
  await giveDoses(temporary.journal, 1, 100)
  replicator = newReplicator({ batchEvents: 100 })
  replicator.start()
  await receipted(100)
  assert.equal(hub.records.length, 100)
})

test('a full hub is not asked what became of a batch it did not take', async () => {
  let refused = 0
  hub.mishap = ({ path, lines }, response) => {
    if (!path.includes('/events') || lines === 0 || refused++ > 0) return undefined
    response!.writeHead(429, { 'retry-after': '0' }).end(JSON.stringify({ error: 'hub-busy' }))
    return 'handled'
  }
  await giveDoses(temporary.journal, 1, 10)
  replicator.start()
  await receipted(10)
  assert.equal(hub.sent('/head').length, 1)
  assert.equal(hub.sent('/tally').length, 1)
})
