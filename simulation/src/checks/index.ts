import { checkEverybodyHasACard, checkOneLiveCard, checkPapers } from './card-checks.ts'
import type { Check, CheckResult, Evidence } from './evidence.ts'
import { checkLog } from './log-check.ts'
import { checkNobodyLeavesWithNothing, checkPromisesKept } from './promise-checks.ts'
import {
  checkAcknowledged,
  checkHubKnowsTheCards,
  checkOutages,
  checkReconciliation,
} from './reconciliation-checks.ts'
import { checkStock } from './stock-check.ts'

/** Every promise of the case, in the order in which a person would ask. */
export const checks: readonly Check[] = [
  checkStock,
  checkNobodyLeavesWithNothing,
  checkPromisesKept,
  checkEverybodyHasACard,
  checkOutages,
  checkReconciliation,
  checkOneLiveCard,
  checkHubKnowsTheCards,
  checkPapers,
  checkAcknowledged,
  checkLog,
]

export async function runChecks(evidence: Evidence): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const check of checks) results.push(await check(evidence))
  return results
}
