import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseRefusedError, openJournalDatabase } from '@sentra/journal'
import type { Database } from './database.ts'

/**
 * Opens the site's one encrypted file and brings its tables up to date.
 *
 * @param nextDatabaseKey the key it was being encrypted with when the power failed, if that happened
 */
export function openStore(
  dataDir: string,
  databaseKey: string,
  nextDatabaseKey: string | null = null,
): Database {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const db = openFile(join(dataDir, 'site.db'), databaseKey, nextDatabaseKey)
  migrate(db)
  return db
}

/** The file alone, as it is. */
export function openFile(file: string, databaseKey: string, nextDatabaseKey: string | null = null): Database {
  try {
    return openJournalDatabase(file, { key: Buffer.from(databaseKey, 'hex') })
  } catch (error) {
    const other =
      error instanceof DatabaseRefusedError && error.fault === 'wrong-key' && nextDatabaseKey !== null
    if (!other) throw error
    return openJournalDatabase(file, { key: Buffer.from(nextDatabaseKey, 'hex') })
  }
}

const folder = new URL('./migrations/', import.meta.url)

/** Each migration once, in order, whole or not at all. */
function migrate(db: Database): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS site_migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT',
  )
  const applied = new Set(
    (db.prepare('SELECT name FROM site_migrations').all() as { name: string }[]).map(({ name }) => name),
  )
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.sql') || applied.has(name)) continue
    const sql = readFileSync(new URL(name, folder), 'utf8')
    db.transaction(() => {
      db.exec(sql)
      db.prepare("INSERT INTO site_migrations (name, applied_at) VALUES (?, datetime('now'))").run(name)
    })()
  }
}
