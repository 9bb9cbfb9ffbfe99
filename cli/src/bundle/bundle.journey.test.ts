import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { morning, openDay, openVial, vaccinate } from '../../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'

/** Three days without a line, carried by a person: the command line at both ends, a real hub and a real site. */
let folder: string
let hub: TestHub
let site: SiteUnderTest
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-stick-'))
  writeFileSync(join(folder, 'clock'), morning)
  hub = await startTestHub({ SENTRA_SIMULATED_CLOCK: join(folder, 'clock') })
  const enrolmentCode = await hub.enrolmentCode('krw-05')
  site = await SiteUnderTest.start(morning, { siteId: 'krw-05', hubUrl: hub.url, enrolmentCode })
  await openDay(site)
  await eventually(
    async () =>
      site.running.site.db.prepare("SELECT 1 FROM public_files WHERE path = 'v1/bundles/recipient'").get() !==
      undefined,
    'the site knows the hub’s recipient',
  )
  await site.restart({ hubUrl: null })
})
afterAll(async () => {
  await site.end()
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

function sentra(...command: string[]): { code: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../main.ts'), ...command],
    { encoding: 'utf8' },
  )
  return { code: status, out: stdout + stderr }
}

const stick = (name: string) => join(folder, name)

test('what was written without a line is receipted after one walk to the district office and back', async () => {
  const vial = await openVial(site)
  for (const index of [1, 2, 3]) await vaccinate(site, index, vial)
  assert.ok((await site.ask('status')).link.waiting > 10)

  const written = sentra('bundle', 'write', '--data', site.dataDir, '--to', stick('out.age'))
  assert.equal(written.code, 0, written.out)
  assert.equal(readFileSync(stick('out.age')).includes('Warga Contoh'), false)
  const handed = sentra(
    'hub',
    'import-bundle',
    stick('out.age'),
    '--hub',
    hub.url,
    '--reply',
    stick('back.age'),
  )
  assert.equal(handed.code, 0, handed.out)
  // The desks go on while the stick is on its way.
  await vaccinate(site, 4, vial)
  const read = sentra('bundle', 'read-receipt', stick('back.age'), '--data', site.dataDir)
  assert.equal(read.code, 0, read.out)
  const { link, logSize } = await site.ask('status')
  assert.ok(link.receiptedSize > 10 && link.receiptedSize < logSize)
  assert.equal(link.waiting, logSize - link.receiptedSize)
  await doses(3)
})

test('the next bundle holds the rest, brings back the national cards, and the same stick twice counts nothing twice', async () => {
  await doses(3)
  sentra('bundle', 'write', '--data', site.dataDir, '--to', stick('out-2.age'))
  for (const _ of [1, 2]) {
    const { code, out } = sentra(
      'hub',
      'import-bundle',
      stick('out-2.age'),
      '--hub',
      hub.url,
      '--reply',
      stick('back-2.age'),
    )
    assert.equal(code, 0, out)
  }
  await doses(4)
  const { code, out } = sentra('bundle', 'read-receipt', stick('back-2.age'), '--data', site.dataDir)
  assert.equal(code, 0, out)
  assert.equal((await site.ask('status')).link.waiting, 0)
  const cards = site.running.site.db.prepare('SELECT count(*) FROM national_cards').pluck().get()
  assert.ok(Number(cards) >= 3, `${cards} national cards came back`)
})

test('a reply is for the site that asked, and a damaged bundle is refused with what to do', () => {
  const bytes = readFileSync(stick('out-2.age'))
  bytes[bytes.length - 50]! ^= 1
  writeFileSync(stick('damaged.age'), bytes)
  const handed = sentra(
    'hub',
    'import-bundle',
    stick('damaged.age'),
    '--hub',
    hub.url,
    '--reply',
    stick('none.age'),
  )
  assert.equal(handed.code, 1)
  assert.match(handed.out, /Write it again at the site/)
  assert.equal(existsSync(stick('none.age')), false)
  const read = sentra('bundle', 'read-receipt', stick('out-2.age'), '--data', site.dataDir)
  assert.equal(read.code, 1)
  assert.match(read.out, /not for this site/)
})

test('the log, exported by the command line, is sound and agrees with the receipt', () => {
  const out = stick('audit')
  const exported = sentra('audit', 'export', '--site-data', site.dataDir, '--to', out, '--without-entries')
  assert.equal(exported.code, 0, exported.out)
  const verified = sentra('audit', 'verify', '--export', out, '--json')
  assert.equal(verified.code, 0, verified.out)
  const site1 = sentra('audit', 'verify', '--site-data', site.dataDir)
  assert.equal(site1.code, 0, site1.out)
  assert.match(site1.out, /agrees with the receipt of the hub/)
})

const doses = (count: number) =>
  eventually(async () => {
    const [row] = await hub.query<{ doses: string }>(
      "SELECT count(*) AS doses FROM doses WHERE site_id = 'krw-05'",
    )
    return Number(row!.doses) === count
  }, `${count} doses at the hub`)
