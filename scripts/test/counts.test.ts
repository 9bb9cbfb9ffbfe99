import { assert, test } from 'vitest'
import { addCounts, closingLine, countReport, failedFiles, type Report, readReport } from './counts.ts'

const file = (
  name: string,
  statuses: string[],
  status = statuses.includes('failed') ? 'failed' : 'passed',
) => ({
  name,
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
})
const report = (...testResults: Report['testResults']): Report => ({ testResults })
const good = file('good', ['passed', 'passed'])

test('tests are counted as they came out', () => {
  const all = report(good, file('rest', ['passed', 'failed', 'skipped', 'todo']))
  assert.deepEqual(countReport(all, false), { passed: 3, failed: 1, skipped: 2 })
})

test('a file that could not be loaded is a failure', () => {
  assert.equal(countReport(report(good, file('broken', [], 'failed')), false).failed, 1)
})

test('a run that ended badly without saying why is a failure, and so is a missing report', () => {
  assert.equal(countReport(report(good), false).failed, 1)
  const missing = readReport(() => {
    throw new Error('no such file')
  })
  assert.deepEqual(countReport(missing, true), { passed: 0, failed: 1, skipped: 0 })
})

test('a file that failed and was played again counts as it ended then', () => {
  const first = report(good, file('late', ['failed', 'failed']))
  assert.deepEqual(failedFiles(first), ['late'])
  const well = report(file('late', ['passed', 'passed']))
  assert.deepEqual(countReport(first, true, well), { passed: 4, failed: 0, skipped: 0 })
  assert.deepEqual(countReport(first, false, report(file('late', ['passed', 'failed']))), {
    passed: 3,
    failed: 1,
    skipped: 0,
  })
})

test('what was not found the second time keeps its failure', () => {
  const first = report(good, file('late', ['failed']))
  assert.equal(countReport(first, true, report()).failed, 1)
  assert.equal(countReport(first, false, null).failed, 1)
})

test('the closing line names what was skipped only when something was', () => {
  const rules = { passed: 3, failed: 0, skipped: 0 }
  assert.equal(closingLine(rules), '3 passed, 0 failed')
  assert.equal(
    closingLine(addCounts(rules, { passed: 1, failed: 1, skipped: 2 })),
    '4 passed, 1 failed, 2 skipped',
  )
})
