import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from '../store/database.ts'
import { SiteRunsError } from '../store/hold-folder.ts'
import { readFact } from '../store/site-facts.ts'

export const siteFileName = 'site.db'

/** Whose journal a file holds and how far it goes; null for a file in which no site was ever started. */
export function journalOf(db: Database): { site: string; epoch: number; size: number } | null {
  const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'journal_head'").get()
  if (exists === undefined || readFact(db, 'identity') === null) return null
  const head = db.prepare('SELECT site, epoch, size FROM journal_head WHERE one = 1').get()
  return head as { site: string; epoch: number; size: number }
}

/**
 * Takes the file for ourselves: everything in one file, nobody else connected.
 *
 * @throws SiteRunsError
 */
export function takeAlone(db: Database): void {
  try {
    db.pragma('busy_timeout = 300')
    if (db.pragma('journal_mode = DELETE', { simple: true }) === 'delete') return
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) throw error
  }
  throw new SiteRunsError(dirname(db.name))
}

/** Back to how a site writes. */
export function giveBack(db: Database): void {
  db.pragma('journal_mode = WAL')
}

/** A copy that is on the disk when this returns, the write-ahead log with it. */
export function copySiteFile(from: string, to: string): void {
  for (const end of ['', '-wal']) {
    if (!existsSync(from + end)) continue
    copyFileSync(from + end, to + end)
    sync(to + end)
  }
}

export function removeSiteFile(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(file + end, { force: true })
}

/** Where old logs are kept, whole: nothing of them is thrown away when a new one begins. */
export function branchFile(dataDir: string, name: string): string {
  const folder = join(dataDir, 'branches')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (let number = 1; ; number += 1) {
    const file = join(folder, `${name}${number === 1 ? '' : `-${number}`}.db`)
    if (!existsSync(file)) return file
  }
}

/** Puts a file, or the names in a folder, on the disk. Windows syncs a file opened for writing, and names by itself. */
export function sync(path: string): void {
  const windows = process.platform === 'win32'
  if (windows && statSync(path).isDirectory()) return
  const file = openSync(path, windows ? 'r+' : 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
