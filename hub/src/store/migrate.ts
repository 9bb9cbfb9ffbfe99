import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './database.ts'

/**
 * Brings the database to this build's shape: every numbered file in `migrations/`, once, in order,
 * each in its own transaction. Several hubs may start together; an advisory lock lets one work.
 *
 * Refuses a database that a newer build has changed, and one whose applied files differ from ours.
 */
export async function migrate(database: Database, at: Date): Promise<{ applied: string[] }> {
  const files = readMigrations()
  return database.transaction(async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
    await transaction.query(
      `CREATE TABLE IF NOT EXISTS migrations (
         name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL)`,
    )
    const done = await transaction.query<{ name: string; sha256: string }>(
      'SELECT name, sha256 FROM migrations ORDER BY name',
    )
    for (const { name, sha256 } of done) {
      const file = files.find((candidate) => candidate.name === name)
      if (!file) {
        throw new Error(
          `this database was changed by a newer hub (${name}). Start that version, or restore an older copy.`,
        )
      }
      if (file.sha256 !== sha256)
        throw new Error(`migration ${name} is not the one this database was made with`)
    }
    const missing = files.filter((file) => !done.some((row) => row.name === file.name))
    for (const file of missing) {
      await transaction.query(file.sql)
      await transaction.query('INSERT INTO migrations (name, sha256, applied_at) VALUES ($1, $2, $3)', [
        file.name,
        file.sha256,
        at,
      ])
    }
    return { applied: missing.map((file) => file.name) }
  })
}

/** Any number, the same in every hub. */
const migrationLock = 7_032_021

function readMigrations(): { name: string; sql: string; sha256: string }[] {
  const folder = join(import.meta.dirname, 'migrations')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    })
}
