import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dayFigures } from '../report/day-figures.ts'
import { htmlReport } from '../report/html-report.ts'
import { jsonReport } from '../report/json-report.ts'
import { checkLines, dayTable } from '../report/text-table.ts'
import { readArguments, usage } from './arguments.ts'
import { karawangPlan, shortPlan } from './plan.ts'
import { timedProgress } from './progress.ts'
import { makeWorld, runKarawang } from './run-karawang.ts'

/** The acceptance test as a program. Exits 0 when every promise held, 1 when one broke, 2 when it could not be played. */
async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2))
  if (given.help) {
    console.log(usage)
    return 0
  }
  const plan = given.short ? shortPlan(given) : karawangPlan(given)
  const progress = timedProgress((text) => process.stdout.write(text))
  const world = await makeWorld(plan)
  let stopping: Promise<void> | undefined
  const cleanUp = () => {
    stopping ??= world.stop().then(() => {
      if (given.keep) console.log(`The data of hub and site are kept in ${world.directory}`)
      else world.removeData()
    })
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log('\nStopping hub and site, removing their data …')
      void cleanUp().finally(() => process.exit(130))
    })
  }
  try {
    const run = await runKarawang(plan, world, progress)
    const days = dayFigures(run.evidence, run.samples, run.outages)
    const directory = resolve(given.report)
    mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, 'karawang.json'), `${JSON.stringify(jsonReport(run, days), null, 2)}\n`)
    writeFileSync(join(directory, 'karawang.html'), htmlReport(run, days))
    console.log(`\n${dayTable(days)}\n\n${checkLines(run.results)}\n`)
    const broken = run.results.filter((result) => !result.passed)
    const { realSeconds, requests } = run.machine
    console.log(`Figures: ${join(directory, 'karawang.json')}   Plots: ${join(directory, 'karawang.html')}`)
    console.log(
      broken.length === 0
        ? `KARAWANG HOLDS: ${run.results.length} of ${run.results.length} checks, seed ${plan.seed}, ${requests} requests, ${realSeconds} s`
        : `KARAWANG BREAKS ${broken.map(({ promise, title }) => `${promise} (${title})`).join('; ')} – seed ${plan.seed}`,
    )
    return broken.length === 0 ? 0 : 1
  } catch (error) {
    if (!stopping) {
      console.error(
        `\nThe run broke off with seed ${plan.seed}: ${error instanceof Error ? error.stack : error}`,
      )
      console.error(world.lastLines())
    }
    return 2
  } finally {
    await cleanUp()
  }
}

process.exitCode = await main()
