import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Arguments } from './arguments.ts'
import type { SeedResult } from './run-seed.ts'

/**
 * Runs many seeds, each worker process its share of them in order, and prints each result as one line of JSON when it
 * comes. Progress and what to do about a failing seed go to standard error. True when all were well.
 */
export async function runManySeeds(wanted: Arguments, words: readonly string[]): Promise<boolean> {
  const jobs = Math.min(wanted.jobs, wanted.seeds.length)
  const began = Date.now()
  let done = 0
  const failed: number[] = []
  const hear = (line: string) => {
    const result = JSON.parse(line) as SeedResult
    process.stdout.write(`${line}\n`)
    done += 1
    if (!result.ok) {
      failed.push(result.seed)
      process.stderr.write(
        `seed ${result.seed} failed. Again, with all that happens:\n  ${again(wanted, result.seed)}\n`,
      )
    }
    if (done % 25 === 0 || done === wanted.seeds.length)
      process.stderr.write(
        `${done} of ${wanted.seeds.length} seeds, ${failed.length} failed, ${Math.round((Date.now() - began) / 1000)} s\n`,
      )
  }
  const ends = await Promise.all(
    Array.from({ length: jobs }, (_, job) => {
      const mine = wanted.seeds.filter((_seed, index) => index % jobs === job)
      return worker(words, mine, hear)
    }),
  )
  if (ends.some((code) => code > 1)) process.stderr.write('a worker broke off\n')
  return failed.length === 0 && done === wanted.seeds.length
}

/** How to play one seed again, with everything that happens in it. */
function again({ sites, days, plan, broken }: Arguments, seed: number): string {
  const size = plan === null ? `--sites ${sites} --days ${days}` : `--sites ${sites} --plan ${plan}`
  return `npm run simulate -- --seed ${seed} ${size}${broken === null ? '' : ` --broken ${broken}`} --trace`
}

function worker(
  words: readonly string[],
  seeds: readonly number[],
  hear: (line: string) => void,
): Promise<number> {
  const child = spawn(process.execPath, [`${import.meta.dirname}/main.ts`, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SENTRA_SIMULATE_SEEDS: seeds.join(',') },
  })
  createInterface({ input: child.stdout! }).on('line', hear)
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 2)))
}
