import type { Results, Wanted } from '../report.ts'
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
export async function* benchSite(terms: Terms, wanted: Wanted): Results {
  // First: what a million events cost in memory is not to be read off a process that has done other things.
  if (wanted('S6')) yield* await benchGrowth(terms)
  if (wanted('S1', 'S2')) yield* await benchAppend(terms)
  if (wanted('S3')) yield* await benchSlowDisk(terms)
  if (wanted('S4')) yield await benchHttp(terms)
  if (wanted('S5')) yield* await benchReopen(terms)
  if (wanted('S7')) yield* await benchDay(terms)
}
