import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseRefusedError } from '@sentra/journal'
import SQLite from 'better-sqlite3-multiple-ciphers'

/** Holds nothing; its lock says that a process works on this folder. It may lie about: only the lock counts. */
export const holdFileName = 'in-use'

/** A process that was killed a moment ago may still be on its way out. */
const patienceMs = 1_500

/** A lock that nobody refers to any more would be collected as garbage, and given up with it. */
const held = new Set<SQLite.Database>()

/**
 * Takes a site's folder for this process alone, until the answer is called or the process ends, however it ends:
 * the lock is the operating system's (SQLite takes it the way each system wants), so none is left over after
 * `kill -9` or a power failure, and the next start goes on at once.
 *
 * @throws SiteRunsError; DatabaseRefusedError `not-writable`
 */
export function holdFolder(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const lock = new SQLite(join(dataDir, holdFileName), { timeout: patienceMs })
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
    if (code.startsWith('SQLITE_BUSY')) throw new SiteRunsError(dataDir)
    if (/^SQLITE_(CANTOPEN|READONLY|PERM)|^E(ACCES|PERM|ROFS|NOTDIR|EXIST|NOENT)$/.test(code))
      throw new DatabaseRefusedError('not-writable', error)
    throw error
  }
}

export class SiteRunsError extends Error {
  override name = 'SiteRunsError'
  constructor(dataDir: string) {
    super(
      `A site already runs on the data in ${dataDir}, or a command works on it. Use that one, or stop it first; for another site set SENTRA_DATA to another folder. · ` +
        `Sudah ada sentra yang berjalan dengan data di ${dataDir}, atau perintah yang sedang bekerja. Pakai yang itu, atau hentikan dulu; untuk sentra lain isi SENTRA_DATA dengan folder lain.`,
    )
  }
}
