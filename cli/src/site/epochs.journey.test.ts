import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { projectionTables } from '../../../site/src/projections/index.ts'
import { backupSite } from '../../../site/src/safety/backup.ts'
import { beginNewEpoch } from '../../../site/src/safety/restore.ts'
import { admit, morning, openDay, openVial, vaccinate } from '../../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'

/**
 * History that goes backwards, with a real hub and real sites: a restored laptop, a cloned one, a restored hub. Each
 * is noticed at first contact, nothing is lost, nothing is counted twice.
 */
const passphrase = 'kuda besi lapar sekali'
let folder: string
let hub: TestHub
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-epochs-'))
  const clock = join(folder, 'clock')
  writeFileSync(clock, morning)
  hub = await startTestHub({ SENTRA_SIMULATED_CLOCK: clock })
})
afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function startSite(siteId: string): Promise<SiteUnderTest> {
  const enrolmentCode = await hub.enrolmentCode(siteId)
  const site = await SiteUnderTest.start(morning, { siteId, hubUrl: hub.url, enrolmentCode })
  await openDay(site)
  return site
}

const receipted = (site: SiteUnderTest) =>
  eventually(async () => {
    const { link, logSize } = await site.ask('status')
    return link.waiting === 0 && link.receiptedSize === logSize
  }, 'everything has its receipt')

/** A receipt says that the hub has the events; its views follow, and settle. */
async function dosesCount(siteId: string, expected: number): Promise<void> {
  const count = async () => {
    const [row] = await hub.query<{ doses: number }>(
      'SELECT count(*)::int AS doses FROM doses WHERE site_id = $1',
      [siteId],
    )
    return row!.doses
  }
  await eventually(async () => (await count()) === expected, `the hub counts ${expected} doses of ${siteId}`)
}

function views(site: SiteUnderTest): Record<string, string> {
  // Where a fact stands in the log is not part of the fact: it comes back behind what was written since.
  return Object.fromEntries(
    projectionTables.map((table) => {
      const rows = site.running.site.db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
      const lines = rows.map((row) =>
        JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => !name.endsWith('seq')))),
      )
      return [table, lines.sort().join('\n')]
    }),
  )
}

test('a laptop restored from last night’s backup gets the morning back from the hub', async () => {
  const site = await startSite('krw-01')
  const vial = await openVial(site)
  await vaccinate(site, 1, vial)
  const backup = join(folder, 'last-night.sentra')
  const { events } = backupSite(site.dataDir, backup, { site: null, backup: passphrase })
  for (const index of [2, 3, 4]) await vaccinate(site, index, vial)
  await receipted(site)
  const before = views(site)
  const blocks = certificateBlocks(site)
  const size = site.running.site.journal.size
  await site.end()

  const laptop = join(folder, 'new-laptop')
  const begun = beginNewEpoch(laptop, backup, { site: null, backup: passphrase })
  assert.deepEqual({ epoch: begun.epoch, events: begun.events }, { epoch: 2, events })
  const restored = await SiteUnderTest.twin(site, laptop)
  assert.equal((await restored.ask('status')).link.quarantine?.reason, 'new-epoch')
  assert.equal(restored.running.site.cardIssuing.next(), null, 'no number of the old block')
  await restored.restart({ enrolmentCode: await hub.enrolmentCode('krw-01') })
  await receipted(restored)

  assert.ok(restored.running.site.journal.size >= size)
  assert.deepEqual(views(restored), before)
  await dosesCount('krw-01', 4)
  assert.equal((await restored.ask('status')).link.quarantine, null)
  assert.ok(restored.running.site.journal.verifyAll().sound)
  for (const [from, until] of certificateBlocks(restored)) {
    for (const [usedFrom, usedUntil] of blocks) assert.ok(from >= usedUntil || until <= usedFrom)
  }
  const branches = await hub.query<{ epoch: number; size: number }>(
    "SELECT epoch, size FROM journal_heads WHERE site_id = 'krw-01' ORDER BY epoch",
  )
  assert.deepEqual(
    branches.map(({ epoch }) => epoch),
    [1, 2],
    'both branches are kept',
  )
  assert.equal(Number(branches[0]!.size), size)
  await restored.running.stop()
})

test('a cloned laptop is stopped at first contact and says what to do; joined, every fact counts once', async () => {
  const site = await startSite('krw-02')
  const vial = await openVial(site)
  await vaccinate(site, 1, vial)
  await receipted(site)
  await site.running.stop()
  const copy = join(folder, 'clone')
  cpSync(site.dataDir, copy, { recursive: true })
  await site.up()

  // Both work, for a while without the hub.
  const clone = await SiteUnderTest.twin(site, copy)
  await clone.restart({ hubUrl: null })
  const { immunizationId } = await vaccinate(clone, 21, await openVial(clone))
  await site.newShift()
  for (const index of [2, 3]) await vaccinate(site, index, vial)
  await receipted(site)
  await clone.restart({ hubUrl: hub.url })
  const { quarantine } = await eventually(async () => {
    const { link } = await clone.ask('status')
    return link.quarantine ? link : undefined
  }, 'the clone is told')
  assert.ok(['fork', 'hub-ahead'].includes(quarantine!.reason))
  assert.match(quarantine!.message.id, /kode pendaftaran baru/)
  // It still serves its desks, but makes no card: its next number may be on paper at the other laptop.
  await admit(clone, 50)
  const card = () => clone.refusal('K-01', 'local-card.issue', { immunizationId })
  assert.equal((await card()).error, 'history-in-doubt')
  await clone.restart({ hubUrl: null })
  assert.equal((await card()).error, 'history-in-doubt', 'also after a restart without the hub')
  assert.ok((await clone.ask('status')).link.quarantine)
  await clone.running.stop()
  await vaccinate(site, 4, vial)
  await receipted(site)
  await dosesCount('krw-02', 4)

  await site.running.stop()
  const begun = beginNewEpoch(site.dataDir, join(copy, 'site.db'), { site: null, backup: null })
  assert.equal(begun.epoch, 2)
  assert.equal(begun.notShown, 0)
  await site.up({ enrolmentCode: await hub.enrolmentCode('krw-02') })
  await receipted(site)
  await dosesCount('krw-02', 5)
  assert.ok(site.running.site.journal.verifyAll().sound)
  await site.end()
})

test('the same old backup restored a second time joins above the epoch of the hub, by itself', async () => {
  const site = await startSite('krw-04')
  const vial = await openVial(site)
  await vaccinate(site, 1, vial)
  await localCard(site, 2, vial)
  const backup = join(folder, 'epoch-one.sentra')
  backupSite(site.dataDir, backup, { site: null, backup: passphrase })
  // What the backup does not have: a dose and the number of a card.
  await localCard(site, 3, vial)
  await receipted(site)
  await site.end()

  const first = join(folder, 'first-restored')
  assert.equal(beginNewEpoch(first, backup, { site: null, backup: passphrase }).epoch, 2)
  const second = await SiteUnderTest.twin(site, first)
  await second.restart({ hubUrl: hub.url, enrolmentCode: await hub.enrolmentCode('krw-04') })
  await receipted(second)
  await second.newShift()
  await localCard(second, 4, vial)
  await receipted(second)
  const facts = factIds(second)
  await second.restart({ hubUrl: null, enrolmentCode: null })
  await second.running.stop()

  const again = join(folder, 'second-restored')
  assert.equal(beginNewEpoch(again, backup, { site: null, backup: passphrase }).epoch, 2)
  const third = await SiteUnderTest.twin(second, again)
  await third.restart({ hubUrl: hub.url, enrolmentCode: await hub.enrolmentCode('krw-04') })
  await eventually(async () => third.running.site.journal.epoch === 3, 'the log begins above the hub')
  await third.newShift()
  await receipted(third)
  assert.equal((await third.ask('status')).link.quarantine, null)
  assert.equal((await third.ask('status')).link.lastError, null)
  for (const eventId of facts) assert.ok(factIds(third).has(eventId), 'nothing is lost')
  await localCard(third, 5, vial)
  await receipted(third)
  await dosesCount('krw-04', 5)
  assert.ok(third.running.site.journal.verifyAll().sound)
  const cards = third.running.site.db.prepare('SELECT serial FROM local_cards').pluck().all()
  assert.equal(cards.length, 4)
  assert.equal(new Set(cards).size, 4, 'no number stands on two cards')
  const epochs = await hub.query<{ epoch: number }>(
    "SELECT epoch FROM journal_heads WHERE site_id = 'krw-04' ORDER BY epoch",
  )
  assert.deepEqual(
    epochs.map(({ epoch }) => epoch),
    [1, 2, 3],
  )
  await third.running.stop()
})

const whoStays = [
  'the restored laptop stays and takes in the other one',
  'there is no other laptop: the one left behind stays, with its own data',
] as const
test.for(whoStays)('a laptop left behind at an older epoch: %s', async (who) => {
  const siteId = who === whoStays[0] ? 'krw-10' : 'krw-11'
  const site = await startSite(siteId)
  const vial = await openVial(site)
  await vaccinate(site, 1, vial)
  await receipted(site)
  const backup = join(folder, `${siteId}.sentra`)
  backupSite(site.dataDir, backup, { site: null, backup: passphrase })
  await site.restart({ hubUrl: null, enrolmentCode: null })
  await vaccinate(site, 2, vial)
  const behind = factIds(site)
  await site.running.stop()
  const laptop = join(folder, `${siteId}-restored`)
  beginNewEpoch(laptop, backup, { site: null, backup: passphrase })
  const restored = await SiteUnderTest.twin(site, laptop)
  await restored.restart({ hubUrl: hub.url, enrolmentCode: await hub.enrolmentCode(siteId) })
  await receipted(restored)
  // Another vial: the doses of the first are in both histories.
  await vaccinate(restored, 3, await openVial(restored))
  await receipted(restored)
  const ahead = factIds(restored)

  // Whoever starts the old one is told what to do, and a new code alone would change nothing.
  await site.up({ hubUrl: hub.url, enrolmentCode: await hub.enrolmentCode(siteId) })
  const quarantine = await eventually(async () => {
    return (await site.ask('status')).link.quarantine ?? undefined
  }, 'the laptop left behind is told')
  assert.equal(quarantine.reason, 'wrong-epoch')
  for (const text of [quarantine.message.id, quarantine.message.en])
    assert.match(text, /sentra site restore --from <site\.db/)
  assert.match(quarantine.message.en, /Stop the site on both.*new enrolment code/)

  // What it says, step by step.
  await site.running.stop()
  await restored.running.stop()
  const stays = who === whoStays[0] ? restored : site
  beginNewEpoch(stays.dataDir, join(site.dataDir, 'site.db'), { site: null, backup: null })
  await stays.up({ hubUrl: hub.url, enrolmentCode: await hub.enrolmentCode(siteId) })
  await eventually(async () => stays.running.site.journal.epoch === 3, 'a log above both')
  await stays.newShift()
  await receipted(stays)
  assert.equal((await stays.ask('status')).link.quarantine, null)
  const joined = await hub.query<{ event_id: string }>(
    'SELECT event_id FROM journal_events WHERE site_id = $1 AND epoch = 3',
    [siteId],
  )
  const atHub = new Set(joined.map(({ event_id }) => event_id))
  assert.equal(atHub.size, joined.length, 'each fact once')
  for (const eventId of new Set([...behind, ...ahead])) assert.ok(atHub.has(eventId), 'both branches')
  await dosesCount(siteId, 3)
  await stays.running.stop()
})

test('facts of every former epoch come back, also when the last one was sent only in part', async () => {
  const site = await startSite('krw-06')
  const vial = await openVial(site)
  await vaccinate(site, 1, vial)
  const backup = join(folder, 'before-noon.sentra')
  const { events } = backupSite(site.dataDir, backup, { site: null, backup: passphrase })
  await vaccinate(site, 2, vial)
  await receipted(site)
  const noon = factIds(site)
  await site.end()

  const lost = join(folder, 'lost-while-sending')
  beginNewEpoch(lost, backup, { site: null, backup: passphrase })
  const second = await SiteUnderTest.twin(site, lost)
  await second.restart({ hubUrl: hub.url, enrolmentCode: await hub.enrolmentCode('krw-06') })
  await receipted(second)
  await second.restart({ hubUrl: null, enrolmentCode: null })
  await second.running.stop()
  // As the hub has it of a laptop that was lost in the middle: two facts more than the backup, and no end.
  await hub.query("DELETE FROM journal_events WHERE site_id = 'krw-06' AND epoch = 2 AND seq > $1", [
    events + 2,
  ])

  const found = join(folder, 'after-the-loss')
  beginNewEpoch(found, backup, { site: null, backup: passphrase })
  const third = await SiteUnderTest.twin(second, found)
  await third.restart({ hubUrl: hub.url, enrolmentCode: await hub.enrolmentCode('krw-06') })
  await eventually(async () => third.running.site.journal.epoch === 3, 'the log begins above the hub')
  await third.newShift()
  await receipted(third)
  const back = factIds(third)
  assert.deepEqual(
    [...noon].filter((eventId) => !back.has(eventId)),
    [],
    'what only the first epoch had came back',
  )
  assert.equal(third.running.site.db.prepare('SELECT count(*) FROM immunizations').pluck().get(), 2)
  await third.running.stop()
})

test('a new site with the id of another takes nobody’s place: it is told to choose another', async () => {
  const site = await startSite('krw-05')
  await receipted(site)
  const stranger = await SiteUnderTest.start(morning, {
    siteId: 'krw-05',
    hubUrl: hub.url,
    enrolmentCode: await hub.enrolmentCode('krw-05'),
  })
  const { lastError } = await eventually(async () => {
    const { link } = await stranger.ask('status')
    return link.lastError?.includes('another id') ? link : undefined
  }, 'it is told')
  assert.match(lastError!, /enrolled already/)
  assert.equal(stranger.running.site.journal.epoch, 1)
  await stranger.end()
  await site.end()
})

test('a hub restored from an older backup gets what it has lost', async () => {
  const site = await startSite('krw-03')
  const vial = await openVial(site)
  await vaccinate(site, 1, vial)
  await receipted(site)
  await hub.process.stop()
  const backup = join(folder, 'hub-backup')
  copy(hub.dataDir, backup)
  await hub.restart()
  await site.restart({ hubUrl: hub.url })
  for (const index of [2, 3]) await vaccinate(site, index, vial)
  await receipted(site)
  const { receiptedSize } = (await site.ask('status')).link
  await hub.process.stop()
  rmSync(hub.dataDir, { recursive: true })
  copy(backup, hub.dataDir)
  await hub.restart()
  await dosesCount('krw-03', 1)
  await site.restart({ hubUrl: hub.url })
  await dosesCount('krw-03', 3)
  await receipted(site)
  assert.ok((await site.ask('status')).link.receiptedSize >= receiptedSize)
  assert.equal((await site.ask('status')).link.quarantine, null)
  await site.end()
})

const factIds = (site: SiteUnderTest) =>
  new Set(site.running.site.journal.read(1, 10_000).map(({ eventId }) => eventId))

/** A dose and its local card while the hub is away, and the hub again. */
async function localCard(site: SiteUnderTest, index: number, vialId: string): Promise<void> {
  await site.restart({ hubUrl: null })
  const { immunizationId } = await vaccinate(site, index, vialId)
  site.advance({ seconds: 31 })
  await site.command('K-01', 'local-card.issue', { immunizationId })
  await site.restart({ hubUrl: hub.url })
}

function certificateBlocks(site: SiteUnderTest): [number, number][] {
  const rows = site.running.site.db.prepare('SELECT body FROM device_certificates').pluck().all() as string[]
  assert.ok(rows.length > 0)
  return rows.map((body) => {
    const { firstIndex, indexCount } = JSON.parse(body) as { firstIndex: number; indexCount: number }
    return [firstIndex, firstIndex + indexCount]
  })
}

function copy(from: string, to: string): void {
  // With owners and rights: PostgreSQL insists on them.
  assert.equal(spawnSync('cp', ['-a', from, to]).status, 0)
}
