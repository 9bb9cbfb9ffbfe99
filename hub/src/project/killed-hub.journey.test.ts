import { setTimeout as sleep } from 'node:timers/promises'
import type { FeedEntry } from '@sentra/contract'
import { openReceipt, parseVkey } from '@sentra/journal'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'

let hub: TestHub
const now = () => new Date()

beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())

test('a hub killed between accepting and projecting, again and again, counts every dose once', async () => {
  const site = new TestSite({ siteId: 'krw-01', url: hub.url, now })
  await site.enrol(await hub.enrolmentCode())
  const people = testPatients(77, 900)
  for (const person of people) site.dose(person)

  const receipts: number[] = []
  for (const [index, [from, until]] of [
    [1, 300],
    [301, 600],
    [601, 900],
  ].entries()) {
    // Once the kill comes while the batch is on its way: then nobody was promised anything.
    if (index === 1) {
      const lost = site.put(from!, until!).catch(() => undefined)
      await sleep(15)
      await hub.kill()
      await lost
      await hub.restart()
      site.url = hub.url
    }
    const { body: head } = await site.head()
    const answer = await site.put(Math.min(from!, head.size + 1), until!)
    assert.equal(answer.status, 200, JSON.stringify(answer.body).slice(0, 300))
    const receipt = openReceipt(answer.body.receipt, site.verifier, parseVkey(site.enrolled!.witnessKey))
    if ('fault' in receipt) throw new Error(receipt.fault)
    receipts.push(receipt.size)
    await sleep([0, 60, 250][index])
    await hub.kill()
    await hub.restart()
    site.url = hub.url
    assert.isAtLeast((await site.head()).body.size, receipts.at(-1)!, 'a receipt is a promise about the disk')
  }
  assert.deepEqual(receipts, [300, 600, 900])

  await eventually(async () => {
    const [row] = await hub.query<{ seq: string }>('SELECT seq::text FROM projection_cursors')
    return row?.seq === '900'
  }, 'the registry catches up')
  const [counted] = await hub.query(
    `SELECT (SELECT count(*) FROM doses)::int doses, (SELECT count(*) FROM patients)::int patients,
            (SELECT count(*) FROM minted_cards)::int minted, (SELECT count(*) FROM cards_national)::int cards,
            (SELECT count(DISTINCT status_index) FROM minted_cards)::int indices,
            (SELECT count(*) FROM cases)::int cases`,
  )
  assert.deepEqual(counted, {
    doses: 900,
    patients: 900,
    minted: 900,
    cards: 900,
    indices: 900,
    cases: 0,
  })
  const entries: FeedEntry[] = []
  for (;;) {
    const { body } = await site.feed(entries.at(-1)?.feedSeq ?? 0, 250)
    entries.push(...body.entries)
    if (!body.more) break
  }
  assert.equal(
    new Set(entries.map(({ data }) => (data as { immunizationId: string }).immunizationId)).size,
    900,
  )
  assert.deepEqual(
    entries.map(({ feedSeq }) => feedSeq),
    Array.from({ length: 900 }, (_, index) => index + 1),
  )
})

test('two sites that send at the same time each get their own receipts and cards', async () => {
  const sites = ['bdg-01', 'bdg-02'].map((siteId) => new TestSite({ siteId, url: hub.url, now }))
  const people = testPatients(78, 120)
  for (const [index, site] of sites.entries()) {
    assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
    for (const person of people.slice(index * 60, index * 60 + 60)) site.dose(person)
  }
  await Promise.all(
    sites.map(async (site) => {
      for (let from = 1; from <= 60; from += 20) assert.equal((await site.put(from, from + 19)).status, 200)
    }),
  )
  for (const site of sites) {
    await eventually(
      async () => (await site.feed()).body.entries.length === 60,
      `${site.siteId} has its cards`,
    )
  }
})
