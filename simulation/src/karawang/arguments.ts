import { parseArgs } from 'node:util'
import { freshSeed } from '@sentra/testkit'

export interface KarawangArguments {
  readonly seed: number
  readonly people: number
  readonly report: string
  readonly keep: boolean
  readonly short: boolean
  readonly help: boolean
}

export const usage = `npm run karawang -- [options]

Plays Karawang's five days of August 2021 on a real hub and a real site and judges every promise.

  --seed N      the same days again (default: a fresh seed, printed)
  --people N    how many people come (default 2700; at least 2600)
  --report DIR  where karawang.json and karawang.html go (default: reports)
  --short       the two-day form of the tests
  --keep        keep the data of hub and site, and say where
  --help        this text

Example: npm run karawang -- --seed 8812 --people 2900`

/** @throws Error with a sentence that names the option and the remedy. */
export function readArguments(given: readonly string[]): KarawangArguments {
  const { values } = parseArgs({
    args: [...given],
    options: {
      seed: { type: 'string' },
      people: { type: 'string' },
      report: { type: 'string' },
      keep: { type: 'boolean' },
      short: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  return {
    seed: values.seed === undefined ? freshSeed() : whole('--seed', values.seed, 0, 2 ** 32 - 1),
    // With fewer people the stock cannot be used up: the case needs more comers than doses every day.
    people: values.people === undefined ? 2700 : whole('--people', values.people, 2600, 20_000),
    report: values.report ?? 'reports',
    keep: values.keep ?? false,
    short: values.short ?? false,
    help: values.help ?? false,
  }
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new Error(`${option} is "${text}". Give a whole number from ${least} to ${most}.`)
}
