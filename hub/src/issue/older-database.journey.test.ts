import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { decompressPoint, isRefused, openTrustBundle } from '@sentra/card'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'
import { bytesAt } from '../testing/verify-offline.ts'

let hub: TestHub
let site: TestSite
let other: TestSite
const people = testPatients(71, 20)
let nextPerson = 0
const lostDevice = Buffer.from('lost-dev').toString('base64url')

beforeAll(async () => {
  hub = await startTestHub()
  site = new TestSite({ siteId: 'krw-01', url: hub.url, now: () => new Date() })
  other = new TestSite({ siteId: 'bks-01', url: hub.url, now: () => new Date() })
  for (const each of [site, other]) assert.equal((await each.enrol(await hub.enrolmentCode())).status, 200)
})
afterAll(() => hub.stop())

type Place = { dose: string; place: string }
const places = () =>
  hub.query<Place>(
    `SELECT immunization_id AS dose, status_list || '/' || status_index AS place FROM minted_cards`,
  )

async function vaccinate(at: TestSite, count: number): Promise<Place[]> {
  const from = at.lines.length + 1
  for (let dose = 0; dose < count; dose += 1) at.dose(people[nextPerson++]!)
  return send(at, from)
}

/** Answers with the cards of all sites, when all that was sent to this hub has one. */
async function send(from: TestSite, first: number): Promise<Place[]> {
  assert.equal((await from.put(first)).status, 200)
  return eventually(async () => {
    const [row] = await hub.query<{ waiting: string }>(
      `SELECT count(*) AS waiting FROM journal_events e
       WHERE NOT EXISTS (SELECT 1 FROM doses d JOIN minted_cards m USING (site_id, immunization_id)
                         WHERE d.site_id = e.site_id AND d.epoch = e.epoch AND d.seq = e.seq)`,
    )
    return Number(row!.waiting) === 0 && places()
  }, 'a card for each dose')
}

async function restart(): Promise<void> {
  await hub.restart()
  for (const each of [site, other]) each.url = hub.url
}

async function bundleNow() {
  const { rootPublicKey } = (await (await fetch(`${hub.url}/trust/root.json`)).json()) as {
    rootPublicKey: string
  }
  const root = decompressPoint(Buffer.from(rootPublicKey, 'base64'))!
  const trust = await openTrustBundle(await bytesAt(`${hub.url}/trust/bundle.cwt`), root)
  if (isRefused(trust)) throw new Error(trust.refused)
  return trust
}

const cluster = () => join(hub.dataDir, 'postgres')
const copy = () => `${cluster()}-copy`

test('a database of yesterday is noticed by the hub itself: no number twice, no bundle that counts backwards', async () => {
  await vaccinate(site, 3)
  await hub.process.stop()
  execFileSync('cp', ['-a', cluster(), copy()])
  await restart()

  const before = await vaccinate(site, 5)
  const soon = new Date(Date.now() + 86_400_000)
  await hub.query(
    `INSERT INTO denied_devices (certificate_id, site_id, device_id, denied_at, expires_at, good_cards, good_places)
     VALUES ('${lostDevice}', 'krw-01', 'laptop-1', $1, $2, '', '[]')`,
    [new Date(), soon],
  )
  const told = await eventually(async () => {
    const trust = await bundleNow()
    return trust.counter > 1 && trust
  }, 'the bundle with the denial')
  await hub.process.stop()

  rmSync(cluster(), { recursive: true })
  execFileSync('mv', [copy(), cluster()])
  await restart()
  const said = hub.process.lines.map((line) => JSON.parse(line) as { msg?: string; devices?: string[] })
  assert.ok(said.some(({ msg }) => msg?.startsWith('this database is an older copy')))
  assert.ok(
    said.some(({ devices }) => devices?.includes(lostDevice)),
    'what is to be reported again is said',
  )
  assert.isAbove((await bundleNow()).counter, told.counter)

  const { size } = (await site.head()).body
  assert.isBelow(size, site.lines.length)
  // Another site comes first this time.
  await vaccinate(other, 4)
  const after = await send(site, size + 1)
  const owners = Map.groupBy([...before, ...after], ({ place }) => place)
  const twice = [...owners.values()].filter((cards) => new Set(cards.map(({ dose }) => dose)).size > 1)
  assert.deepEqual(twice, [])
})

test('a hub that is only started again goes on with its lists', async () => {
  const lists = () => hub.query<{ list_id: string }>('SELECT list_id FROM status_lists ORDER BY 1')
  const before = await lists()
  await restart()
  await vaccinate(site, 2)
  assert.deepEqual(await lists(), before)
})
