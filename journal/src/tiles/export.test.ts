import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { cosignCheckpoint, siteVerifier } from '../checkpoint/checkpoint.ts'
import { generateLogKey } from '../checkpoint/ed25519-key.ts'
import {
  giveDoses,
  type TemporaryJournal,
  temporaryJournal,
  testClock,
  testLogKey,
} from '../testing/temporary-journal.ts'
import { testWitness, testWitnessVerifier } from '../testing/test-hub.ts'
import { auditExport } from './audit-export.ts'
import { exportLog } from './export-log.ts'
import { hashTilePath } from './tile-path.ts'

const site = siteVerifier('krw-01', 1, testLogKey)
const keys = { site, witness: testWitnessVerifier }
let temporary: TemporaryJournal
let folder: string
let fresh: string

beforeAll(async () => {
  temporary = temporaryJournal()
  folder = mkdtempSync(join(tmpdir(), 'sentra-export-'))
  fresh = join(folder, 'fresh')
  await giveDoses(temporary.journal, 1, 600)
  const { journal } = temporary
  const receipt = cosignCheckpoint(journal.checkpoint(500), testWitness, testClock.now())
  await journal.transact(() => journal.replication.saveReceipt(500, receipt, testClock.now()))
  assert.deepEqual(exportLog(journal, fresh, { proofsOf: [42] }), { size: 600, files: 12, receiptSize: 500 })
})
afterAll(() => {
  temporary.dispose()
  rmSync(folder, { recursive: true, force: true })
})

function changed(path: string, change: (content: Buffer) => Buffer): ReturnType<typeof auditExport> {
  const copy = join(folder, `copy-${path.replaceAll('/', '-')}`)
  rmSync(copy, { recursive: true, force: true })
  cpSync(fresh, copy, { recursive: true })
  writeFileSync(join(copy, path), change(readFileSync(join(copy, path))))
  return auditExport(copy, keys)
}

const flip = (at: number) => (content: Buffer) => {
  content[at]! ^= 1
  return content
}

test('the folder has the names of the tile layout', () => {
  assert.equal(hashTilePath(3, 1_234_067, 256), 'tile/3/x001/x234/067')
  assert.equal(hashTilePath(0, 0, 7), 'tile/0/000.p/7')
  for (const path of [
    'tile/0/000',
    'tile/0/001',
    'tile/0/002.p/88',
    'tile/1/000.p/2',
    'tile/entries/002.p/88',
  ])
    assert.ok(existsSync(join(fresh, path)), path)
})

test('sha256sum and nothing else shows that a leaf is its event', () => {
  const [line] = temporary.journal.lines(1, 1)
  const leaf = createHash('sha256').update('\0').update(line!.line, 'utf8').digest()
  assert.deepEqual(readFileSync(join(fresh, 'tile/0/000')).subarray(0, 32), leaf)
})

test('a whole export is sound, with its receipt and its proofs', () => {
  const audit = auditExport(fresh, keys)
  assert.ok(audit.sound)
  assert.equal(audit.size, 600)
  assert.deepEqual(audit.receipt, { size: 500, cosignedAt: testClock.now() })
  assert.equal(audit.proofs, 2)
})

test('hashes without events prove the same and say nothing about anybody', () => {
  const bare = join(folder, 'bare')
  exportLog(temporary.journal, bare, { entries: false })
  const audit = auditExport(bare, keys)
  assert.ok(audit.sound && !audit.entriesRead)
  assert.equal(existsSync(join(bare, 'tile/entries')), false)
})

test('one bit anywhere is found and named', () => {
  assert.deepEqual(changed('tile/entries/000', flip(100)), {
    sound: false,
    finding: 'entry-changed',
    where: 'event 1',
  })
  assert.deepEqual(changed('tile/0/001', flip(5)), {
    sound: false,
    finding: 'entry-changed',
    where: 'event 257',
  })
  assert.deepEqual(changed('tile/1/000.p/2', flip(5)), {
    sound: false,
    finding: 'tile-changed',
    where: 'tile/1/000.p/2',
  })
  assert.deepEqual(changed('proof/42.tlog-proof', flip(60)), {
    sound: false,
    finding: 'proof-invalid',
    where: 'proof/42.tlog-proof',
  })
  assert.equal((changed('checkpoint', flip(20)) as { finding: string }).finding, 'checkpoint-invalid')
  assert.equal((changed('receipt', flip(200)) as { finding: string }).finding, 'receipt-invalid')
})

test('a removed or shortened file is found', () => {
  const copy = join(folder, 'short')
  cpSync(fresh, copy, { recursive: true })
  truncateSync(join(copy, 'tile/entries/001'), 1000)
  assert.deepEqual(auditExport(copy, keys), {
    sound: false,
    finding: 'entry-changed',
    where: 'tile/entries/001',
  })
  rmSync(join(copy, 'tile/0/001'))
  assert.deepEqual(auditExport(copy, keys), { sound: false, finding: 'file-missing', where: 'tile/0/001' })
})

test('history rewritten by the owner of the key still meets the hub’s receipt', async () => {
  const rewritten = temporaryJournal()
  await giveDoses(rewritten.journal, 1001, 600)
  const out = join(folder, 'rewritten')
  exportLog(rewritten.journal, out)
  rewritten.dispose()
  assert.ok(auditExport(out, keys).sound)
  const receipt = readFileSync(join(fresh, 'receipt'), 'utf8')
  assert.deepEqual(auditExport(out, keys, receipt), {
    sound: false,
    finding: 'receipt-contradicts',
    where: 'at 500 events',
  })
})

test('another site’s key opens nothing', () => {
  const other = { site: siteVerifier('krw-01', 1, generateLogKey()) }
  assert.deepEqual(auditExport(fresh, other), {
    sound: false,
    finding: 'checkpoint-invalid',
    where: 'no-known-signature',
  })
})
