import { startTestHub } from '../../../hub/src/testing/test-hub.ts'
import type { BenchResult, SkippedBench } from '../report.ts'
import { benchDrain } from './bench-drain.ts'
import { benchLive } from './bench-live.ts'

/** Y1 to Y4: the real replicator into a real hub process with its PostgreSQL. */
export async function benchReplication(terms: { full: boolean }): Promise<(BenchResult | SkippedBench)[]> {
  const hub = await startTestHub()
  try {
    return [
      ...(await benchDrain(hub, { full: terms.full, rounds: terms.full ? 3 : 5 })),
      {
        id: 'Y2',
        skipped: 'pouchdb-server is not installed',
      },
      ...(await benchLive(hub, terms)),
    ]
  } finally {
    await hub.stop()
  }
}
