import { emptyFrontier, formatVkey, frontierRoot, openReceipt, parseVkey } from '@sentra/journal'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { HttpRefusal } from '../http/refusal.ts'
import { startTestDatabase } from '../testing/test-database.ts'
import { TestSite } from '../testing/test-site.ts'
import { type Acceptor, openAcceptor } from './acceptor.ts'
import { findSite } from './authenticate-site.ts'

/** Two hubs in one process, on one database: each believes what it has committed last, and asks before it signs. */
let store: Awaited<ReturnType<typeof startTestDatabase>>
let first: Acceptor
let second: Acceptor
const now = () => new Date()

beforeAll(async () => {
  store = await startTestDatabase(now())
  first = openAcceptor(store.database, store.identity, { now })
  second = openAcceptor(store.database, store.identity, { now })
})
afterAll(() => store?.stop())

async function newSite(siteId: string): Promise<TestSite> {
  const site = new TestSite({ siteId, url: 'unused:', now })
  await store.database.query(
    `INSERT INTO sites (site_id, site_name, region, time_zone, epoch, log_key, state, enrolled_at)
     VALUES ($1, $1, 'krw', 'Asia/Jakarta', 1, $2, 'active', $3)`,
    [siteId, formatVkey(site.verifier), now()],
  )
  await store.database.query(
    `INSERT INTO journal_heads (site_id, epoch, size, frontier, root, updated_at) VALUES ($1, 1, 0, '', $2, $3)`,
    [siteId, frontierRoot(emptyFrontier), now()],
  )
  return site
}

/** Sends the lines from `from` on; a receipt is checked as the site would. Answers with the size it vouches for. */
async function send(hub: Acceptor, site: TestSite, from: number, until = site.lines.length): Promise<number> {
  const lines = site.lines.slice(from - 1, until)
  const known = await findSite(store.database, site.siteId)
  const batch = { epoch: 1, from, lines, checkpoint: site.checkpoint(until), body: Buffer.concat(lines) }
  const { receipt, outcomes } = await hub.accept(known!, batch, 'live')
  assert.equal(outcomes.length, lines.length)
  const opened = openReceipt(receipt, site.verifier, parseVkey(store.identity.witnessKey))
  if ('fault' in opened) throw new Error(opened.fault)
  return opened.size
}

const refusalOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => 'taken',
    (error) => (error instanceof HttpRefusal ? error.body.error : Promise.reject(error)),
  )

async function stored(site: TestSite): Promise<{ seqs: number[]; size: number; receipt: string | null }> {
  const rows = await store.database.query<{ seq: number; leaf: Buffer }>(
    'SELECT seq, leaf_hash AS leaf FROM journal_events WHERE site_id = $1 ORDER BY seq',
    [site.siteId],
  )
  const [head] = await store.database.query<{ size: number; receipt: string | null }>(
    'SELECT size, receipt FROM journal_heads WHERE site_id = $1',
    [site.siteId],
  )
  return { seqs: rows.map(({ seq }) => seq), ...head! }
}

const fact = (site: TestSite) => site.append('staff.retired', { staffId: 'V-01' })

test('a log that goes on at one hub, then at the other, is stored once and in order', async () => {
  const site = await newSite('krw-01')
  for (let size = 1; size <= 12; size += 1) {
    fact(site)
    // Now and then the other hub takes two in a row, so that what this one remembers is out of date.
    const hub = size % 5 < 3 ? first : second
    assert.equal(await send(hub, site, size), size)
  }
  const { seqs, size, receipt } = await stored(site)
  assert.deepEqual(seqs, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  assert.equal(size, 12)
  const opened = openReceipt(receipt!, site.verifier, parseVkey(store.identity.witnessKey))
  assert.deepInclude(opened, { size: 12 })
})

test('in one commit, a site whose head has moved elsewhere does not hold up its neighbour, and neither is stored twice', async () => {
  const moved = await newSite('krw-02')
  const neighbour = await newSite('krw-03')
  for (const site of [moved, neighbour]) {
    fact(site)
    await send(first, site, 1)
    fact(site)
  }
  await send(second, moved, 2)
  fact(moved)
  // The first hub still believes that this log ends at 1, and is sent a copy of what the second one has.
  const sizes = await Promise.all([send(first, moved, 2, 2), send(first, neighbour, 2)])
  assert.deepEqual(sizes, [2, 2])
  assert.equal(await send(first, moved, 3), 3)
  assert.deepEqual((await stored(moved)).seqs, [1, 2, 3])
  assert.deepEqual((await stored(neighbour)).seqs, [1, 2])
})

test('a fork is noticed by the hub that remembers the history before it, and gets no receipt', async () => {
  const site = await newSite('krw-04')
  fact(site)
  await send(first, site, 1)
  const clone = new TestSite({ siteId: site.siteId, url: site.url, logKey: site.logKey, now })
  clone.appendBytes(site.lines[0]!)
  fact(site)
  fact(clone)
  await send(second, site, 2)
  const before = await stored(site)
  assert.equal(await refusalOf(send(first, clone, 2)), 'fork')
  assert.deepEqual(await stored(site), before)
  fact(site)
  assert.equal(await refusalOf(send(first, site, 3)), 'site-quarantined')
  assert.equal(await refusalOf(send(second, site, 3)), 'site-quarantined')
  assert.deepEqual(await stored(site), before)
})

test('a fact that was told under an earlier number is a duplicate, also on the short way', async () => {
  const site = await newSite('krw-05')
  const { eventId } = fact(site)
  await send(first, site, 1)
  for (let count = 0; count < 2; count += 1) {
    site.append('staff.retired', { staffId: 'V-01' }, { eventId })
    await send(first, site, site.lines.length)
  }
  const rows = await store.database.query(
    `SELECT outcome FROM journal_events WHERE site_id = 'krw-05' ORDER BY seq`,
  )
  assert.deepEqual(
    rows,
    ['accepted', 'duplicate', 'duplicate'].map((outcome) => ({ outcome })),
  )
})

test('a record that no hub can read is set aside, and the log goes on', async () => {
  const site = await newSite('krw-06')
  fact(site)
  await send(first, site, 1)
  site.appendBytes(Buffer.from('{"no":"event"}'))
  fact(site)
  assert.equal(await send(first, site, 2), 3)
  fact(site)
  assert.equal(await send(first, site, 4), 4)
  const [found] = await store.database.query(
    `SELECT (SELECT count(*) FROM cases WHERE kind = 'refused-record') AS cases,
            (SELECT count(*) FROM journal_events WHERE site_id = 'krw-06' AND outcome = 'refused') AS refused`,
  )
  assert.deepEqual(found, { cases: 1, refused: 1 })
})

test.each([
  ['quarantined', "UPDATE sites SET state = 'quarantined' WHERE site_id = $1", 'site-quarantined'],
  ['enrolled again', 'UPDATE sites SET epoch = 2 WHERE site_id = $1', 'wrong-epoch'],
])(
  'a site that was %s elsewhere is not believed by what this hub remembers',
  async (what, change, refused) => {
    const site = await newSite(what === 'quarantined' ? 'krw-08' : 'krw-09')
    fact(site)
    assert.equal(await send(first, site, 1), 1)
    await store.database.query(change, [site.siteId])
    const before = await stored(site)
    fact(site)
    // The sender was looked up a moment before the change.
    const known = { ...(await findSite(store.database, site.siteId))!, state: 'active' as const, epoch: 1 }
    const lines = site.lines.slice(1)
    const batch = { epoch: 1, from: 2, lines, checkpoint: site.checkpoint(2), body: Buffer.concat(lines) }
    assert.equal(await refusalOf(first.accept(known, batch, 'live')), refused)
    assert.deepEqual(await stored(site), before)
  },
)
