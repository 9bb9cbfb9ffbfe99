import { assert, test } from 'vitest'
import { addCounts, closingLine, countReport } from './counts.ts'

const report =
  (numbers: { passed?: number; failed?: number; pending?: number }, files: unknown[] = []) =>
  () =>
    JSON.stringify({
      numPassedTests: numbers.passed ?? 0,
      numFailedTests: numbers.failed ?? 0,
      numPendingTests: numbers.pending ?? 0,
      numTodoTests: 0,
      testResults: files,
    })

test('tests are counted as they came out', () => {
  assert.deepEqual(countReport(report({ passed: 5, pending: 1 }), true), { passed: 5, failed: 0, skipped: 1 })
  const files = [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }]
  assert.deepEqual(countReport(report({ passed: 1, failed: 1 }, files), false), {
    passed: 1,
    failed: 1,
    skipped: 0,
  })
})

test('a file that could not be loaded is a failure', () => {
  const files = [{ status: 'failed', assertionResults: [] }]
  assert.equal(countReport(report({ passed: 5 }, files), false).failed, 1)
})

test('a run that ended badly without saying why is a failure, and so is a missing report', () => {
  assert.equal(countReport(report({ passed: 5 }), false).failed, 1)
  const missing = () => {
    throw new Error('no such file')
  }
  assert.deepEqual(countReport(missing, true), { passed: 0, failed: 1, skipped: 0 })
})

test('the closing line names what was skipped only when something was', () => {
  const rules = { passed: 3, failed: 0, skipped: 0 }
  assert.equal(closingLine(rules), '3 passed, 0 failed')
  assert.equal(
    closingLine(addCounts(rules, { passed: 1, failed: 1, skipped: 2 })),
    '4 passed, 1 failed, 2 skipped',
  )
})
