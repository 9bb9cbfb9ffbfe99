import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { v7 } from 'uuid'
import { interleave } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from './bench-site.ts'
import { siteJournal } from './site-journal.ts'

/** S6: the price of an append does not grow with the log, nor does the memory. */
export async function benchGrowth(terms: Terms): Promise<BenchResult[]> {
  const large = terms.full ? 1_000_000 : 100_000
  const short = await grown(10_000)
  // SQLite's page cache is full after some 40,000 events, and the young generation has its size: from there on only the
  // log grows.
  const stretch = large * 0.4
  const long = await grown(large - stretch)
  const stretches = [await long.growthOver(stretch)]
  const append = (journal: Awaited<ReturnType<typeof grown>>) => async (times: number) => {
    for (let index = 0; index < times; index += 1) await journal.add(100)
  }
  const comparison = await interleave(
    { name: `at ${large.toLocaleString('en')}`, run: append(long) },
    { name: 'at 10,000', run: append(short) },
    terms,
  )
  stretches.push(await long.growthOver(stretch))
  for (const each of [short, long]) await each.end()
  const perMillion = (bytes: number) => (bytes / (stretches.length * stretch)) * (1_000_000 / 2 ** 20)
  const resident = perMillion(stretches.reduce((sum, { rss }) => sum + rss, 0))
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
      value: Math.max(0, resident),
      unit: 'MB',
      details: {
        measuredOver: stretches.length * stretch,
        residentBytesInEachStretch: stretches.map(({ rss }) => rss),
        heapPerMillionEventsMB: perMillion(stretches.reduce((sum, { heap }) => sum + heap, 0)),
      },
      leavesOut: 'views; resident memory after the collector ran, with the page cache full',
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
    /** What the process holds more after `events` further events, in bytes. */
    growthOver: async (events: number) => {
      const before = memory()
      await growTo(site.journal.size + events)
      const after = memory()
      return { rss: after.rss - before.rss, heap: after.heap - before.heap }
    },
    end: async () => {
      if (site.journal.size !== number) throw new Error('events are missing')
      await site.end()
    },
  }
}

// Garbage is not growth, and the collector runs when it likes unless it is told to.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function memory(): { rss: number; heap: number } {
  collect()
  const { rss, heapUsed } = process.memoryUsage()
  return { rss, heap: heapUsed }
}
