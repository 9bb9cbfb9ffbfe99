import { createHash } from 'node:crypto'
import type { Journal, JournalDatabase } from '@sentra/journal'
import { projectionTables } from '../../../site/src/projections/index.ts'

/**
 * Drops the site's tables and builds them again from the log. Says which tables came out different: there
 * should be none, because a table is only a view of the log.
 */
export function rebuild(journal: Journal): { events: number; notShown: number; changed: string[] } {
  const before = digests(journal.database)
  const { events, notShown } = journal.rebuild((database) => {
    for (const table of projectionTables) database.exec(`DELETE FROM ${table}`)
  })
  const after = digests(journal.database)
  return {
    events,
    notShown,
    changed: projectionTables.filter((table) => before.get(table) !== after.get(table)),
  }
}

/** One hash over each table's rows, whatever order they lie in. */
function digests(database: JournalDatabase): Map<string, string> {
  return new Map(
    projectionTables.map((table) => {
      const hash = createHash('sha256')
      const rows = database.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][]
      for (const line of rows.map((row) => JSON.stringify(row)).sort()) hash.update(line).update('\n')
      return [table, hash.digest('hex')]
    }),
  )
}
