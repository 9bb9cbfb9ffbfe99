import type { BenchResult, SkippedBench } from '../report.ts'
import { benchDivoc } from './bench-divoc.ts'
import { benchIssue } from './bench-issue.ts'
import { benchIssueOverHttp } from './bench-issue-over-http.ts'
import { benchStatusList } from './bench-status-list.ts'
import { benchVerify } from './bench-verify.ts'

export interface Terms {
  readonly rounds: number
  readonly millisecondsPerTurn: number
}

/** C1 to C4: what a card costs beside the bare signature, and what a list of a hundred million weighs. */
export async function benchCards(terms: Terms): Promise<(BenchResult | SkippedBench)[]> {
  return [
    await benchIssue(terms),
    await benchIssueOverHttp(terms),
    await benchDivoc(terms),
    await benchVerify(terms, 'local'),
    await benchVerify(terms, 'national'),
    ...benchStatusList(),
  ]
}
