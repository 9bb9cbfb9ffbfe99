import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'vitest'
import { testKey } from '../testing/temporary-journal.ts'
import { openJournalDatabase } from './open-database.ts'
import { scrubDatabase } from './scrub-database.ts'

test('a desk that writes during the nightly look is no damage, forty looks in a row', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sentra-scrub-'))
  const file = join(folder, 'site.sqlite')
  const writer = spawn(process.execPath, [
    fileURLToPath(new URL('../testing/write-until-killed.ts', import.meta.url)),
    file,
    '1',
  ])
  try {
    await new Promise<void>((resolve) => writer.stdout.once('data', () => resolve()))
    writer.stdout.resume()
    const reader = openJournalDatabase(file, { key: testKey })
    const sizes: number[] = []
    for (let look = 0; look < 40; look += 1) {
      const scrub = scrubDatabase(reader, 'krw-01', 1)
      assert.ok(scrub.sound, JSON.stringify(scrub))
      sizes.push(scrub.events)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    reader.close()
    assert.ok(sizes.at(-1)! > sizes[0]!, 'the writer wrote meanwhile')
  } finally {
    writer.kill('SIGKILL')
    await new Promise((resolve) => writer.once('close', resolve))
    rmSync(folder, { recursive: true, force: true })
  }
})
