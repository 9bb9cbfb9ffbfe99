import type { Results, Wanted } from '../report.ts'
import type { Terms } from '../site/bench-site.ts'
import { benchBatches } from './bench-batches.ts'
import { benchGrowth } from './bench-growth.ts'
import { benchOverload } from './bench-overload.ts'
import { benchPeakHour } from './bench-peak-hour.ts'
import { benchSingleEvents } from './bench-single-events.ts'
import { startHubUnderTest } from './hub-under-test.ts'
import { visitsOfPeople } from './visits.ts'

export type Visits = Awaited<ReturnType<typeof visitsOfPeople>>

/** H1 to H6 and P1: the hub, each on a database of its own. */
export async function* benchHub(terms: Terms, wanted: Wanted): Results {
  const visits = await visitsOfPeople()
  for (const { ids, bench } of benches) {
    if (!wanted(...ids)) continue
    const hub = await startHubUnderTest()
    try {
      yield* await bench(hub, visits, terms)
    } finally {
      await hub.end()
    }
  }
}

const benches = [
  { ids: ['H1'], bench: benchSingleEvents },
  { ids: ['H2', 'H3', 'H6'], bench: benchBatches },
  { ids: ['H4'], bench: benchOverload },
  { ids: ['H5', 'H6'], bench: benchGrowth },
  { ids: ['P1'], bench: benchPeakHour },
]
