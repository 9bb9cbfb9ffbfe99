import { type Compared, comparisonLines } from './comparison.ts'
import type { AuditReport } from './verify-export.ts'

/** The report with what was compared beneath it: sound when all of it is, else with the first finding as its reason. */
export function withComparisons(report: AuditReport, compared: readonly Compared[]): AuditReport {
  const findings = compared.flatMap(({ result }) => ('finding' in result ? [result.finding] : []))
  return {
    sound: report.sound && findings.length === 0,
    lines: [...report.lines, ...compared.flatMap(comparisonLines)],
    json: {
      ...report.json,
      ...(findings.length === 0 ? {} : { sound: false, reason: findings[0] }),
      ...(compared.length === 0
        ? {}
        : { compared: compared.map(({ between, what, result }) => ({ between, what, ...result })) }),
    },
  }
}
