import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, test } from 'vitest'
import { compileSyncShim } from '../testing/sync-shim.ts'
import { doses, giveDose, openTestJournal } from '../testing/temporary-journal.ts'

/** A disk that reports a failed sync: PostgreSQL panics then, and so do we, because a second try may lie. */
const folder = mkdtempSync(join(tmpdir(), 'sentra-sync-'))
const shim = compileSyncShim(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(file: string, failAt: number) {
  const script = join(import.meta.dirname, '../testing/write-until-stopped.ts')
  const { stdout } = spawnSync(process.execPath, [script, file, '1', '12'], {
    encoding: 'utf8',
    env: { ...process.env, LD_PRELOAD: shim!, SENTRA_FAIL_SYNC_AT: String(failAt) },
  })
  const lines = stdout.trim().split('\n')
  return { acknowledged: lines.slice(0, -1).map(Number), why: lines.at(-1)!.replace('stopped ', '') }
}

test.skipIf(shim === null)(
  'whichever sync fails, the journal stops and nothing acknowledged is lost (needs a C compiler)',
  async () => {
    const seen: Record<string, number> = {}
    // The first ones fall into the opening, the later ones into commits and checkpoints.
    for (const failAt of [1, 2, 4, 6, 7, 8, 9, 11, 14]) {
      const file = join(folder, `fail-${failAt}.sqlite`)
      const { acknowledged, why } = run(file, failAt)
      seen[why] = (seen[why] ?? 0) + 1
      const journal = openTestJournal(file)
      const present = new Set(journal.read(1, 1000).map(({ data }) => (data as { number: number }).number))
      for (const number of acknowledged) assert.ok(present.has(number), `dose ${number} was acknowledged`)
      assert.ok(journal.size <= acknowledged.length + 1, 'at most the command under way is more')
      // Sent again with the same id, the command that failed is either new or known: never twice.
      const next = acknowledged.length + 1
      const { kind } = await journal.submit(giveDose(next))
      assert.equal(kind, present.has(next) ? 'duplicate' : 'recorded')
      assert.equal(doses(journal), journal.size)
      assert.ok(journal.verifyAll().sound)
      journal.database.close()
    }
    process.stdout.write(`failed syncs: ${JSON.stringify(seen)}\n`)
    assert.ok(seen['commit-failed']! >= 3, 'the failure was felt')
  },
)
