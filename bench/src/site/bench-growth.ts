import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { interleave } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from './bench-site.ts'
import { siteJournal } from './site-journal.ts'

/** S6: the price of an append does not grow with the log, nor does the memory. */
export async function benchGrowth(terms: Terms): Promise<BenchResult[]> {
  const large = terms.full ? 1_000_000 : 100_000
  const short = await grown(10_000)
  // Half-way the caches are full: from there on only the log grows.
  const long = await grown(large / 2)
  const before = memory()
  await long.growTo(large)
  const growth = ((memory() - before) / (large / 2)) * 1_000_000
  const append = (journal: Awaited<ReturnType<typeof grown>>) => async (times: number) => {
    for (let index = 0; index < times; index += 1) await journal.add(100)
  }
  const comparison = await interleave(
    { name: `at ${large.toLocaleString('en')}`, run: append(long) },
    { name: 'at 10,000', run: append(short) },
    terms,
  )
  for (const each of [short, long]) await each.end()
  return [
    {
      id: 'S6',
      title: `append at ${large.toLocaleString('en')} events ÷ at 10,000 (100 at once)`,
      gate: 0.8,
      aim: 0.95,
      better: 'higher',
      value: comparison.ratio.median,
      unit: '×',
      comparison,
      leavesOut: 'views: this is the log alone',
    },
    {
      id: 'S6-mem',
      title: 'memory per further million events',
      gate: 20,
      aim: 10,
      better: 'lower',
      value: Math.max(0, growth),
      unit: 'MB',
      details: { measuredOver: large / 2 },
      leavesOut: 'views; resident memory after the collector ran, where it can be asked to',
    },
  ]
}

async function grown(size: number) {
  const site = siteJournal(mkdtempSync(join(tmpdir(), 'sentra-growth-')))
  let number = 0
  const add = (count: number) =>
    Promise.all(
      Array.from({ length: count }, () =>
        // A type without a view: the log alone.
        site.submit({
          eventId: v7(),
          type: 'bench.event-written',
          actor: 'V-01',
          device: 'desk-1',
          data: { number: ++number, filler: 'x'.repeat(400) },
        }),
      ),
    )
  const growTo = async (events: number) => {
    while (site.journal.size < events) await add(250)
  }
  await growTo(size)
  return {
    add,
    growTo,
    end: async () => {
      if (site.journal.size !== number) throw new Error('events are missing')
      await site.end()
    },
  }
}

function memory(): number {
  ;(globalThis as { gc?: () => void }).gc?.()
  return process.memoryUsage().rss / 2 ** 20
}
