import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { SmallDisk } from '../testing/small-disk.ts'
import { doses, giveDose, openTestJournal, temporaryJournal } from '../testing/temporary-journal.ts'
import type { JournalStoppedError } from './journal-errors.ts'

/** A real disk that is really full: 3 MB of memory mounted as one. Only root may mount. */
const place = mkdtempSync(join(tmpdir(), 'sentra-full-'))
const disk = SmallDisk.at(place, 3)
const file = join(place, 'site.sqlite')

beforeAll(() => disk?.othersTake(1_500_000))
afterAll(() => {
  disk?.remove()
  rmSync(place, { recursive: true, force: true })
})

test.skipIf(disk === null)(
  'a full disk stops the journal; reads go on; with room again nothing is missing',
  async () => {
    let journal = openTestJournal(file)
    const acknowledged: number[] = []
    let stopped: JournalStoppedError | null = null
    for (let number = 1; number < 20_000 && stopped === null; number += 1) {
      await journal.submit(giveDose(number)).then(
        () => acknowledged.push(number),
        (error: JournalStoppedError) => {
          stopped = error
        },
      )
    }
    assert.equal(stopped!.reason, 'disk-full')
    assert.match(stopped!.message, /disk is full.*Move other files away/)
    assert.equal(journal.size, acknowledged.length)
    assert.equal(journal.read(1, 5).length, 5)
    assert.ok(journal.verifyAll().sound)
    await assert.rejects(journal.submit(giveDose(30_000)), {
      name: 'JournalStoppedError',
      reason: 'disk-full',
    })
    journal.database.close()

    disk!.makeRoom()
    journal = openTestJournal(file)
    const present = new Set(journal.read(1, 30_000).map(({ data }) => (data as { number: number }).number))
    assert.ok(acknowledged.every((number) => present.has(number)))
    assert.ok(journal.size <= acknowledged.length + 1)
    assert.equal(doses(journal), journal.size)
    assert.equal((await journal.submit(giveDose(30_000))).kind, 'recorded')
    assert.ok(journal.verifyAll().sound)
    process.stdout.write(`acknowledged before the disk was full: ${acknowledged.length}\n`)
    journal.database.close()
  },
)

test.skipIf(disk === null)('a disk that takes no writes is refused at the opening, with what to do', () => {
  assert.ok(disk!.remount('ro'))
  assert.throws(() => openTestJournal(file), { name: 'DatabaseRefusedError', fault: 'not-writable' })
  assert.ok(disk!.remount('rw'))
  const journal = openTestJournal(file)
  assert.ok(journal.verifyAll().sound)
  journal.database.close()
})

test('a file that has become read-only stops the journal, and reads go on', async () => {
  const temporary = temporaryJournal()
  await temporary.journal.submit(giveDose(1))
  temporary.journal.database.pragma('query_only = ON')
  await assert.rejects(temporary.journal.submit(giveDose(2)), {
    name: 'JournalStoppedError',
    reason: 'read-only',
  })
  assert.equal(temporary.journal.read(1, 5).length, 1)
  temporary.dispose()
})
