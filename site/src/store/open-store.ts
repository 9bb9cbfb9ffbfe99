import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openJournalDatabase } from '@sentra/journal'
import type { Database } from './database.ts'

/** Opens the site's one encrypted file and brings its tables up to date. */
export function openStore(dataDir: string, databaseKey: string): Database {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const db = openJournalDatabase(join(dataDir, 'site.db'), { key: Buffer.from(databaseKey, 'hex') })
  migrate(db)
  return db
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
