import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectionTables } from '../../../site/src/projections/index.ts'
import { spread } from '../interleave.ts'
import type { BenchResult } from '../report.ts'
import type { Terms } from './bench-site.ts'
import { clinicFacts } from './day-of-events.ts'
import { rawTable, siteJournal } from './site-journal.ts'

/** S5: open a long log, and build all views again with every hash checked. */
export async function benchReopen(terms: Terms): Promise<BenchResult[]> {
  const events = terms.full ? 100_000 : 20_000
  const folder = mkdtempSync(join(tmpdir(), 'sentra-reopen-'))
  const clinic = await clinicFacts()
  let site = siteJournal(folder)
  const raw = rawTable(folder)
  for (const fact of clinic.prologue) await site.submit(fact)
  const facts = clinic.visits(events)
  for (let at = 0; at < events; at += 250)
    await Promise.all(facts.slice(at, at + 250).map((fact) => site.submit(fact)))
  raw.db.transaction(() => {
    for (let from = 1; from <= site.journal.size; from += 1000)
      for (const { line } of site.journal.lines(from, 1000)) raw.insert(line)
  })()
  raw.db.exec(
    'CREATE TABLE one (id TEXT PRIMARY KEY, body TEXT); CREATE TABLE two (id TEXT PRIMARY KEY, type TEXT); CREATE TABLE three (seq INTEGER PRIMARY KEY, at TEXT)',
  )
  const openings: number[] = []
  const ratios: number[] = []
  const seconds: number[] = []
  for (let round = 0; round < Math.max(3, Math.ceil(terms.rounds / 2)); round += 1) {
    await site.close()
    const opening = performance.now()
    site = siteJournal(folder)
    site.journal.head()
    site.journal.read(site.journal.size, 1)
    openings.push(performance.now() - opening)

    const ours = performance.now()
    const { notShown } = site.journal.rebuild((db) => {
      for (const table of projectionTables) db.exec(`DELETE FROM ${table}`)
    })
    const spent = performance.now() - ours
    if (notShown > 0) throw new Error(`${notShown} events were in no view`)
    const theirs = performance.now()
    const rows = rawRebuild(raw.db)
    ratios.push(spent / (performance.now() - theirs))
    seconds.push(spent / 1000)
    if (rows !== site.journal.size) throw new Error('rows are missing')
  }
  raw.db.close()
  await site.end()
  const details = { events, rounds: spread(ratios), rebuildSeconds: spread(seconds).median }
  return [
    {
      id: 'S5-open',
      title: `open a log of ${events.toLocaleString('en')} events: first answer`,
      gate: 1000,
      aim: 300,
      better: 'lower',
      value: spread(openings).median,
      unit: 'ms',
      details,
      leavesOut: 'the start of the process',
    },
    {
      id: 'S5',
      title: 'rebuild all views with every hash and the root checked ÷ raw read + parse + 3 inserts (time)',
      gate: 2.5,
      aim: 1.8,
      better: 'lower',
      value: spread(ratios).median,
      unit: '×',
      details,
      leavesOut: 'nothing; the views are the site’s own 17 tables with their indexes',
    },
  ]
}

function rawRebuild(db: ReturnType<typeof rawTable>['db']): number {
  const insert = [
    db.prepare('INSERT INTO one VALUES (?, ?)'),
    db.prepare('INSERT INTO two VALUES (?, ?)'),
    db.prepare('INSERT INTO three VALUES (?, ?)'),
  ] as const
  let rows = 0
  db.transaction(() => {
    db.exec('DELETE FROM one; DELETE FROM two; DELETE FROM three')
    const read = db.prepare<[number], { seq: number; body: string }>(
      'SELECT seq, body FROM raw WHERE seq > ? ORDER BY seq LIMIT 1000',
    )
    for (let last = 0; ; ) {
      const page = read.all(last)
      if (page.length === 0) return
      for (const { seq, body } of page) {
        const event = JSON.parse(body) as { eventId: string; type: string; recordedAt: string; data: unknown }
        insert[0].run(event.eventId, JSON.stringify(event.data))
        insert[1].run(event.eventId, event.type)
        insert[2].run(seq, event.recordedAt)
        rows += 1
        last = seq
      }
    }
  })()
  return rows
}
