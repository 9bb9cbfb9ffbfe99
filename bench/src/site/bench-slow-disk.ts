import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { compileSyncShim } from '../../../journal/src/testing/sync-shim.ts'
import type { Spread } from '../interleave.ts'
import type { BenchResult, SkippedBench } from '../report.ts'
import type { Terms } from './bench-site.ts'

/** S3: a laptop disk takes 5 ms longer for each sync; 32 desks share the commits. */
export async function benchSlowDisk(terms: Terms): Promise<(BenchResult | SkippedBench)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sentra-shim-'))
  try {
    const shim = compileSyncShim(folder)
    if (shim === null) return [{ id: 'S3', skipped: 'no C compiler to slow the disk with' }]
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        join(import.meta.dirname, 'slow-disk-clients.ts'),
        String(terms.rounds),
        String(terms.millisecondsPerTurn),
      ],
      { env: { ...process.env, LD_PRELOAD: shim, SENTRA_SYNC_DELAY_US: '5000' } },
    )
    const found = JSON.parse(stdout) as { ratio: Spread; one: number; many: number; p99: number }
    const leavesOut = 'HTTP and sign-in; each sync is slowed by 5 ms on top of what this disk takes'
    const details = {
      eventsASecond: Math.round(found.many),
      withOneClient: Math.round(found.one),
      rounds: found.ratio,
    }
    return [
      {
        id: 'S3',
        title: '32 clients, syncs 5 ms slower: events/s ÷ (32 × one client)',
        gate: 0.5,
        aim: 0.8,
        better: 'higher',
        value: found.ratio.median,
        unit: '×',
        details,
        leavesOut,
      },
      {
        id: 'S3-p99',
        title: 'the same: 99 of 100 answers within',
        gate: 40,
        aim: 25,
        better: 'lower',
        value: found.p99,
        unit: 'ms',
        details,
        leavesOut,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
