import { parseArgs } from 'node:util'
import { freshSeed } from '@sentra/testkit'
import type { BrokenBuild } from './laptop.ts'
import { type PlanName, planNames } from './named-plans.ts'

/** What somebody asked for on the command line. */
export interface Arguments {
  readonly seeds: readonly number[]
  readonly sites: number
  readonly days: number
  readonly plan: PlanName | null
  readonly jobs: number
  readonly broken: BrokenBuild
  readonly trace: boolean
}

export class WrongArgumentError extends Error {}

export const usage = `npm run simulate -- [--seed N | --seeds 1-2000] [--sites 30] [--days 14] [--plan NAME] [--jobs N] [--trace]
  --plan    ${planNames.join(', ')}
  --broken  synchronous-normal, receipt-before-commit: a build with this mistake, which must be found
  --trace   everything that happens, on standard error`

/** @throws WrongArgumentError with what to write instead */
export function readArguments(words: readonly string[], processors: number): Arguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string' },
      sites: { type: 'string', default: '30' },
      days: { type: 'string', default: '14' },
      plan: { type: 'string' },
      jobs: { type: 'string', default: String(processors) },
      broken: { type: 'string' },
      trace: { type: 'boolean', default: false },
    },
  })
  return {
    seeds: seedsOf(values.seed, values.seeds),
    sites: whole('--sites', values.sites, 1, 99),
    days: whole('--days', values.days, 1, 90),
    plan: oneOf('--plan', values.plan, planNames),
    jobs: whole('--jobs', values.jobs, 1, 64),
    broken: oneOf('--broken', values.broken, ['synchronous-normal', 'receipt-before-commit'] as const),
    trace: values.trace,
  }
}

function seedsOf(one: string | undefined, range: string | undefined): number[] {
  if (range === undefined) return [one === undefined ? freshSeed() : whole('--seed', one, 0, 2 ** 32 - 1)]
  const [from, until] = (/^(\d+)-(\d+)$/.exec(range) ?? []).slice(1).map(Number)
  if (from === undefined || until === undefined || until < from || until - from >= 1_000_000)
    throw new WrongArgumentError(`--seeds is "${range}". Write it like 1-2000.`)
  return Array.from({ length: until - from + 1 }, (_, index) => from + index)
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new WrongArgumentError(`${name} is "${text}". Write a whole number from ${min} to ${max}.`)
}

function oneOf<T extends string>(name: string, text: string | undefined, all: readonly T[]): T | null {
  if (text === undefined) return null
  const found = all.find((each) => each === text)
  if (found === undefined)
    throw new WrongArgumentError(`${name} is "${text}". Write one of: ${all.join(', ')}.`)
  return found
}
