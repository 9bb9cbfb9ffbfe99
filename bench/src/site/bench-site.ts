import type { BenchResult, SkippedBench } from '../report.ts'
import { benchAppend } from './bench-append.ts'
import { benchDay } from './bench-day.ts'
import { benchGrowth } from './bench-growth.ts'
import { benchHttp } from './bench-http.ts'
import { benchReopen } from './bench-reopen.ts'
import { benchSlowDisk } from './bench-slow-disk.ts'

export interface Terms {
  readonly rounds: number
  readonly millisecondsPerTurn: number
  readonly full: boolean
}

/** S1 to S7: the site's log. */
export async function benchSite(terms: Terms): Promise<(BenchResult | SkippedBench)[]> {
  // First: what a million events cost in memory is not to be read off a process that has done other things.
  const growth = await benchGrowth(terms)
  return [
    ...(await benchAppend(terms)),
    ...(await benchSlowDisk(terms)),
    await benchHttp(terms),
    ...(await benchReopen(terms)),
    ...growth,
    ...(await benchDay(terms)),
  ]
}
