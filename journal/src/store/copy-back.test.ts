import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { test } from 'vitest'
import { giveDoses, temporaryJournal, testKey } from '../testing/temporary-journal.ts'
import { copyBackBeside } from './copy-back.ts'

test('the log is copied back beside the desks, and everything is there when it is opened again', async () => {
  const temporary = temporaryJournal()
  try {
    const { journal, file } = temporary
    // So that nobody else does it.
    journal.database.pragma('wal_autocheckpoint = 0')
    const faults: Error[] = []
    const copyBack = copyBackBeside(journal, testKey, (error) => faults.push(error))
    await giveDoses(journal, 1, 100)
    const before = statSync(file).size
    await giveDoses(journal, 101, 2_000)
    await copyBack.stop()
    assert.deepEqual(faults, [])
    assert.ok(statSync(file).size > before + 500_000, 'the events are in the database itself')
    await giveDoses(journal, 2_101, 10)
    const again = temporary.reopen()
    assert.equal(again.size, 2_110)
    assert.ok(again.verifyAll().sound)
  } finally {
    temporary.dispose()
  }
})

test('without its thread the journal goes on', async () => {
  const temporary = temporaryJournal()
  try {
    const faults: Error[] = []
    const copyBack = copyBackBeside(temporary.journal, new Uint8Array(32).fill(99), (error) =>
      faults.push(error),
    )
    await giveDoses(temporary.journal, 1, 1_600)
    await copyBack.stop()
    assert.equal(faults.length, 1, 'another key: the thread could not open the file')
    await giveDoses(temporary.journal, 1_601, 10)
    assert.equal(temporary.reopen().size, 1_610)
  } finally {
    temporary.dispose()
  }
})
