import { startTestHub } from '../../../hub/src/testing/test-hub.ts'
import type { Results, Wanted } from '../report.ts'
import { benchDrain } from './bench-drain.ts'
import { benchLive } from './bench-live.ts'
import { benchPouchdb } from './bench-pouchdb.ts'

/** Y1 to Y4: the real replicator into a real hub process with its PostgreSQL. */
export async function* benchReplication(terms: { full: boolean }, wanted: Wanted): Results {
  if (!wanted('Y1', 'Y2', 'Y3', 'Y4')) return
  const hub = await startTestHub()
  try {
    if (wanted('Y1', 'Y3')) yield* await benchDrain(hub, { full: terms.full, rounds: terms.full ? 3 : 5 })
    if (wanted('Y2')) yield await benchPouchdb(hub, terms.full ? 11 : 5)
    if (wanted('Y4')) yield* await benchLive(hub, terms)
  } finally {
    await hub.stop()
  }
}
