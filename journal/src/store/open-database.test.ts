import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'vitest'
import { openTestJournal } from '../testing/temporary-journal.ts'
import { assertDurable, openJournalDatabase } from './open-database.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a commit is on the disk when it returns: the settings are read back', () => {
  const database = openJournalDatabase(join(folder, 'site.sqlite'), { key: 'a passphrase' })
  assert.equal(database.pragma('synchronous', { simple: true }), 2)
  assert.equal(database.pragma('journal_mode', { simple: true }), 'wal')
  assert.equal(database.pragma('foreign_keys', { simple: true }), 1)
  assert.doesNotThrow(() => assertDurable(database))
  database.close()
})

test('a journal refuses to run on a database whose settings were weakened', () => {
  for (const [pragma, fault] of [
    ['synchronous = NORMAL', 'synchronous-not-full'],
    ['journal_mode = DELETE', 'not-write-ahead'],
    ['foreign_keys = OFF', 'foreign-keys-off'],
  ] as const) {
    const database = openJournalDatabase(join(folder, `${fault}.sqlite`), { key: 'a passphrase' })
    database.pragma(pragma)
    assert.throws(() => openTestJournal('', { database }), { name: 'DatabaseRefusedError', fault })
    database.close()
  }
})

test('another key is refused by name, and the right one still opens', () => {
  const file = join(folder, 'site.sqlite')
  for (const key of ["it's a passphrase", new Uint8Array(32).fill(7)]) {
    const database = openJournalDatabase(file, { key })
    database.exec('CREATE TABLE note (text TEXT)')
    database.close()
    for (const wrong of ['another passphrase', new Uint8Array(32).fill(8)]) {
      assert.throws(() => openJournalDatabase(file, { key: wrong }), {
        name: 'DatabaseRefusedError',
        fault: 'wrong-key',
      })
    }
    openJournalDatabase(file, { key }).close()
    rmSync(file)
  }
  assert.throws(() => openJournalDatabase(file, { key: '' }), { fault: 'no-key' })
  assert.ok(!existsSync(file))
})

test('a copy of the files shows nothing that was written', () => {
  const file = join(folder, 'site.sqlite')
  const database = openJournalDatabase(file, { key: new Uint8Array(32).fill(7) })
  database.exec("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('words that must stay inside')")
  for (const each of [file, `${file}-wal`]) {
    assert.ok(!readFileSync(each).includes('words that must'), each)
    assert.ok(!readFileSync(each).includes('CREATE TABLE'), each)
  }
  database.close()
  assert.ok(!readFileSync(file).includes('words that must'))
})
