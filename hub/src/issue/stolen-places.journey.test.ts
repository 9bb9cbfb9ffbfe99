import { execFile } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeTempDir } from '@sentra/testkit'
import { getBeside, refreshTrust } from '@sentra/verifier/trust/refresh-trust'
import { loadTrust } from '@sentra/verifier/trust/trust-in-hand'
import { memoryStore } from '@sentra/verifier/trust/trust-store'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { doseWithLocalCard } from '../testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'
import { verifyFromPublicFiles } from '../testing/verify-offline.ts'

const day = 86_400_000
const folder = makeTempDir('hub-clock')
const clock = join(folder, 'now')
let moment = new Date()
const now = () => moment
const setClock = (to: Date) => {
  moment = to
  writeFileSync(clock, to.toISOString())
}

let hub: TestHub
const sites = new Map<string, TestSite>()
const people = testPatients(45, 12)
let nextPerson = 0
const somebody = () => people[nextPerson++]!

beforeAll(async () => {
  setClock(moment)
  hub = await startTestHub({ SENTRA_SIMULATED_CLOCK: clock })
  // Codes are made by the clock on the wall, so both sites enrol before the clock is moved.
  for (const siteId of ['krw-11', 'bdg-11']) {
    const site = new TestSite({ siteId, url: hub.url, now })
    assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
    sites.set(siteId, site)
  }
})
afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const verdictOf = async (text: string) => verifyFromPublicFiles(hub.url, text, now())
const becomes = (text: string, kind: string, what: string) =>
  eventually(async () => (await verdictOf(text)).kind === kind, what)

/** As the lists say it, to verifiers that know of no denial. */
async function places(list: string): Promise<Map<number, number>> {
  const rows = await hub.query<{ place: number; status: number }>(
    `SELECT status_index AS place, status FROM card_status
     WHERE list_id = $1 AND NOT (status = 2 AND released_at IS NOT NULL)`,
    [list],
  )
  return new Map(rows.map(({ place, status }) => [place, status]))
}

test('a stolen laptop’s places: confirmed from a second copy they are good, after a week the rest is withdrawn', async () => {
  const site = sites.get('krw-11')!
  const { firstIndex: first, statusList } = site.certificate
  const cards = []
  // Four cards; the hub hears of the first before the theft. Each is two lines of the log.
  for (let index = 0; index < 4; index += 1) {
    cards.push(await doseWithLocalCard(site, somebody(), first + index))
    // Behind the first one a record that names its key in words no database can look up.
    if (index === 0)
      await doseWithLocalCard(site, somebody(), first + 40, { deviceCertificateId: 'key \0 of nobody' })
  }
  const [reported, onTheStandby, late] = cards as [(typeof cards)[0], (typeof cards)[0], (typeof cards)[0]]
  assert.equal((await site.put(1, 2)).status, 200)
  await becomes(reported.text, 'valid-local', 'the first card is reported')

  const cli = join(import.meta.dirname, '../../../cli/src/main.ts')
  const device = site.certificate.certificateId
  const [known] = await hub.query<{ device_id: string }>(
    'SELECT device_id FROM device_certificates WHERE certificate_id = $1',
    [device],
  )
  // The log lies on another laptop; the thief has the card desk's.
  const words = ['hub', 'report-stolen', '--site', 'krw-11', '--device', known!.device_id]
  await promisify(execFile)(process.execPath, [cli, ...words, '--data', join(hub.dataDir, '..')])
  await becomes(onTheStandby.text, 'not-genuine', 'denied')
  await becomes(reported.text, 'valid-local', 'its reported card stays good')
  assert.equal((await places(statusList)).get(first + 1), 2)

  // The second copy of the journal brings the second card.
  assert.equal((await site.put(3, 6)).status, 200)
  await becomes(onTheStandby.text, 'valid-local', 'confirmed from the second copy')
  assert.equal((await places(statusList)).get(first + 1), undefined)
  assert.equal((await verdictOf(late.text)).kind, 'not-genuine')

  setClock(new Date(moment.getTime() + 6 * day))
  await becomes(reported.text, 'valid-local', 'six days later')
  assert.equal((await places(statusList)).get(first + 2), 2, 'suspended: somebody may still turn up')
  setClock(new Date(moment.getTime() + 1.1 * day))
  await eventually(
    async () => (await places(statusList)).get(first + 2) === 1,
    'withdrawn after seven days without a word',
  )
  assert.deepEqual([...new Set((await places(statusList)).values())], [1])
  for (const { text } of [reported, onTheStandby])
    await becomes(text, 'valid-local', 'confirmed cards stay good')

  // A stick that was found in a drawer: honest cards come back even now.
  assert.equal((await site.put(7, 8)).status, 200)
  await becomes(late.text, 'valid-local', 'the third card, on the eighth day')
  assert.equal((await places(statusList)).get(first + 3), 1, 'the fourth was never heard of')
})

test('a list is gone from the hub and from a phone when its last card has expired', async () => {
  const site = sites.get('bdg-11')!
  const { statusList, expiresAt } = site.certificate
  const file = join(hub.dataDir, 'public/status', `${statusList}.cwt`)
  const store = memoryStore()
  const refresh = () => refreshTrust(store, getBeside(`${hub.url}/verify/`), now)
  const onPhone = async () => (await loadTrust(store)).lists.has(statusList)
  await eventually(async () => existsSync(file), 'the list is published')
  await refresh()
  assert.isTrue(await onPhone())

  // The spare certificate of the site lives longest.
  const [last] = await hub.query<{ until: Date }>(
    'SELECT max(expires_at) AS until FROM device_certificates WHERE status_list = $1',
    [statusList],
  )
  assert.isAtLeast(last!.until.getTime(), Date.parse(expiresAt))
  setClock(new Date(last!.until.getTime() - day))
  await refresh()
  assert.isTrue(existsSync(file) && (await onPhone()), 'a day before, both have it')

  const until = new Date(last!.until.getTime() + 30 * day)
  await hub.query(`INSERT INTO list_extensions (list_id, valid_until, decided_at) VALUES ($1, $2, $3)`, [
    statusList,
    until,
    now(),
  ])
  setClock(new Date(last!.until.getTime() + day))
  await eventually(async () => {
    await refresh()
    return (await loadTrust(store)).trust?.extendedLists?.length === 1
  }, 'the extension is known')
  assert.isTrue(existsSync(file) && (await onPhone()), 'extended, it lives on')

  setClock(new Date(until.getTime() + day))
  await eventually(async () => !existsSync(file), 'the hub has deleted it')
  assert.equal((await fetch(`${hub.url}/status/${statusList}.cwt`)).status, 404)
  await refresh()
  assert.isFalse(await onPhone())
})
