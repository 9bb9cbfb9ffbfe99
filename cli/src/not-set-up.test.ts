import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'

test('in a clone that was never started, sentra says what to run, and verifies nothing', () => {
  const repository = join(import.meta.dirname, '../..')
  const clone = mkdtempSync(join(tmpdir(), 'sentra-clone-'))
  try {
    for (const part of ['cli/bin/sentra.mjs', 'scripts/on-node-24.mjs', 'scripts/prepare.mjs']) {
      mkdirSync(join(clone, part, '..'), { recursive: true })
      cpSync(join(repository, part), join(clone, part))
    }
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(clone, 'cli/bin/sentra.mjs'), 'verify', 'HC1:X'],
      {
        encoding: 'utf8',
      },
    )
    assert.equal(status, 2)
    assert.match(stderr, /belum disiapkan.*npm start[\s\S]*is not set up yet.*npm start/)
    assert.doesNotMatch(stderr, /\n\s+at /)
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
})
