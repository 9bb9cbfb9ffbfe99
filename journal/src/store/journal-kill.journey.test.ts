import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'vitest'
import { doses, eventId, openTestJournal } from '../testing/temporary-journal.ts'

/** How often the power goes. The moments are spread over the writer's first fraction of a second and later. */
const kills = 20

test('a site killed in the middle of its work has lost nothing it acknowledged, twenty times over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sentra-kill-'))
  const file = join(folder, 'site.sqlite')
  const acknowledged = new Set<number>()
  try {
    for (let kill = 0; kill < kills; kill++) {
      for (const number of await writeUntilKilled(file, kill * 1_000_000 + 1, 5 + 13 * kill))
        acknowledged.add(number)
      const journal = openTestJournal(file, { verifyOnOpen: true })
      for (const number of acknowledged)
        assert.ok(journal.eventById(eventId(number)), `dose ${number} is gone`)
      assert.equal(doses(journal), journal.size, 'the view and the log are of one mind')
      assert.ok(
        journal.size - acknowledged.size <= 8 * (kill + 1),
        'only what was in flight may be unacknowledged',
      )
      journal.database.close()
    }
    assert.ok(
      acknowledged.size > kills * 5,
      `only ${acknowledged.size} doses were written: the test did not bite`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Kills the writer `delayMs` after its first acknowledgement; answers with all it acknowledged. */
function writeUntilKilled(file: string, first: number, delayMs: number): Promise<number[]> {
  const script = fileURLToPath(new URL('../testing/write-until-killed.ts', import.meta.url))
  const child = spawn(process.execPath, [script, file, String(first)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  let started = false
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk
    if (started) return
    started = true
    setTimeout(() => child.kill('SIGKILL'), delayMs)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the writer ended by itself (${code}): ${errors}`))
      resolve(
        output
          .slice(0, output.lastIndexOf('\n') + 1)
          .split('\n')
          .filter(Boolean)
          .map(Number),
      )
    })
  })
}
