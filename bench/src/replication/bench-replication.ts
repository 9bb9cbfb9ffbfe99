import { startTestHub } from '../../../hub/src/testing/test-hub.ts'
import type { BenchResult, SkippedBench } from '../report.ts'
import { benchDrain } from './bench-drain.ts'
import { benchLive } from './bench-live.ts'
import { benchPouchdb } from './bench-pouchdb.ts'

/** Y1 to Y4: the real replicator into a real hub process with its PostgreSQL. */
export async function benchReplication(terms: { full: boolean }): Promise<(BenchResult | SkippedBench)[]> {
  const hub = await startTestHub()
  try {
    return [
      ...(await benchDrain(hub, { full: terms.full, rounds: terms.full ? 3 : 5 })),
      await benchPouchdb(hub, terms.full ? 11 : 5),
      ...(await benchLive(hub, terms)),
    ]
  } finally {
    await hub.stop()
  }
}
