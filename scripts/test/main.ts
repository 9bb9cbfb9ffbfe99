import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { buildWeb } from '../build-web.ts'
import { addCounts, type Counts, closingLine, countReport, failedFiles, readReport } from './counts.ts'

/**
 * `npm test`: everything that must hold, in the order in which a mistake shows soonest. Types and the
 * formatter count as one test each. The last line says how many passed and failed; a part that could not
 * run at all is a failure, never silence.
 *
 *     npm test                  everything
 *     npm test -- card/src      the tests whose path contains these words
 */
const root = join(import.meta.dirname, '../..')
const filters = process.argv.slice(2)
const started = Date.now()
const say = (line: string) => process.stdout.write(`${line}\n`)

const parts: [string, () => Counts | Promise<Counts>][] = [
  ['browser apps', () => once(() => buildWeb(say))],
  ['types', () => tool('node_modules/typescript/bin/tsc', ['-b'])],
  [
    'format and lint',
    () => tool('node_modules/@biomejs/biome/bin/biome', ['check', '--no-errors-on-unmatched']),
  ],
  ['rules', () => vitest('rules')],
  ['journeys (real processes, real browser)', () => vitest('journeys')],
]

/** Types and lint: what passes whatever the filter says. */
const toolsCount = 2

const filesAgainMax = 3

let total: Counts = { passed: 0, failed: 0, skipped: 0 }
for (const [name, run] of parts) {
  say(`\n── ${name} · ${Math.round((Date.now() - started) / 1000)} s`)
  total = addCounts(total, await run())
}
if (filters.length > 0 && total.passed + total.failed + total.skipped <= toolsCount) {
  say(
    `\nNo test has a path with "${filters.join(' ')}" in it. Look for its name below one of the src folders.`,
  )
  total = addCounts(total, { passed: 0, failed: 1, skipped: 0 })
}
say(`\n${Math.round((Date.now() - started) / 1000)} s`)
say(closingLine(total))
process.exitCode = total.failed > 0 ? 1 : 0

/** Building is no test of its own, but its failure is a failure. */
async function once(build: () => Promise<void>): Promise<Counts> {
  try {
    await build()
    return { passed: 0, failed: 0, skipped: 0 }
  } catch (error) {
    say(String(error))
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function tool(program: string, argumentList: string[]): Counts {
  const ok = run(program, argumentList)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
}

/**
 * Journeys start servers, PostgreSQL and a browser, which a machine that is short of memory or time for a moment can
 * fail. A few files that failed are played again, each from its beginning and alone; the first failure stays printed.
 * What fails twice is a defect, and so is what fails in many files. A rule gets no second try.
 */
function vitest(project: 'rules' | 'journeys'): Counts {
  const first = play(project, filters)
  const failed = failedFiles(first.report)
  if (project === 'rules' || failed.length === 0 || failed.length > filesAgainMax)
    return countReport(first.report, first.exitedWell)
  say(`\nfailed, and played once more alone: ${failed.map((path) => relative(root, path)).join(', ')}`)
  const again = play(project, failed, ['--no-file-parallelism'])
  return countReport(first.report, again.exitedWell, again.report)
}

function play(project: string, paths: readonly string[], options: readonly string[] = []) {
  const path = join(root, '.cache/test-results', `${project}.json`)
  mkdirSync(join(root, '.cache/test-results'), { recursive: true })
  rmSync(path, { force: true })
  const exitedWell = run('node_modules/vitest/vitest.mjs', [
    'run',
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path}`,
    ...options,
    ...paths,
  ])
  return { exitedWell, report: readReport(() => readFileSync(path, 'utf8')) }
}

function run(program: string, argumentList: string[]): boolean {
  const { status } = spawnSync(process.execPath, [join(root, program), ...argumentList], {
    cwd: root,
    env: { ...process.env, CI: '1', LANG: 'en_US.UTF-8', LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status === 0
}
