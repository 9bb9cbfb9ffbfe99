import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openReceipt, parseVkey } from '@sentra/journal'
import { makeTempDir } from '@sentra/testkit'
import { afterEach, assert, test } from 'vitest'
import { type Database, openDatabase } from '../store/database.ts'
import { enrolledSites, sendUntilTaken, startHubOn } from '../testing/hub-on-database.ts'
import { killPostgres, type Standby, startStandby } from '../testing/standby.ts'
import { startTestDatabase } from '../testing/test-database.ts'
import { eventually } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import type { TestSite } from '../testing/test-site.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test('a primary is lost under load: its synchronous standby has every event that was receipted', async () => {
  const { primary, standby, dataDir, hub, promoted } = await replicated()
  await synchronous(primary.database)
  const sites = await enrolledSites(primary.database, hub.url, ['krw-01', 'krw-02', 'bks-01', 'bks-02'])
  const people = testPatients(41, 4 * 400)
  const receipted = new Map<TestSite, number>()
  let lost = false
  const load = sites.map(async (site, index) => {
    for (let batch = 0; batch < 400; batch += 4) {
      const from = site.lines.length + 1
      for (let dose = 0; dose < 4; dose += 1) site.dose(people[index * 400 + batch + dose]!)
      const answer = await site.put(from).catch(() => undefined)
      if (answer?.status !== 200) return
      receipted.set(site, sizeOf(site, answer.body.receipt))
    }
    assert.isTrue(lost, 'the load was over before the primary was lost')
  })
  await eventually(async () => [...receipted.values()].reduce((sum, size) => sum + size, 0) > 80, 'load')
  lost = true
  killPostgres(dataDir)
  await Promise.all(load)
  assert.equal((await fetch(`${hub.url}/readyz`)).status, 503)
  assert.equal((await fetch(`${hub.url}/healthz`)).status, 200)

  await standby.promote()
  const after = promoted()
  for (const [site, size] of receipted) await holds(after, site, size)
  // The same hub process goes on, and the sites send what had no receipt.
  for (const site of sites) {
    assert.equal(await sendUntilTaken(site, () => [hub.url], 1), site.lines.length)
    await holds(after, site, site.lines.length)
  }
  assert.equal((await fetch(`${hub.url}/readyz`)).status, 200)
  const doses = sites.reduce((sum, site) => sum + site.lines.length, 0)
  await eventually(async () => {
    const [row] = await after.query<{ cards: number }>('SELECT count(*) AS cards FROM minted_cards')
    return row!.cards === doses
  }, 'one card for each dose')
})

test('a commit that its synchronous standby does not confirm gives no receipt', async () => {
  const { primary, standby, hub } = await replicated()
  await synchronous(primary.database)
  const [site] = (await enrolledSites(primary.database, hub.url, ['krw-01'])) as [TestSite]
  site.dose(testPatients(43, 1)[0]!)
  await standby.stop()
  const waiting = site.put()
  // PostgreSQL gives up waiting when it is told to, has committed here, and says so with a warning alone.
  await eventually(async () => {
    const rows = await primary.database.query(
      `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`,
    )
    return rows.length > 0
  }, 'the commit waits for its standby')
  const answer = await waiting
  assert.equal(answer.status, 503)
  assert.notProperty(answer.body, 'receipt')
  await standby.start()
  await synchronous(primary.database)
  assert.equal(await sendUntilTaken(site, () => [hub.url], 1), 1)
})

test('without a synchronous standby the tail may be lost: sites see it by their receipts and send it again', async () => {
  const { primary, standby, dataDir, hub, promoted } = await replicated()
  const names = ['krw-01', 'bks-01']
  const [site, other] = (await enrolledSites(primary.database, hub.url, names)) as [TestSite, TestSite]
  const people = testPatients(42, 70)
  for (const person of people.slice(0, 30)) site.dose(person)
  assert.equal((await site.put()).status, 200)
  await caughtUp(primary.database)
  await standby.stop()
  for (const person of people.slice(30, 60)) site.dose(person)
  const vouched = sizeOf(site, (await site.put(31)).body.receipt)
  assert.equal(vouched, 60)
  await eventually(async () => (await places(primary.database)).length === 60, 'all cards are signed')
  const before = await places(primary.database)
  killPostgres(dataDir)
  await standby.start()
  await standby.promote()

  const head = await eventually(async () => {
    const answer = await site.head().catch(() => undefined)
    return answer?.status === 200 ? answer.body : undefined
  }, 'the hub follows')
  assert.isBelow(head.size, vouched, 'the hub holds less than it vouched for')
  // Another site comes first this time.
  const after = promoted()
  for (const person of people.slice(60)) other.dose(person)
  assert.equal(await sendUntilTaken(other, () => [hub.url], 1), 10)
  await eventually(async () => (await places(after)).length >= 40, 'cards of the other site are signed')
  assert.equal(await sendUntilTaken(site, () => [hub.url], head.size + 1), 60)
  await holds(after, site, 60)
  // The site had cards of the lost tail from its feed: nobody else gets their numbers, with no command from anybody.
  await eventually(async () => (await places(after)).length === 70, 'cards of the lost tail are signed')
  const owners = Map.groupBy([...before, ...(await places(after))], ({ place }) => place)
  const twice = [...owners.values()].filter((cards) => new Set(cards.map(({ dose }) => dose)).size > 1)
  assert.deepEqual(twice, [])
})

/** Which dose has which number. */
function places(database: Database): Promise<{ dose: string; place: string }[]> {
  return database.query(
    `SELECT immunization_id AS dose, status_list || '/' || status_index AS place FROM minted_cards`,
  )
}

/** Two PostgreSQL servers, one following the other, and a hub that knows both. */
async function replicated() {
  const primary = await startTestDatabase(new Date(), { withKeys: false })
  ends.push(() => primary.stop().catch(() => {}))
  const dataDir = join(primary.folder, 'postgres')
  const standby: Standby = await startStandby(primary.connectionString, dataDir)
  ends.push(standby.stop)
  const data = makeTempDir('hub-of-two-servers')
  ends.push(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }))
  const [, second] = /@([^/]+)\//.exec(standby.connectionString)!
  const hub = await startHubOn(primary.connectionString.replace(/@([^/]+)\//, `@$1,${second}/`), data)
  ends.push(() => hub.process.stop())
  const promoted = () => {
    const database = openDatabase(standby.connectionString)
    ends.push(database.close)
    return database
  }
  return { primary, standby, dataDir, hub, promoted }
}

async function synchronous(database: Database): Promise<void> {
  await database.query(`ALTER SYSTEM SET synchronous_standby_names = 'standby'`)
  await database.query('SELECT pg_reload_conf()')
  await eventually(async () => {
    const [row] = await database.query(
      `SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'`,
    )
    return row !== undefined
  }, 'the standby follows, and is waited for')
  await sleep(200)
}

async function caughtUp(database: Database): Promise<void> {
  await eventually(async () => {
    const [row] = await database.query(
      'SELECT 1 FROM pg_stat_replication WHERE replay_lsn >= pg_current_wal_lsn()',
    )
    return row !== undefined
  }, 'the standby has everything')
}

function sizeOf(site: TestSite, receipt: string): number {
  const opened = openReceipt(receipt, site.verifier, parseVkey(site.enrolled!.witnessKey))
  if ('fault' in opened) throw new Error(opened.fault)
  return opened.size
}

/** Line by line what the site has, up to this size. */
async function holds(database: Database, site: TestSite, size: number): Promise<void> {
  const rows = await database.query<{ body: string }>(
    'SELECT body FROM journal_events WHERE site_id = $1 AND seq <= $2 ORDER BY seq',
    [site.siteId, size],
  )
  assert.deepEqual(
    rows.map(({ body }) => body),
    site.lines.slice(0, size).map((line) => line.toString('utf8')),
  )
}
