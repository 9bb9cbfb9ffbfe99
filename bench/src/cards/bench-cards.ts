import type { Results, Wanted } from '../report.ts'
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
export async function* benchCards(terms: Terms, wanted: Wanted): Results {
  if (wanted('C1')) yield await benchIssue(terms)
  if (wanted('C1')) yield await benchIssueOverHttp(terms)
  if (wanted('C2')) yield await benchDivoc(terms)
  if (wanted('C3')) yield await benchVerify(terms, 'local')
  if (wanted('C3')) yield await benchVerify(terms, 'national')
  if (wanted('C4')) yield* benchStatusList()
}
