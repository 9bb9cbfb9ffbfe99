import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database, Transaction } from './database.ts'

/** One step of the database's shape, as its SQL file says. */
export type Migration = {
  name: string
  sql: string
  sha256: string
  /** From its first lines: whether a hub that does not know this step may still work on the database. */
  olderMayOpen: boolean
}

const folder = join(import.meta.dirname, 'migrations')

/** The steps this build knows, in order. Each must say whether older builds may go on. */
export function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8')
      const said = /^-- An older build may open the database after this migration: (yes|no)\b/m.exec(sql)?.[1]
      if (said === undefined) throw new Error(`${name} does not say whether an older build may go on`)
      const sha256 = createHash('sha256').update(sql).digest('hex')
      return { name, sql, sha256, olderMayOpen: said === 'yes' }
    })
}

/**
 * Brings the database to this build's shape: every step that is missing, in order, in one transaction, so a hub that
 * dies on the way leaves the shape that was. Several hubs may start together; an advisory lock lets one work.
 *
 * A database that a newer hub has changed is opened as long as every step we do not know allows it; the rollback
 * floor is the last one that does not. Throws a sentence for a person below the floor, and where an applied file
 * differs from ours.
 */
export async function migrate(
  database: Database,
  at: Date,
  migrations: readonly Migration[] = readMigrations(),
): Promise<{ applied: string[] }> {
  return database.transaction(async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
    await openList(transaction, migrations)
    const done = await transaction.query<{ name: string; sha256: string }>(
      'SELECT name, sha256 FROM migrations ORDER BY name',
    )
    const unknown = await stepAboveFloor(transaction, migrations)
    if (unknown !== null)
      throw new Error(
        `this database was changed by a newer hub (${unknown}). Start that version, or restore an older copy.`,
      )
    for (const { name, sha256 } of done) {
      const ours = migrations.find((each) => each.name === name)
      if (ours && ours.sha256 !== sha256)
        throw new Error(`migration ${name} is not the one this database was made with`)
    }
    const missing = migrations.filter((each) => !done.some((row) => row.name === each.name))
    for (const { name, sql, sha256, olderMayOpen } of missing) {
      await transaction.query(sql)
      await transaction.query(
        'INSERT INTO migrations (name, sha256, applied_at, older_may_open) VALUES ($1, $2, $3, $4)',
        [name, sha256, at, olderMayOpen],
      )
    }
    return { applied: missing.map(({ name }) => name) }
  })
}

/** The first applied step that these builds do not know and that does not let them go on; null when there is none. */
export async function stepAboveFloor(
  database: Pick<Database, 'query'>,
  migrations: readonly Migration[],
): Promise<string | null> {
  const [row] = await database.query<{ name: string }>(
    'SELECT name FROM migrations WHERE name <> ALL($1) AND older_may_open IS NOT TRUE ORDER BY name LIMIT 1',
    [migrations.map(({ name }) => name)],
  )
  return row?.name ?? null
}

/** Databases of the first builds did not keep what each step said; those steps are all known. */
async function openList(transaction: Transaction, migrations: readonly Migration[]): Promise<void> {
  await transaction.query(
    `CREATE TABLE IF NOT EXISTS migrations (
       name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL)`,
  )
  const [kept] = await transaction.query(
    `SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema()
       AND table_name = 'migrations' AND column_name = 'older_may_open'`,
  )
  if (kept) return
  await transaction.query('ALTER TABLE migrations ADD COLUMN older_may_open boolean')
  await transaction.query(
    `UPDATE migrations m SET older_may_open = s.allowed
     FROM unnest($1::text[], $2::boolean[]) AS s (name, allowed) WHERE m.name = s.name`,
    [migrations.map(({ name }) => name), migrations.map(({ olderMayOpen }) => olderMayOpen)],
  )
}

/** Any number, the same in every hub. */
const migrationLock = 7_032_021
