import { interleave } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from './bench-site.ts'
import { clinicFacts, type Fact } from './day-of-events.ts'
import { rawTable, siteJournal } from './site-journal.ts'

const leavesOut = 'HTTP, sign-in, and the decision of the rules; the views are the site’s own'

/** S1: one event, durable; S2: a hundred at once, and the signed head. Both beside bare inserts of the same bytes. */
export async function benchAppend(terms: Terms): Promise<BenchResult[]> {
  const clinic = await clinicFacts()
  const site = siteJournal()
  const raw = rawTable(site.folder)
  for (const fact of clinic.prologue) await site.submit(fact)
  const { size: before } = site.journal
  // Made before the clock runs: the stations make them, not the site.
  let facts: Fact[] = []
  let used = 0
  const prepare = (count: number) => {
    if (facts.length - used >= count) return
    facts = [...facts.slice(used), ...clinic.visits(count + 1_000)]
    used = 0
  }
  const next = () => facts[used++]!
  const sample = clinic
    .visits(510)
    .map((fact) => JSON.stringify({ site: 'krw-01', epoch: 1, seq: 1, ...fact }))
  let given = 0
  const body = () => sample[given++ % sample.length]!

  const one = await interleave(
    {
      name: 'site append',
      prepare,
      run: async (times) => {
        for (let index = 0; index < times; index += 1) await site.submit(next())
      },
    },
    {
      name: 'raw insert',
      run: (times) => {
        for (let index = 0; index < times; index += 1) raw.insert(body())
      },
    },
    terms,
  )
  const hundred = await interleave(
    {
      name: '100 at once',
      prepare: (times) => prepare(100 * times),
      run: async (times) => {
        for (let index = 0; index < times; index += 1) {
          await Promise.all(Array.from({ length: 100 }, () => site.submit(next())))
          site.journal.checkpoint()
        }
      },
    },
    {
      name: 'raw, 100 a commit',
      run: (times) => {
        for (let index = 0; index < times; index += 1)
          raw.db.transaction(() => {
            for (let row = 0; row < 100; row += 1) raw.insert(body())
          })()
      },
    },
    terms,
  )
  // A rate with a missing row is a failure.
  const events = site.journal.size - before
  if (raw.rows() !== given) throw new Error(`${given} rows were written, ${raw.rows()} are there`)
  const audit = site.journal.verifyAll()
  if (!audit.sound) throw new Error(`the log is not sound: ${audit.reason}`)
  raw.db.close()
  await site.end()
  const details = { events, rawRows: given, bytesAnEvent: Math.round(sample.join('').length / sample.length) }
  return [
    {
      id: 'S1',
      title: 'site append, 1 event, durable ÷ raw SQLite FULL insert of the same bytes',
      gate: 0.45,
      aim: 0.6,
      better: 'higher',
      value: one.ratio.median,
      unit: '×',
      comparison: one,
      details,
      leavesOut,
    },
    {
      id: 'S2',
      title: 'the same, 100 at once with a signed head ÷ raw, 100 a commit',
      gate: 0.15,
      aim: 0.25,
      better: 'higher',
      value: hundred.ratio.median,
      unit: '×',
      comparison: hundred,
      details,
      leavesOut,
    },
  ]
}
