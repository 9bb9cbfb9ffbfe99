import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isRefused, openBulletin, openTrustBundle, trustWithBulletin, verifyCard } from '@sentra/card'
import type { Patient } from '@sentra/contract'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { doseWithLocalCard } from '../testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'
import { bytesAt, listsFromPublicFiles, verifyFromPublicFiles } from '../testing/verify-offline.ts'

let hub: TestHub
const now = () => new Date()
const people = testPatients(44, 20)
let nextPerson = 0
const somebody = (): Patient => people[nextPerson++]!

beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())

const sentra = async (...words: string[]) => {
  const cli = join(import.meta.dirname, '../../../cli/src/main.ts')
  const data = join(hub.dataDir, '..')
  return promisify(execFile)(process.execPath, [cli, ...words, '--data', data])
}

const verdictOf = async (text: string) => verifyFromPublicFiles(hub.url, text, now())

test('the drill: a laptop is stolen with its keys, and only its honest cards stay good', async () => {
  const site = new TestSite({ siteId: 'krw-01', url: hub.url, now })
  await site.enrol(await hub.enrolmentCode())
  const other = new TestSite({ siteId: 'krw-02', url: hub.url, now })
  await other.enrol(await hub.enrolmentCode())
  const first = site.certificate.firstIndex

  // Three cards were reported; one was made after the last contact; then the laptop is gone.
  const synced = []
  for (let index = 0; index < 3; index += 1)
    synced.push(await doseWithLocalCard(site, somebody(), first + index))
  const bystander = await doseWithLocalCard(other, somebody())
  for (const each of [site, other]) assert.equal((await each.put()).status, 200)
  await eventually(
    async () => (await hub.query('SELECT 1 FROM cards_local')).length === 4,
    'the cards are in the registry',
  )
  const neverSynced = await doseWithLocalCard(site, somebody(), first + 3)
  assert.equal((await verdictOf(neverSynced.text)).kind, 'valid-local', 'before the report nobody can know')

  const reportedAt = performance.now()
  const { stdout } = await sentra('hub', 'report-stolen', '--site', 'krw-01')
  const commandTook = performance.now() - reportedAt
  assert.match(stdout, /3 kartu/)
  assert.match(stdout, /2045 nomor|4093 nomor/)
  await eventually(
    async () => (await verdictOf(neverSynced.text)).kind === 'not-genuine',
    'a verifier that fetched knows',
  )
  const took = Math.round(performance.now() - reportedAt)
  // The thief has the keys: forged cards at fresh places, and at a reported place with another name.
  const fresh = await doseWithLocalCard(site, somebody(), first + 700)
  const reused = await doseWithLocalCard(site, somebody(), first + 1)
  for (const { text } of [fresh, reused, neverSynced])
    assert.equal((await verdictOf(text)).reason, 'device-denied')
  for (const { text } of synced) assert.equal((await verdictOf(text)).kind, 'valid-local')
  assert.equal((await verdictOf(bystander.text)).kind, 'valid-local')

  // A verifier of an old kind that knows no denials still has the lists: never-reported places are suspended.
  const [row] = await hub.query<{ suspended: string }>(
    `SELECT count(*)::text suspended FROM card_status WHERE status = 2 AND because = 'stolen'`,
  )
  assert.isAbove(Number(row!.suspended), 2000)

  // The urgent word alone, on yesterday's bundle: short enough for a text message.
  const short = await bytesAt(`${hub.url}/trust/bulletin.cwt`)
  const long = await bytesAt(`${hub.url}/trust/bulletin-cards.cwt`)
  assert.isBelow(short.length, 300)
  const [yesterday] = await hub.query<{ bundle: Buffer }>(
    'SELECT bundle FROM trust_bundles WHERE counter = 1',
  )
  const root = (await (await fetch(`${hub.url}/trust/root.json`)).json()) as { rootPublicKey: string }
  const trust = await openTrustBundle(
    yesterday!.bundle,
    new Uint8Array(Buffer.from(root.rootPublicKey, 'base64')),
  )
  if (isRefused(trust)) throw new Error('the first bundle opens')
  const statusLists = await listsFromPublicFiles(hub.url, trust)
  const hear = async (bytes: Uint8Array) => {
    const bulletin = await openBulletin(bytes, trust)
    if (isRefused(bulletin)) throw new Error(bulletin.refused)
    return { trust: trustWithBulletin(trust, bulletin), statusLists, now: now() }
  }
  for (const { text } of synced) assert.equal((await verifyCard(text, await hear(short))).kind, 'valid-local')
  for (const { text } of [fresh, neverSynced])
    assert.equal((await verifyCard(text, await hear(short))).reason, 'device-denied')
  assert.equal((await verifyCard(reused.text, await hear(long))).reason, 'device-denied')
  for (const { text } of synced) assert.equal((await verifyCard(text, await hear(long))).kind, 'valid-local')

  // The thief's laptop gets nothing more from the hub.
  const answer = (await site.put(4)) as unknown as { status: number; body: { error: string } }
  assert.deepEqual([answer.status, answer.body.error], [403, 'site-quarantined'])

  console.info(
    `stolen laptop: ${took} ms from the report to a verifier that knows (command ${Math.round(commandTook)} ms); bulletin ${short.length} B, with the names of 3 cards ${long.length} B`,
  )
  assert.isBelow(took, 15_000)
})

test('a card whose record has words no database can hold does not keep a theft from being reported', async () => {
  const site = new TestSite({ siteId: 'krw-03', url: hub.url, now })
  await site.enrol(await hub.enrolmentCode())
  const first = site.certificate.firstIndex
  const plain = await doseWithLocalCard(site, somebody(), first)
  const withNul = await doseWithLocalCard(site, somebody(), first + 1, { 'printer\0': 'tray \0 2' })
  const withHalf = await doseWithLocalCard(site, somebody(), first + 2, { printer: 'half a letter: \ud83d' })
  assert.include(String(site.lines[3]), String.raw`\u0000`)
  const { status, body } = await site.put()
  assert.equal(status, 200)
  assert.isTrue(body.outcomes.every(({ outcome }) => outcome === 'accepted'))
  await eventually(
    async () => (await hub.query(`SELECT 1 FROM cards_local WHERE site_id = 'krw-03'`)).length === 3,
    'the cards are in the registry',
  )

  const { stdout } = await sentra('hub', 'report-stolen', '--site', 'krw-03')
  assert.match(stdout, /3 kartu/)
  const forged = await doseWithLocalCard(site, somebody(), first + 900)
  await eventually(
    async () => (await verdictOf(forged.text)).reason === 'device-denied',
    'the key of the laptop is denied',
  )
  for (const { text } of [plain, withNul, withHalf])
    assert.equal((await verdictOf(text)).kind, 'valid-local', 'it was reported before the theft')
})

test('an outage outlasts the cards: their list is extended, and verifiers honour it', async () => {
  const site = new TestSite({ siteId: 'bks-01', url: hub.url, now })
  await site.enrol(await hub.enrolmentCode())
  const { text } = await doseWithLocalCard(site, somebody())
  const later = new Date(now().getTime() + 35 * 86_400_000)
  assert.equal((await verifyFromPublicFiles(hub.url, text, later)).kind, 'expired')
  const until = new Date(now().getTime() + 60 * 86_400_000).toISOString().slice(0, 10)
  await sentra('hub', 'extend-cards', '--list', site.certificate.statusList, '--until', until)
  await eventually(
    async () => (await verifyFromPublicFiles(hub.url, text, later)).kind === 'valid-local',
    'the extension is published',
  )
  const tooLate = new Date(now().getTime() + 62 * 86_400_000)
  assert.equal((await verifyFromPublicFiles(hub.url, text, tooLate)).kind, 'expired')
})

test('lists say how long they count, and one whose last card has expired leaves the index', async () => {
  const site = new TestSite({ siteId: 'bgr-01', url: hub.url, now })
  await site.enrol(await hub.enrolmentCode())
  site.dose(somebody())
  await site.put()
  const { statusList } = site.certificate
  const listed = async () => {
    const index = (await (await fetch(`${hub.url}/status/index.json`)).json()) as {
      lists: { listId: string }[]
    }
    return index.lists.map(({ listId }) => listId)
  }
  const national = `id-national-${now().toISOString().slice(0, 7)}`
  await eventually(async () => {
    const lists = await listed()
    return lists.includes(statusList) && lists.includes(national)
  }, 'both lists are published')

  const root = (await (await fetch(`${hub.url}/trust/root.json`)).json()) as { rootPublicKey: string }
  const rootKey = new Uint8Array(Buffer.from(root.rootPublicKey, 'base64'))
  const trust = await openTrustBundle(await bytesAt(`${hub.url}/trust/bundle.cwt`), rootKey)
  if (isRefused(trust)) throw new Error('the bundle opens')
  const lists = await listsFromPublicFiles(hub.url, trust)
  const daysOf = (name: string) => {
    const list = lists.get(name)!
    assert.equal(list.timeToLiveSeconds, 12 * 3600)
    return (Date.parse(list.expiresAt!) - Date.parse(list.issuedAt)) / 86_400_000
  }
  assert.deepEqual([daysOf(statusList), daysOf(national)], [7, 30])

  await hub.query(
    `UPDATE device_certificates SET expires_at = now() - interval '1 day' WHERE site_id = 'bgr-01'`,
  )
  await eventually(async () => !(await listed()).includes(statusList), 'the expired list is dropped')
  assert.include(await listed(), national)
})
