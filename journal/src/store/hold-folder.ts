import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3-multiple-ciphers'
import { DatabaseRefusedError } from './open-database.ts'

/** Holds nothing; its lock says that a process works on this folder. It may lie about: only the lock counts. */
export const holdFileName = 'in-use'

/** A process that was killed a moment ago may still be on its way out. */
const patienceMs = 1_500

/** A lock that nobody refers to any more would be collected as garbage, and given up with it. */
const held = new Set<SQLite.Database>()

/**
 * Takes a folder of data for this process alone, until the answer is called or the process ends, however it ends:
 * the lock is the operating system's (SQLite takes it the way each system wants), so none is left over after
 * `kill -9` or a power failure, and the next start goes on at once. No number of a process is trusted: those are
 * used again, and mean nothing in another container on the same disk.
 *
 * @throws FolderHeldError; DatabaseRefusedError `not-writable`
 */
export function holdFolder(folder: string, waitMs = patienceMs): () => void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const lock = new SQLite(join(folder, holdFileName), { timeout: waitMs })
    try {
      lock.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      lock.close()
      throw error
    }
    held.add(lock)
    return () => {
      held.delete(lock)
      lock.close()
    }
  } catch (error) {
    const code = String((error as { code?: unknown }).code)
    if (code.startsWith('SQLITE_BUSY')) throw new FolderHeldError(folder)
    if (/^SQLITE_(CANTOPEN|READONLY|PERM)|^E(ACCES|PERM|ROFS|NOTDIR|EXIST|NOENT)$/.test(code))
      throw new DatabaseRefusedError('not-writable', error)
    throw error
  }
}

/**
 * Whether a living process has this folder. A look: by the time of the answer it may be different.
 *
 * @throws DatabaseRefusedError `not-writable`
 */
export function isFolderHeld(folder: string): boolean {
  if (!existsSync(join(folder, holdFileName))) return false
  try {
    holdFolder(folder, 0)()
    return false
  } catch (error) {
    if (error instanceof FolderHeldError) return true
    throw error
  }
}

/** Whoever asked for the folder says in its own words what a person can do. */
export class FolderHeldError extends Error {
  override name = 'FolderHeldError'
  readonly folder: string
  constructor(folder: string) {
    super(
      `Another process works on ${folder}. Stop it first, or name another folder. · ` +
        `Proses lain sedang bekerja dengan ${folder}. Hentikan dulu, atau pakai folder lain.`,
    )
    this.folder = folder
  }
}
