import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { simulatedClock } from './clock.ts'

test('in a rehearsal the time is what the file says, also after it was moved, and never a guess', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sentra-clock-'))
  try {
    const file = join(directory, 'clock')
    const clock = simulatedClock(file)
    assert.throws(() => clock.now(), /ENOENT/)
    writeFileSync(file, '2021-08-05T01:15:00.000Z\n')
    assert.equal(clock.now().toISOString(), '2021-08-05T01:15:00.000Z')
    writeFileSync(file, '2021-08-06T01:15:00.000Z\n')
    assert.equal(clock.now().toISOString(), '2021-08-06T01:15:00.000Z')
    writeFileSync(file, 'soon')
    assert.throws(() => clock.now(), /SENTRA_SIMULATED_CLOCK.*holds no ISO instant/)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})
