import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, test } from 'vitest'
import { leafHash } from '../merkle/hash.ts'
import {
  countDose,
  doses,
  giveDose,
  giveDoses,
  openTestJournal,
  type TemporaryJournal,
  temporaryJournal,
  testKey,
} from '../testing/temporary-journal.ts'
import { openJournalDatabase } from './open-database.ts'

let temporary: TemporaryJournal
beforeEach(async () => {
  temporary = temporaryJournal()
  await giveDoses(temporary.journal, 1, 600)
})
afterEach(() => temporary.dispose())

/** What somebody with the key and a database browser can do. */
function tamper(sql: string, ...values: unknown[]): void {
  temporary.journal.database.exec('DROP TRIGGER IF EXISTS journal_event_is_never_changed')
  temporary.journal.database.exec('DROP TRIGGER IF EXISTS journal_event_is_never_removed')
  temporary.journal.database.prepare(sql).run(...values)
}

test('the database itself refuses to edit or remove history', () => {
  const { database } = temporary.journal
  assert.throws(
    () => database.exec("UPDATE journal_event SET body = '{}' WHERE seq = 3"),
    /history is not edited/,
  )
  assert.throws(() => database.exec('DELETE FROM journal_event WHERE seq = 3'), /history is not removed/)
})

test('one changed letter in an old event is found, with its number, and the event is not served', () => {
  const { journal } = temporary
  tamper("UPDATE journal_event SET body = replace(body, 'EX7731', 'EX7732') WHERE seq = 42")
  assert.deepEqual(journal.verifyAll(), { sound: false, firstBadSeq: 42, reason: 'text-changed' })
  assert.throws(() => journal.read(40, 5), { name: 'JournalCorruptError', seq: 42 })
  assert.equal(journal.read(43, 5).length, 5)
  assert.throws(() => temporary.reopen({ verifyOnOpen: true }), { name: 'JournalCorruptError', seq: 42 })
})

test('a change at the tail is found at the next opening', () => {
  tamper("UPDATE journal_event SET body = replace(body, 'EX7731', 'EX7732') WHERE seq = 599")
  assert.throws(() => temporary.reopen(), { name: 'JournalCorruptError', seq: 599 })
})

test('an event edited together with its hash is found by the tree', () => {
  const { journal } = temporary
  const edited = journal.lines(42, 1)[0]!.line.replace('EX7731', 'EX7732')
  tamper('UPDATE journal_event SET body = ?, leaf_hash = ? WHERE seq = 42', edited, leafHash(edited))
  assert.deepEqual(journal.verifyAll(), { sound: false, firstBadSeq: null, reason: 'kept-subtree-changed' })
})

test('a removed event, in the middle or at the end, is found', () => {
  const { journal } = temporary
  tamper('DELETE FROM journal_event WHERE seq = 600')
  assert.deepEqual(journal.verifyAll(), { sound: false, firstBadSeq: 600, reason: 'event-missing' })
  tamper('DELETE FROM journal_event WHERE seq = 17')
  assert.deepEqual(journal.verifyAll(), { sound: false, firstBadSeq: 17, reason: 'event-missing' })
  assert.throws(() => temporary.reopen(), { name: 'JournalCorruptError', seq: 600 })
})

test('a changed tree edge is found at the next opening', () => {
  const { database } = temporary.journal
  const frontier = database.prepare('SELECT frontier FROM journal_head').pluck().get() as Buffer
  frontier[40]! ^= 1
  database.prepare('UPDATE journal_head SET frontier = ?').run(frontier)
  assert.deepEqual(temporary.journal.verifyAll(), {
    sound: false,
    firstBadSeq: null,
    reason: 'tree-edge-changed',
  })
  assert.throws(() => temporary.reopen(), { name: 'JournalCorruptError', seq: null })
})

test('a flipped bit in the file is an error with a name, never an answer', () => {
  const { journal, file } = temporary
  journal.close()
  journal.database.close()
  const bytes = readFileSync(file)
  for (let at = 4_096 * 2 + 100; at < bytes.length; at += 4_096 * 5) {
    const flipped = Buffer.from(bytes)
    flipped[at]! ^= 1
    writeFileSync(file, flipped)
    assert.throws(() => {
      const damaged = openTestJournal(file)
      try {
        const audit = damaged.verifyAll()
        if (!audit.sound) throw new Error(audit.reason)
        damaged.database.prepare('PRAGMA quick_check').all()
      } finally {
        damaged.database.close()
      }
    }, `byte ${at}`)
  }
  writeFileSync(file, bytes)
  temporary.journal = openTestJournal(file)
})

test('a full disk stops the journal; after the remedy everything acknowledged is there', async () => {
  const { journal } = temporary
  const pages = journal.database.pragma('page_count', { simple: true }) as number
  journal.database.pragma(`max_page_count = ${pages + 3}`)
  const acknowledged: number[] = []
  const rejected = await (async () => {
    for (let number = 601; ; number++) {
      try {
        await journal.submit(giveDose(number))
        acknowledged.push(number)
      } catch (error) {
        return error
      }
    }
  })()
  assert.equal((rejected as { reason?: string }).reason, 'disk-full')
  await assert.rejects(journal.submit(giveDose(5_000)), {
    name: 'JournalStoppedError',
    reason: 'disk-full',
  })

  const reopened = temporary.reopen()
  assert.equal(reopened.size, 600 + acknowledged.length)
  assert.equal(doses(reopened), reopened.size)
  assert.ok(reopened.verifyAll().sound)
  assert.equal((await reopened.submit(giveDose(5_000))).kind, 'recorded')
})

test('a commit that fails stops the journal and acknowledges nobody', async () => {
  const { database } = temporary.journal
  // A constraint checked at COMMIT stands in for the disk that refuses at COMMIT.
  database.exec(`CREATE TABLE parent (id INTEGER PRIMARY KEY);
    CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)`)
  const journal = temporary.reopen({
    project: (event, target) => {
      countDose(event, target)
      if ((event.data as { lot: string }).lot === 'ORPHAN') target.exec('INSERT INTO child VALUES (1)')
    },
  })
  const answers = await Promise.allSettled([
    journal.submit(giveDose(601)),
    journal.submit(giveDose(602, 'ORPHAN')),
  ])
  for (const answer of answers) {
    assert.equal(answer.status, 'rejected')
    assert.equal((answer as PromiseRejectedResult).reason.reason, 'commit-failed')
  }
  await assert.rejects(journal.submit(giveDose(603)), { reason: 'commit-failed' })
  assert.equal(journal.size, 600)
  const reopened = temporary.reopen({ project: countDose })
  assert.equal(reopened.size, 600)
  assert.equal((await reopened.submit(giveDose(601))).kind, 'recorded')
})

test('a second process writing to the same file is noticed before anything is written over', async () => {
  const { journal, file } = temporary
  const other = openTestJournal(file, { database: openJournalDatabase(file, { key: testKey }) })
  await other.submit(giveDose(601))
  await assert.rejects(journal.submit(giveDose(602)), {
    name: 'JournalStoppedError',
    reason: 'another-writer',
  })
  assert.equal((await other.submit(giveDose(602))).kind, 'recorded')
  assert.ok(other.verifyAll().sound)
  other.database.close()
})
