import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseRefusedError } from '@sentra/journal'
import type { Database } from './database.ts'

/** One step of the file's shape, as its SQL file says. */
export interface Migration {
  readonly name: string
  readonly sql: string
  /** From its second line: whether a build that does not know this step may still open the file. */
  readonly olderMayOpen: boolean
}

const folder = new URL('./migrations/', import.meta.url)

/** The steps this build knows, in order. Each must say whether older builds may go on. */
export function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, folder), 'utf8')
      const said = /^-- An older build may open a file with this migration: (yes|no)\b/m.exec(sql)?.[1]
      if (said === undefined) throw new Error(`${name} does not say whether an older build may open the file`)
      return { name, sql, olderMayOpen: said === 'yes' }
    })
}

/**
 * Brings the tables up to date: each step once, in order, whole or not at all, so a kill at any moment leaves a file
 * that this build or the one before it opens. A file that a newer build has changed is opened as long as every step
 * we do not know allows it; the rollback floor is the last one that does not.
 *
 * @throws DatabaseRefusedError `newer-build`
 */
export function migrate(db: Database, migrations = readMigrations()): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS site_migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT',
  )
  rememberFloors(db)
  const applied = db.prepare('SELECT name, older_may_open AS olderMayOpen FROM site_migrations').all() as {
    name: string
    olderMayOpen: number | null
  }[]
  const known = new Set(migrations.map(({ name }) => name))
  // A step that does not say so was made before steps said so: those are all known.
  if (applied.some(({ name, olderMayOpen }) => !known.has(name) && olderMayOpen !== 1))
    throw new DatabaseRefusedError('newer-build')
  const done = new Set(applied.map(({ name }) => name))
  for (const migration of migrations) if (!done.has(migration.name)) apply(db, migration)
}

function apply(db: Database, { name, sql, olderMayOpen }: Migration): void {
  db.transaction(() => {
    db.exec(sql)
    db.prepare(
      "INSERT INTO site_migrations (name, applied_at, older_may_open) VALUES (?, datetime('now'), ?)",
    ).run(name, olderMayOpen ? 1 : 0)
  }).immediate()
}

/** Files of the first builds have no such column. */
function rememberFloors(db: Database): void {
  const columns = db.pragma('table_info(site_migrations)') as { name: string }[]
  if (columns.some(({ name }) => name === 'older_may_open')) return
  db.exec('ALTER TABLE site_migrations ADD COLUMN older_may_open INTEGER')
}
