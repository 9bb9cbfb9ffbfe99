import { rmSync } from 'node:fs'
import { openReceipt, parseVkey } from '@sentra/journal'
import { freshSeed, makeTempDir, seededChance } from '@sentra/testkit'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { enrolledSites, sendUntilTaken, startHubOn } from '../testing/hub-on-database.ts'
import { startTestDatabase } from '../testing/test-database.ts'
import { eventually } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import type { TestSite } from '../testing/test-site.ts'

const data = makeTempDir('two-hubs')
let store: Awaited<ReturnType<typeof startTestDatabase>>
const hubs: Awaited<ReturnType<typeof startHubOn>>[] = []

beforeAll(async () => {
  store = await startTestDatabase(new Date(), { withKeys: false })
  // The second finds the keys that the first has made.
  for (let count = 0; count < 2; count += 1) hubs.push(await startHubOn(store.connectionString, data))
})
afterAll(async () => {
  for (const { process } of hubs) if (process.isRunning()) await process.stop()
  await store?.stop()
  rmSync(data, { recursive: true, force: true, maxRetries: 5 })
})

test('two hubs on one database serve the same sites in turns, one is killed, and nobody notices', async () => {
  const chance = seededChance(freshSeed())
  const sites = await enrolledSites(store.database, hubs[0]!.url, ['krw-01', 'krw-02', 'bks-01'])
  const people = testPatients(31, 180)
  const urls = () => chance.shuffle(hubs.filter(({ process }) => process.isRunning()).map(({ url }) => url))
  const vouched = new Map<TestSite, number>()

  for (let round = 0; round < 12; round += 1) {
    if (round === 6) void hubs[0]!.process.kill()
    await Promise.all(
      sites.map(async (site, index) => {
        const from = site.lines.length + 1
        for (let dose = 0; dose < 5; dose += 1) site.dose(people[(round * 3 + index) * 5 + dose]!)
        // Both hubs are asked at the same time: one takes it, the other finds it there.
        const [size] = await Promise.all([
          sendUntilTaken(site, urls, from),
          site.put(from).catch(() => undefined),
        ])
        vouched.set(site, size)
      }),
    )
  }
  assert.isFalse(hubs[0]!.process.isRunning())
  const rows = await store.database.query<{ site_id: string; events: number; leaves: number }>(
    `SELECT site_id, count(*) AS events, count(DISTINCT leaf_hash) AS leaves FROM journal_events GROUP BY 1 ORDER BY 1`,
  )
  assert.deepEqual(
    rows,
    ['bks-01', 'krw-01', 'krw-02'].map((site_id) => ({ site_id, events: 60, leaves: 60 })),
  )
  for (const site of sites) {
    assert.equal(vouched.get(site), 60)
    site.url = hubs[1]!.url
    const { body } = await site.head()
    const receipt = openReceipt(body.receipt!, site.verifier, parseVkey(site.enrolled!.witnessKey))
    assert.deepInclude(receipt, { size: 60 })
  }
  // The one that is left builds the views, whoever had begun them.
  await eventually(async () => {
    const [row] = await store.database.query<{ done: number }>(
      'SELECT sum(seq)::int AS done FROM projection_cursors',
    )
    return row?.done === 180
  }, 'the registry is complete')
  const [counted] = await store.database.query(
    `SELECT (SELECT count(*) FROM doses) AS doses, (SELECT count(*) FROM patients) AS patients,
            (SELECT count(*) FROM minted_cards) AS cards, (SELECT count(DISTINCT status_index) FROM minted_cards) AS places,
            (SELECT count(*) FROM feed_entries) AS told, (SELECT count(*) FROM cases) AS cases`,
  )
  assert.deepEqual(counted, { doses: 180, patients: 180, cards: 180, places: 180, told: 180, cases: 0 })
})
