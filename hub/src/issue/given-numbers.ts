import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../store/database.ts'
import { beginAfterRestore } from './begin-after-restore.ts'
import { writeSecretFile } from './write-whole-file.ts'

/**
 * Compares the database with `given-numbers.json` in the hub's data folder, which says how far each status list was
 * given out when somebody last looked, and brings the file up to date.
 *
 * A database that has given fewer numbers than the file says is an older copy. From then on numbers come from new
 * lists, in the same transaction that finds out; the answer is what their names end with, undefined when all is well.
 * It is asked before the hub gives its first number.
 */
export async function noticeOlderDatabase(
  database: Database,
  dataDir: string,
  known: GivenNumbers = readFile(dataDir),
): Promise<{ given: GivenNumbers; mark: string | undefined }> {
  const { given, mark } = await database.transaction(async (transaction) => {
    const rows = await transaction.query<{ list_id: string; next_index: number }>(
      'SELECT list_id, next_index FROM status_lists ORDER BY list_id',
    )
    const inDatabase = Object.fromEntries(rows.map((row) => [row.list_id, row.next_index]))
    const isOlder = Object.entries(known).some(([list, next]) => next > (inDatabase[list] ?? 0))
    return { given: inDatabase, mark: isOlder ? await beginAfterRestore(transaction) : undefined }
  })
  if (JSON.stringify(given) !== JSON.stringify(known))
    writeSecretFile(fileIn(dataDir), `${JSON.stringify(given)}\n`)
  return { given, mark }
}

/** By list: the number after the last that was given. */
export type GivenNumbers = Readonly<Record<string, number>>

const fileIn = (dataDir: string) => join(dataDir, 'given-numbers.json')

function readFile(dataDir: string): GivenNumbers {
  const file = fileIn(dataDir)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as GivenNumbers) : {}
}
