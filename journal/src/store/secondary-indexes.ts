import type { JournalDatabase } from './open-database.ts'

/**
 * Lets go of the indexes that only make reading quick, on tables that are empty, until they are full again: an index
 * made at once is written in order, one that grows is written all over. Unique ones stay: they are promises.
 *
 * Answers with how to make them again; inside one transaction a kill leaves them as they were.
 */
export function withoutSecondaryIndexes(database: JournalDatabase): () => void {
  const indexes = database
    .prepare<[], { name: string; table: string; sql: string }>(
      `SELECT name, tbl_name AS "table", sql FROM sqlite_schema
       WHERE type = 'index' AND sql LIKE 'CREATE INDEX %'`,
    )
    .all()
    .filter(({ table }) => database.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() === undefined)
  for (const { name } of indexes) database.exec(`DROP INDEX "${name}"`)
  return () => {
    for (const { sql } of indexes) database.exec(sql)
  }
}
