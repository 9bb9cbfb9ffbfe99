import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OutageBegan } from '@sentra/contract'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { readSecrets, writeSecrets } from '../keys/secret-store.ts'
import { openSiteKeys } from '../keys/site-keys.ts'
import { projectionTables } from '../projections/index.ts'
import type { Database } from '../store/database.ts'
import { admit, morning, openDay, openVial, vaccinate } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { backupKeysFile, backupSite } from './backup.ts'
import { changeKey, rekeySite } from './rekey.ts'
import { beginNewEpoch } from './restore.ts'

const passphrase = 'kuda besi lapar sekali'
const none = { site: null, backup: null }
let folder: string
let site: SiteUnderTest
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-safety-'))
  site = await SiteUnderTest.start(morning)
  await openDay(site)
  const vial = await openVial(site)
  for (let index = 0; index < 5; index += 1) await vaccinate(site, index, vial)
})
afterAll(async () => {
  await site.end()
  rmSync(folder, { recursive: true, force: true })
})

/** Each view as one text, whatever order its rows lie in. */
function viewDigest(db: Database): Record<string, string> {
  return Object.fromEntries(
    projectionTables.map((table) => {
      const rows = db.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][]
      return [
        table,
        rows
          .map((row) => JSON.stringify(row))
          .sort()
          .join('\n'),
      ]
    }),
  )
}

describe('what the screen says of the disk', () => {
  test('the status tells the free share, and that the log accepts', async () => {
    const { safety } = await site.ask('status')
    assert.ok(safety!.diskFreeShare! > 0 && safety!.diskFreeShare! <= 1)
    assert.equal(safety!.log, 'accepting')
    assert.equal(safety!.scrub, null)
  })

  test('the nightly look reads everything and the status tells so', async () => {
    const scrub = await site.running.site.safety.scrub()
    assert.ok(scrub.sound)
    const { safety, logSize } = await site.ask('status')
    assert.deepEqual(safety!.scrub, {
      at: site.now.toISOString(),
      sound: true,
      events: logSize,
      finding: null,
    })
  })
})

describe('a backup, made while the desks work', () => {
  test('holds everything up to its moment, encrypted, and is read back', async () => {
    const to = join(folder, 'one.sentra')
    const { logSize } = await site.ask('status')
    const made = backupSite(site.dataDir, to, none)
    assert.deepEqual({ events: made.events, epoch: made.epoch }, { events: logSize, epoch: 1 })
    const bytes = readFileSync(to)
    for (const clear of ['SQLite format', 'Warga Contoh', '3215000508900001', 'journal_event'])
      assert.equal(bytes.includes(clear), false, clear)
    await admit(site, 77)
    assert.equal((await site.ask('status')).logSize, logSize + 1)
  })

  test('without a passphrase the keys stay; with one they go along, sealed', () => {
    assert.equal(existsSync(backupKeysFile(join(folder, 'one.sentra'))), false)
    const made = backupSite(site.dataDir, join(folder, 'two.sentra'), { site: null, backup: passphrase })
    const sealed = readFileSync(made.keysFile!, 'utf8')
    const { databaseKey } = openSiteKeys(join(site.dataDir, 'keys'))
    assert.equal(sealed.includes(databaseKey), false)
    assert.equal(sealed.includes('PRIVATE KEY'), false)
  })

  test('another laptop restores it: a new epoch with every fact, and no number is used again', async () => {
    const at = join(folder, 'other-laptop')
    const begun = beginNewEpoch(at, join(folder, 'two.sentra'), { site: null, backup: passphrase })
    const old = site.running.site.journal
    assert.equal(begun.epoch, 2)
    assert.equal(begun.events, old.size)
    assert.equal(begun.notShown, 0)
    const restored = await SiteUnderTest.twin(site, at)
    try {
      const { journal } = restored.running.site
      assert.equal(journal.epoch, 2)
      const facts = (events: ReturnType<typeof journal.read>) =>
        events.map(({ epoch, ...fact }) => ({ ...fact, laterEpoch: epoch > 0 }))
      assert.deepEqual(facts(journal.read(1, 1000)), facts(old.read(1, 1000)))
      assert.ok(journal.verifyAll().sound)
      assert.deepEqual(viewDigest(restored.running.site.db), viewDigest(site.running.site.db))
      const status = await restored.ask('status')
      assert.equal(status.link.quarantine!.reason, 'new-epoch')
      assert.match(status.link.quarantine!.message.en, /new enrolment code/)
      assert.equal(restored.running.site.cardIssuing.next(), null)
    } finally {
      await restored.running.stop()
    }
  })

  test('a damaged backup is refused and changes nothing', () => {
    const damaged = join(folder, 'damaged.sentra')
    const bytes = readFileSync(join(folder, 'one.sentra'))
    bytes[bytes.length - 3000]! ^= 1
    writeFileSync(damaged, bytes)
    const at = join(folder, 'third-laptop')
    writeSecrets(join(at, 'keys'), readSecrets(join(site.dataDir, 'keys'), null)!, null)
    assert.throws(() => beginNewEpoch(at, damaged, none), /damaged|Damaged|malformed/)
    assert.equal(existsSync(join(at, 'site.db')), false)
  })

  test('two laptops that wrote under one name are joined by eventId, and both files are kept', async () => {
    const clone = join(folder, 'clone')
    const declared = await site.command('C-01', 'outage.declare', { target: 'hub', reason: 'no-cards' })
    const { outageId } = declared.event.data as OutageBegan
    writeSecrets(join(clone, 'keys'), readSecrets(join(site.dataDir, 'keys'), null)!, null)
    backupSite(site.dataDir, join(clone, 'site.db'), none)
    const second = await SiteUnderTest.twin(site, clone)
    const vial = await openVial(second)
    await vaccinate(second, 21, vial)
    await second.command('C-01', 'outage.end', { outageId })
    await second.running.stop()
    const ahead = second.running.site.journal.size
    const admitted = [await admit(site, 31), await admit(site, 32)].map(({ ticketId }) => ticketId)
    await site.command('C-01', 'outage.end', { outageId })
    const { size } = site.running.site.journal
    await site.running.stop()
    const begun = beginNewEpoch(site.dataDir, join(clone, 'site.db'), none)
    await site.up()
    const { journal, db } = site.running.site
    assert.equal(begun.epoch, 2)
    assert.equal(begun.keptBranches.length, 2)
    const ids = new Set(journal.read(1, 10_000).map(({ eventId }) => eventId))
    assert.equal(ids.size, journal.size)
    assert.ok(journal.size > Math.max(ahead, size))
    assert.ok(journal.verifyAll().sound)
    assert.equal(db.prepare('SELECT count(*) FROM immunizations').pluck().get(), 6)
    const ends = journal.read(1, 10_000).filter(({ type }) => type === 'outage.ended')
    assert.equal(ends.length, 2)
    const ended = db.prepare('SELECT ended_seq FROM outages WHERE outage_id = ?').pluck().get(outageId)
    assert.equal(ended, ends[0]!.seq, 'each laptop saw it end, by the same clock')
    const during = journal.read(1, ended).filter(({ eventId }) => admitted.includes(eventId))
    assert.equal(
      during.length,
      2,
      'what one laptop did in the outage stays before the end that the other saw',
    )
  })

  test('what is damaged or not there leaves nothing behind on an empty laptop', () => {
    const damaged = join(folder, 'damaged-with-keys.sentra')
    backupSite(site.dataDir, damaged, { site: null, backup: passphrase })
    const bytes = readFileSync(damaged)
    bytes[bytes.length - 3000]! ^= 1
    writeFileSync(damaged, bytes)
    const at = join(folder, 'fourth-laptop')
    const passphrases = { site: null, backup: passphrase }
    assert.throws(() => beginNewEpoch(at, damaged, passphrases), /damaged/)
    assert.throws(() => beginNewEpoch(at, join(folder, 'nothing'), passphrases), {
      name: 'SourceMissingError',
    })
    assert.throws(() => beginNewEpoch(at, folder, passphrases), { name: 'SourceMissingError' })
    assert.deepEqual(readdirSync(at, { recursive: true }).sort(), ['branches', 'in-use'])
  })

  test('a second site on the same data is refused at once, and the first goes on', async () => {
    await site.newShift()
    const { logSize } = await site.ask('status')
    await assert.rejects(SiteUnderTest.twin(site, site.dataDir), {
      name: 'SiteRunsError',
      message: /already runs on the data/,
    })
    await admit(site, 91)
    assert.equal((await site.ask('status')).logSize, logSize + 1)
  })

  test('a running site is not restored over', () => {
    assert.throws(() => beginNewEpoch(site.dataDir, join(folder, 'two.sentra'), none), {
      name: 'SiteRunsError',
    })
  })
})

describe('keys under a passphrase', () => {
  test('from the first start nothing on the disk opens the file without it', async () => {
    const sealed = await SiteUnderTest.start(morning, { passphrase })
    try {
      assert.deepEqual(readdirSync(join(sealed.dataDir, 'keys')), ['sealed-keys.json'])
      await sealed.running.stop()
      await assert.rejects(sealed.up({ passphrase: null }), /keys are sealed/)
      await assert.rejects(sealed.up({ passphrase: 'kuda besi lapar' }), { name: 'WrongPassphraseError' })
      await sealed.up({ passphrase })
      assert.ok((await sealed.ask('status')).logSize > 0)
    } finally {
      await sealed.end()
    }
  })

  test('a passphrase can be given later, and the file gets a new key; killed half-way it still opens', async () => {
    const late = await SiteUnderTest.start(morning)
    try {
      await late.running.stop()
      const keys = join(late.dataDir, 'keys')
      const before = readSecrets(keys, null)!
      const next = 'ab'.repeat(32)
      // Cut off before the file was encrypted: the old key is still the key, and the other is forgotten.
      writeSecrets(keys, { ...before, nextDatabaseKey: next }, null)
      await late.up()
      await late.running.stop()
      assert.deepEqual(readSecrets(keys, null), { ...before, nextDatabaseKey: undefined })
      assert.equal(existsSync(join(keys, 'database.key.next')), false)
      // Cut off after it: the new one is.
      writeSecrets(keys, { ...before, nextDatabaseKey: next }, null)
      changeKey(join(late.dataDir, 'site.db'), before, next)
      await late.up()
      await late.running.stop()
      assert.deepEqual(readSecrets(keys, null), { ...before, databaseKey: next, nextDatabaseKey: undefined })
      assert.equal(existsSync(join(keys, 'database.key.next')), false)
      rekeySite(late.dataDir, { before: null, after: passphrase })
      assert.deepEqual(readdirSync(keys), ['sealed-keys.json'])
      await late.up({ passphrase })
      const after = readSecrets(keys, passphrase)!
      assert.ok(after.databaseKey !== before.databaseKey && after.databaseKey !== next)
      assert.equal(after.logKey, before.logKey)
      assert.throws(() => rekeySite(late.dataDir, { before: passphrase, after: null }), {
        name: 'SiteRunsError',
      })
    } finally {
      await late.end()
    }
  })

  test('a file whose keys are gone gets no new ones: the start says what is missing', async () => {
    const bare = await SiteUnderTest.start(morning)
    try {
      await bare.running.stop()
      rmSync(join(bare.dataDir, 'keys'), { recursive: true })
      await assert.rejects(bare.up(), { name: 'KeysMissingError', message: /keys folder back/ })
      assert.equal(existsSync(join(bare.dataDir, 'keys')), false)
    } finally {
      rmSync(bare.dataDir, { recursive: true, force: true })
    }
  })

  test('a short passphrase is refused with a remedy', () => {
    assert.throws(() => openSiteKeys(join(folder, 'short'), 'sandi'), /four words or more/)
  })
})
