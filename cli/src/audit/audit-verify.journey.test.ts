import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  appendLeaves,
  cosignCheckpoint,
  emptyFrontier,
  encodeFrontier,
  formatVkey,
  generateLogKey,
  leafHash,
  noteSigner,
  verifierOf,
} from '@sentra/journal'
import { afterAll, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { readFact, writeFact } from '../../../site/src/store/site-facts.ts'
import { morning, openDay, openVial, vaccinate } from '../../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'
import { withSite } from '../site/open-site-journal.ts'
import { rebuild } from '../site/rebuild.ts'

/**
 * An auditor holds a log, a bundle and a hub against each other, with the command line alone. Whoever changed theirs is
 * named, also when they have every key of the laptop and mended every hash behind their change.
 */
let folder: string
let hub: TestHub
let site: SiteUnderTest
let neighbour: SiteUnderTest
/** How the hub's copy stood when the old copy of the laptop was made. */
let oldHead: { size: number }
const place = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-audit-'))
  writeFileSync(place('clock'), morning)
  hub = await startTestHub({ SENTRA_SIMULATED_CLOCK: place('clock') })
  site = await startSite('krw-05')
  neighbour = await startSite('krw-06')
  await copyOfLaptop('old')
  await hub.query("CREATE TABLE old_head AS SELECT * FROM journal_heads WHERE site_id = 'krw-05'")
  const [row] = await hub.query<{ size: string }>('SELECT size FROM old_head')
  oldHead = { size: Number(row!.size) }
  await site.up()
  await vaccinate(site, 1, await openVial(site))
  await receipted(site)
  await site.restart({ hubUrl: null })
  await vaccinate(site, 2, await openVial(site))
  for (const [from, to] of [
    [site, 'out.age'],
    [neighbour, 'neighbour.age'],
  ] as const)
    agrees('bundle', 'write', '--data', from.dataDir, '--to', place(to))
  await copyOfLaptop('copy')
  await site.up()
  agrees('audit', 'export', '--site-data', site.dataDir, '--to', place('export'), '--without-entries')
})
afterAll(async () => {
  await site.end()
  await neighbour.end()
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a log agrees with the hub, with the bundle that goes there and with the reply that comes back', async () => {
  const ahead = verify('--site-data', site.dataDir, '--hub', hub.url, '--bundle', place('out.age'), '--json')
  assert.equal(ahead.code, 0, ahead.out)
  const { size, compared } = JSON.parse(ahead.out) as { size: number; compared: Comparisons }
  const [withHub, withBundle] = compared
  assert.ok(withHub!.same! > 10 && withHub!.onlyHere! > 0)
  assert.equal(withHub!.same! + withHub!.onlyHere!, size)
  // The stick holds what the hub has not vouched for, and no more.
  assert.deepEqual([withBundle!.same, withBundle!.onlyHere], [withHub!.onlyHere, 0])

  const early = verify('--bundle', place('out.age'), '--hub-data', hub.dataDir, '--json')
  assert.equal(early.code, 0, early.out)
  assert.equal((JSON.parse(early.out) as { compared: Comparisons }).compared[0]!.same, 0)

  agrees('hub', 'import-bundle', place('out.age'), '--hub', hub.url, '--reply', place('back.age'))
  const { out } = agrees('audit', 'verify', '--site-data', site.dataDir, '--bundle', place('back.age'))
  assert.match(out, new RegExp(`${size} kejadian sama`))
  const all = verify('--export', place('export'), '--bundle', place('out.age'), '--hub-data', hub.dataDir)
  assert.equal(all.code, 0, all.out)
  assert.equal(all.out.match(/signatures hold/g)?.length, 3, all.out)
})

test('one event changed in the file is found in the log itself, without anybody else', async () => {
  const changed = copied('copy', 'changed')
  const seq = await rewrite(changed, (lines) => lines.map(withOtherVaccinator), { mend: false })
  const { code, out } = verify('--site-data', changed)
  assert.equal(code, 1)
  assert.match(
    out,
    new RegExp(`damaged at event ${seq}: its text does not have the hash it was written with`),
  )
})

test('with every hash mended and the receipt removed, hub and bundle still say at which event it was changed', async () => {
  const changed = copied('copy', 'mended')
  const seq = await rewrite(changed, (lines) => lines.map(withOtherVaccinator), { mend: true })
  agrees('audit', 'verify', '--site-data', changed)
  refused(`log-changed (seq ${seq})`, '--site-data', changed, '--hub', hub.url)
  const later = copied('copy', 'mended-later')
  const last = await rewrite(later, (lines) => withLast(lines, withOtherDevice), { mend: true })
  refused(`log-changed (seq ${last})`, '--site-data', later, '--bundle', place('out.age'))
  refused('log-changed', '--site-data', later, '--bundle', place('back.age'))
})

test('a receipt that somebody made for a changed log is no receipt, and a hub’s key they put in its place blames nobody else', async () => {
  const changed = copied('copy', 'forged')
  await rewrite(changed, (lines) => lines.map(withOtherVaccinator), { mend: true })
  const thief = noteSigner('sentra-hub', generateLogKey(), 'witness')
  await withSite(changed, ({ db, journal }) => {
    const receipt = cosignCheckpoint(journal.checkpoint(), thief, new Date(morning))
    db.prepare('UPDATE journal_replication SET size = ?, receipt = ?').run(journal.size, receipt)
  })
  refused('receipt-invalid', '--site-data', changed)
  await withSite(changed, ({ db }) => {
    const enrolment = JSON.parse(readFact(db, 'enrolment')!) as object
    writeFact(db, 'enrolment', JSON.stringify({ ...enrolment, witnessKey: formatVkey(verifierOf(thief)) }))
  })
  refused('another-hub-key', '--site-data', changed, '--hub', hub.url)
  const published = await (await fetch(`${hub.url}/trust/witness.json`)).json()
  const { witnessKey } = published as { witnessKey: string }
  refused('log-changed', '--site-data', changed, '--hub', hub.url, '--hub-key', witnessKey)
})

test('events cut off the end of a log are missed by hub and bundle; so is what an old copy of the laptop lacks', async () => {
  const cut = copied('copy', 'cut')
  await rewrite(cut, (lines) => lines.slice(0, -2), { mend: true })
  agrees('audit', 'verify', '--site-data', cut)
  refused('log-cut', '--site-data', cut, '--hub', hub.url)
  refused('log-cut', '--site-data', cut, '--bundle', place('out.age'))
  refused('log-cut', '--site-data', cut, '--bundle', place('back.age'))
  refused(`log-cut (seq ${oldHead.size + 1})`, '--site-data', copied('old', 'old-one'), '--hub', hub.url)
})

test('a hub whose rows were changed by hand contradicts itself, and the log is not blamed', async () => {
  const where = "WHERE site_id = 'krw-05' AND seq = 3"
  await hub.query(`UPDATE journal_events SET body = replace(body, '"epoch"', '"Epoch"') ${where}`)
  refused('hub-contradicts-itself (seq 3)', '--site-data', site.dataDir, '--hub', hub.url)
  refused('hub-contradicts-itself (seq 3)', '--export', place('export'), '--hub-data', hub.dataDir)
  refused('hub-contradicts-itself', '--bundle', place('out.age'), '--hub-data', hub.dataDir)
  await hub.query(`UPDATE journal_events SET body = replace(body, '"Epoch"', '"epoch"') ${where}`)
  await hub.query(`UPDATE journal_heads SET root = sha256(root) WHERE site_id = 'krw-05'`)
  refused('hub-contradicts-itself', '--site-data', site.dataDir, '--hub', hub.url)
  await hub.query(`UPDATE journal_heads h SET root = decode($1, 'hex') WHERE site_id = 'krw-05'`, [
    await rootOfSite(),
  ])
  agrees('audit', 'verify', '--site-data', site.dataDir, '--hub', hub.url)
})

test('a bundle with a changed byte, one of another site and one that nobody here can open are refused by name', () => {
  const bytes = readFileSync(place('out.age'))
  bytes[bytes.length - 50]! ^= 1
  writeFileSync(place('changed.age'), bytes)
  refused('bundle-damaged', '--site-data', site.dataDir, '--bundle', place('changed.age'))
  refused('bundle-damaged', '--bundle', place('changed.age'), '--hub-data', hub.dataDir)
  refused('bundle-not-for-this-key', '--site-data', site.dataDir, '--bundle', place('neighbour.age'))
  refused('bundle-not-for-this-key', '--bundle', place('back.age'), '--hub-data', hub.dataDir)
  const both = ['--export', place('export'), '--hub-data', hub.dataDir]
  refused('bundle-of-another-site', ...both, '--bundle', place('neighbour.age'))
})

test('a hub that was restored and fed by another laptop has signed two histories, and is told so', async () => {
  await restoreHub()
  refused('hub-went-back', '--bundle', place('out.age'), '--hub-data', hub.dataDir)
  agrees('bundle', 'read-receipt', place('back.age'), '--data', site.dataDir)
  refused(`hub-went-back (seq ${oldHead.size + 1})`, '--site-data', site.dataDir, '--hub', hub.url)

  const other = await SiteUnderTest.twin(site, place('old'))
  try {
    await other.restart({ hubUrl: hub.url })
    await vaccinate(other, 7, await openVial(other))
    await receipted(other)
  } finally {
    await other.running.stop()
  }
  agrees('audit', 'verify', '--site-data', place('old'), '--hub', hub.url)
  const at = `(seq ${oldHead.size + 1})`
  refused(`hub-signed-two-histories ${at}`, '--site-data', site.dataDir, '--hub', hub.url)
  refused('site-signed-two-histories', '--bundle', place('out.age'), '--hub-data', hub.dataDir)

  // Once both have spoken up the hub takes nothing more, and still answers an auditor.
  await site.restart({ hubUrl: hub.url })
  await eventually(async () => (await site.ask('status')).link.quarantine !== null, 'the hub saw the fork')
  refused(`hub-signed-two-histories ${at}`, '--site-data', site.dataDir, '--hub', hub.url)
  agrees('audit', 'verify', '--site-data', place('old'), '--hub', hub.url)
})

test('what does not go together is said before anything is read, and a silent hub is no verdict', () => {
  for (const wrong of [
    ['--export', place('export'), '--hub', hub.url],
    ['--bundle', place('out.age')],
    ['--site-data', site.dataDir, '--hub-data', hub.dataDir],
    ['--hub-data', hub.dataDir],
  ])
    assert.equal(verify(...wrong).code, 2, wrong.join(' '))
  const { code, out } = verify('--site-data', site.dataDir, '--hub', 'http://127.0.0.1:9')
  assert.equal(code, 1)
  assert.match(out, /does not answer/)
})

type Comparisons = { between: string; same?: number; onlyHere?: number }[]

function sentra(...command: string[]): { code: number | null; out: string } {
  const main = join(import.meta.dirname, '../main.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...command], { encoding: 'utf8' })
  return { code: status, out: stdout + stderr }
}

const verify = (...options: string[]) => sentra('audit', 'verify', ...options)

function agrees(...command: string[]): { out: string } {
  const { code, out } = sentra(...command)
  assert.equal(code, 0, out)
  return { out }
}

/** Refused with this name, and with a line in each language that says what to do. */
function refused(finding: string, ...options: string[]): void {
  const { code, out } = verify(...options)
  assert.equal(code, 1, out)
  const lines = out.split('\n')
  const at = lines.findIndex((line) => line.startsWith('✗') && line.includes(`: ${finding}`))
  assert.notEqual(at, -1, `${finding} in:\n${out}`)
  assert.ok(lines[at + 1]!.startsWith('  ') && lines[at + 2]!.startsWith('  '), out)
}

async function startSite(siteId: string): Promise<SiteUnderTest> {
  const enrolmentCode = await hub.enrolmentCode(siteId)
  const started = await SiteUnderTest.start(morning, { siteId, hubUrl: hub.url, enrolmentCode })
  await openDay(started)
  const note = "SELECT 1 FROM public_files WHERE path = 'v1/bundles/recipient'"
  await eventually(
    async () => started.running.site.db.prepare(note).get() !== undefined,
    'the site knows the hub’s recipient',
  )
  await receipted(started)
  return started
}

const receipted = (of: SiteUnderTest) =>
  eventually(async () => {
    const { link, logSize } = await of.ask('status')
    return link.waiting === 0 && link.receiptedSize === logSize
  }, 'everything has its receipt')

/** The laptop is off afterwards. */
async function copyOfLaptop(name: string): Promise<void> {
  await site.running.stop()
  cpSync(site.dataDir, place(name), { recursive: true })
}

function copied(name: string, as: string): string {
  cpSync(place(name), place(as), { recursive: true })
  return place(as)
}

const withOtherVaccinator = (line: string) =>
  line.includes('immunization.recorded') ? line.replace('"actor":"V-01"', '"actor":"V-77"') : line
const withOtherDevice = (line: string) => line.replace(/"device":"[^"]*"/, '"device":"elsewhere"')
const withLast = (lines: string[], change: (line: string) => string) =>
  lines.map((line, index) => (index === lines.length - 1 ? change(line) : line))

/**
 * Writes another history into a laptop's file, as somebody would who has its keys: with `mend` each hash, the tree's edge
 * and the tables follow, and the hub's receipt is gone. Answers with the seq of the first event that is another.
 */
async function rewrite(
  data: string,
  change: (lines: string[]) => string[],
  { mend }: { mend: boolean },
): Promise<number> {
  const seq = await withSite(data, ({ db }) => {
    db.exec('DROP TRIGGER journal_event_is_never_changed; DROP TRIGGER journal_event_is_never_removed')
    const lines = db.prepare('SELECT body FROM journal_event ORDER BY seq').pluck().all() as string[]
    const written = change(lines)
    for (const [index, line] of lines.entries()) {
      const other = written[index]
      if (other === undefined) db.prepare('DELETE FROM journal_event WHERE seq = ?').run(index + 1)
      else if (other !== line)
        db.prepare('UPDATE journal_event SET body = ? WHERE seq = ?').run(other, index + 1)
      if (mend && other !== undefined)
        db.prepare('UPDATE journal_event SET leaf_hash = ? WHERE seq = ?').run(leafHash(other), index + 1)
    }
    if (mend) {
      const edge = appendLeaves(
        emptyFrontier,
        written.map((line) => leafHash(line)),
      )
      db.prepare('UPDATE journal_head SET size = ?, frontier = ?').run(edge.size, encodeFrontier(edge))
      db.exec('UPDATE journal_replication SET size = 0, receipt = NULL; DELETE FROM journal_receipt')
    }
    return lines.findIndex((line, index) => line !== written[index]) + 1
  })
  assert.ok(seq > 0, 'something was changed')
  if (mend) await withSite(data, ({ journal }) => void rebuild(journal))
  return seq
}

/** The hub's copy of this site as it was when the old copy of the laptop was made. */
async function restoreHub(): Promise<void> {
  await hub.query(`DELETE FROM journal_events WHERE site_id = 'krw-05' AND seq > $1`, [oldHead.size])
  await hub.query(
    `UPDATE journal_heads h
     SET size = o.size, frontier = o.frontier, root = o.root, receipt = o.receipt, receipt_size = o.receipt_size,
         last_event_id = o.last_event_id
     FROM old_head o WHERE h.site_id = o.site_id AND h.epoch = o.epoch`,
  )
  await hub.restart()
}

/** The root of what the hub holds, as its receipt says. */
async function rootOfSite(): Promise<string> {
  const [head] = await hub.query<{ receipt: string }>(
    `SELECT receipt FROM journal_heads WHERE site_id = 'krw-05'`,
  )
  return Buffer.from(head!.receipt.split('\n')[2]!, 'base64').toString('hex')
}
