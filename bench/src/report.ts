import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Comparison } from './interleave.ts'
import { standing, withTable } from './table.ts'

/** One line of `bench.md`: a goal, what was found, and what the measurement leaves out. */
export interface BenchResult {
  readonly id: string
  readonly title: string
  readonly gate: number | null
  readonly aim: number | null
  /** `higher` for a ratio of rates, `lower` for a size or a time. */
  readonly better: 'higher' | 'lower'
  readonly value: number
  readonly unit: string
  readonly comparison?: Comparison
  readonly details?: Readonly<Record<string, unknown>>
  readonly leavesOut: string
}

export interface SkippedBench {
  readonly id: string
  readonly skipped: string
}

/** Results as they are found: what is measured is said at once, not at the end of the hour. */
export type Results = AsyncGenerator<BenchResult | SkippedBench, void>

/** Whether one of these goals was asked for; with none named, all are. */
export type Wanted = (...ids: string[]) => boolean

const folder = fileURLToPath(new URL('../results/', import.meta.url))
const tables = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))

/** Says a result on the terminal. */
export function say(result: BenchResult | SkippedBench): void {
  console.info(line(result))
}

/** Writes the results as JSON beside the machine they were found on, and into the table for people. */
export function keep(name: string, form: string, results: readonly (BenchResult | SkippedBench)[]): void {
  mkdirSync(folder, { recursive: true })
  const content = { name, form, machine: machine(), results }
  writeFileSync(`${folder}${name}-${form}.json`, `${JSON.stringify(content, null, 2)}\n`)
  writeFileSync(tables, withTable(readFileSync(tables, 'utf8'), content))
  console.info(`written to bench/results/${name}-${form}.json`)
}

function line(result: BenchResult | SkippedBench): string {
  if ('skipped' in result) return `${result.id.padEnd(8)} skipped: ${result.skipped}`
  const { ratio } = result.comparison ?? {}
  const byProcessor = result.comparison?.ratioByProcessorTime.median.toPrecision(3)
  const range = ratio ? ` (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)}; cpu ${byProcessor})` : ''
  const value = `${Number(result.value.toPrecision(3))}${range} ${result.unit}`.trim()
  return `${result.id.padEnd(8)} ${(standing(result) ?? '').padEnd(8)} ${value.padEnd(36)} gate ${result.gate ?? '–'}, aim ${result.aim ?? '–'}  ${result.title}`
}

function machine(): Record<string, unknown> {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    openssl: process.versions.openssl,
  }
}
