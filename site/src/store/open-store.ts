import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseRefusedError, openJournalDatabase } from '@sentra/journal'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'

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
  try {
    migrate(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
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
