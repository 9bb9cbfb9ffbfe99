export type Counts = { passed: number; failed: number; skipped: number }

/**
 * Counts one vitest run from its JSON report. A file that could not be loaded has no tests in the report,
 * and an error outside every test none either; both are failures, so `npm test` cannot pass by not running.
 *
 * `again` is the report of the files that failed, played a second time: it counts for them in place of the first.
 */
export function countReport(report: Report | null, exitedWell: boolean, again: Report | null = null): Counts {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 }
  const playedAgain = new Set(again?.testResults.map(({ name }) => name))
  const first = report.testResults.filter(({ name }) => !playedAgain.has(name))
  const counts = [...first, ...(again?.testResults ?? [])].map(countFile).reduce(addCounts, nothing)
  return counts.failed === 0 && !exitedWell ? { ...counts, failed: 1 } : counts
}

/** The files with a failure, by their paths. */
export function failedFiles(report: Report | null): string[] {
  return report?.testResults.filter((file) => countFile(file).failed > 0).map(({ name }) => name) ?? []
}

/** Null when there is none or it cannot be read. */
export function readReport(read: () => string): Report | null {
  try {
    return JSON.parse(read()) as Report
  } catch {
    return null
  }
}

const nothing: Counts = { passed: 0, failed: 0, skipped: 0 }

function countFile({ status, assertionResults }: FileReport): Counts {
  const count = (...of: string[]) => assertionResults.filter((test) => of.includes(test.status)).length
  const failed = count('failed')
  return {
    passed: count('passed'),
    failed: failed === 0 && status === 'failed' ? 1 : failed,
    skipped: count('pending', 'skipped', 'todo', 'disabled'),
  }
}

export function addCounts(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

/** The last line of `npm test`. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

export type Report = { testResults: FileReport[] }

type FileReport = { name: string; status: string; assertionResults: { status: string }[] }
