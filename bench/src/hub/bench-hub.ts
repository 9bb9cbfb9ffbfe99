import type { BenchResult } from '../report.ts'
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
export async function benchHub(terms: Terms): Promise<BenchResult[]> {
  const visits = await visitsOfPeople()
  const results: BenchResult[] = []
  for (const bench of [benchSingleEvents, benchBatches, benchOverload, benchGrowth, benchPeakHour]) {
    const hub = await startHubUnderTest()
    try {
      results.push(...(await bench(hub, visits, terms)))
    } finally {
      await hub.end()
    }
  }
  return results
}
