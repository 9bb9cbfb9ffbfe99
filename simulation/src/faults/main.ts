import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { type Arguments, readArguments, usage, WrongArgumentError } from './arguments.ts'
import { startEngines } from './engines.ts'
import { runManySeeds } from './many-seeds.ts'
import { namedPlan } from './named-plans.ts'
import { drawPlan } from './plan.ts'
import { runSeed } from './run-seed.ts'

/** `npm run simulate`: ends with 0 when every seed kept every promise, 1 when one did not, 2 when it could not run. */
async function main(): Promise<number> {
  const words = process.argv.slice(2)
  const wanted = readArguments(words, availableParallelism())
  // What a worker is given by the process that counts for all of them.
  const mine = process.env.SENTRA_SIMULATE_SEEDS?.split(',').map(Number)
  if (mine === undefined && wanted.seeds.length > 1) return (await runManySeeds(wanted, words)) ? 0 : 1
  return (await runHere(wanted, mine ?? wanted.seeds)) ? 0 : 1
}

async function runHere(wanted: Arguments, seeds: readonly number[]): Promise<boolean> {
  const engines = await startEngines()
  let well = true
  try {
    for (const seed of seeds) {
      const plan =
        wanted.plan === null
          ? drawPlan(seed, wanted.sites, wanted.days)
          : namedPlan(wanted.plan, seed, wanted.sites)
      const result = await runSeed(engines, plan, {
        broken: wanted.broken,
        ...(wanted.trace ? { write: (line: string) => process.stderr.write(`${line}\n`) } : {}),
      })
      process.stdout.write(`${JSON.stringify(result)}\n`)
      well &&= result.ok
    }
  } finally {
    rmSync(engines.folder, { recursive: true, force: true })
  }
  return well
}

try {
  // PostgreSQL in this process keeps it alive: the end is said, not waited for.
  process.exit(await main())
} catch (error) {
  const words =
    error instanceof WrongArgumentError || /^ERR_PARSE_ARGS/.test(String((error as { code?: unknown }).code))
  process.stderr.write(words ? `${(error as Error).message}\n\n${usage}\n` : `${(error as Error).stack}\n`)
  process.exit(2)
}
