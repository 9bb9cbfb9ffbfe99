import Database from 'better-sqlite3-multiple-ciphers'
import { type FileBytes, lostCommits, withFileBytes } from './write-ahead-log.ts'

/**
 * The one file of a site: encrypted page by page (SQLCipher), written ahead, and synced to the disk at
 * every commit. The settings that durability rests on are read back, because a setting that was
 * silently ignored looks just like one that holds, until the power fails.
 */
export type JournalDatabase = Database.Database

/** Where the file lies. The disk of this machine by default; a simulation brings one that loses its power. */
export interface JournalDisk {
  open(file: string, busyTimeoutMs: number): JournalDatabase
  /** Gives `use` a file as it lies there, null when it does not. */
  withBytes<T>(file: string, use: (bytes: FileBytes | null) => T): T
}

const thisMachine: JournalDisk = {
  open: (file, timeout) => new Database(file, { timeout }),
  withBytes: withFileBytes,
}

export type DatabaseFault =
  | 'wrong-key'
  | 'no-key'
  | 'synchronous-not-full'
  | 'not-write-ahead'
  | 'foreign-keys-off'
  | 'fullfsync-off'
  | 'not-a-journal-file'
  | 'write-ahead-log-damaged'
  | 'newer-build'
  | 'not-writable'
  | 'disk-full'
  | 'disk-failed'
  | 'damaged'

/** The database may not be used as it is. `fault` is the name; the message says what to do. */
export class DatabaseRefusedError extends Error {
  override name = 'DatabaseRefusedError'
  readonly fault: DatabaseFault
  constructor(fault: DatabaseFault, cause?: unknown) {
    super(remedies[fault], { cause })
    this.fault = fault
  }
}

/**
 * Opens or creates the file. `key` is a passphrase, or 32 raw bytes that need no slow derivation.
 * Throws DatabaseRefusedError with `wrong-key` for another key or a file that is no such database.
 */
export function openJournalDatabase(
  file: string,
  {
    key,
    busyTimeoutMs = 5_000,
    disk = thisMachine,
  }: { key: string | Uint8Array; busyTimeoutMs?: number; disk?: JournalDisk },
): JournalDatabase {
  if (key.length === 0) throw new DatabaseRefusedError('no-key')
  const database = opened(file, busyTimeoutMs, disk)
  try {
    database.pragma("cipher = 'sqlcipher'")
    database.pragma(`key = ${keyLiteral(key)}`)
    readable(database)
    database.pragma('journal_mode = WAL')
    assertWholeLog(database, file, disk)
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    // Sorting spills to memory, not to a clear-text file beside the encrypted one.
    database.pragma('temp_store = MEMORY')
    // A page that is not in memory must be decrypted and its code checked again: 32 MB hold a clinic's busy pages.
    database.pragma('cache_size = -32000')
    // The same pages are written again and again; copied into the database every 16 MB, they are copied once.
    database.pragma('wal_autocheckpoint = 4000')
    database.pragma('cell_size_check = ON')
    database.pragma('trusted_schema = OFF')
    if (process.platform === 'darwin') {
      database.pragma('fullfsync = ON')
      database.pragma('checkpoint_fullfsync = ON')
    }
    assertDurable(database)
    return database
  } catch (error) {
    database.close()
    throw refusedBecause(error)
  }
}

/** Reads the settings back. Throws DatabaseRefusedError when a commit would not be on the disk when it returns. */
export function assertDurable(database: JournalDatabase): void {
  const value = (name: string) => database.pragma(name, { simple: true })
  if (Number(value('synchronous')) < 2) throw new DatabaseRefusedError('synchronous-not-full')
  if (value('journal_mode') !== 'wal') throw new DatabaseRefusedError('not-write-ahead')
  if (value('foreign_keys') !== 1) throw new DatabaseRefusedError('foreign-keys-off')
  if (process.platform === 'darwin' && value('fullfsync') !== 1)
    throw new DatabaseRefusedError('fullfsync-off')
}

/**
 * Nothing that was acknowledged may be passed over in silence. Throws before anything is written, so that the
 * damaged file stays as it is.
 */
function assertWholeLog(database: JournalDatabase, file: string, disk: JournalDisk): void {
  const framesRead = () => (database.pragma('wal_checkpoint(PASSIVE)') as { log: number }[])[0]?.log ?? -1
  const first = framesRead()
  // Minus one: another connection is at work, so the log was looked at when that one opened it.
  if (first < 0 || disk.withBytes(`${file}-wal`, (bytes) => lostCommits(bytes, first)) === 0) return
  // Frames may have come from a writer in the meantime; then SQLite counts them too.
  if (framesRead() === first) throw new DatabaseRefusedError('write-ahead-log-damaged')
}

const remedies: Record<DatabaseFault, string> = {
  'wrong-key':
    'The key does not open this database, or its first page is damaged. Use the key it was made with, or restore file and key together.',
  'no-key': 'A site database needs a key. Set one before the first start.',
  'synchronous-not-full':
    'PRAGMA synchronous is below FULL: an acknowledged dose could be lost with the power.',
  'not-write-ahead':
    'PRAGMA journal_mode is not WAL. Put the database on a local disk, not on a network share.',
  'foreign-keys-off': 'PRAGMA foreign_keys is off: views could point at nothing.',
  'fullfsync-off': 'PRAGMA fullfsync is off: on macOS a commit could stay in the drive cache.',
  'not-a-journal-file':
    'The file is a database of another program or of a newer version. Choose another file.',
  'newer-build':
    'A newer version has changed this file in a way that this version does not understand. Start the newer version, or restore a backup from before.',
  'not-writable':
    'The database cannot be opened for writing. Make its folder exist and writable, then start again.',
  'disk-full': 'The disk is full. Move other files away until a tenth is free, then start again.',
  'disk-failed': 'The disk failed while the database was opened. Check the disk, then start again.',
  damaged:
    'The database is damaged. Keep it as it is and restore from the second laptop, a backup or the hub.',
  'write-ahead-log-damaged':
    'The write-ahead log beside the database is damaged, and acknowledged events lie behind the damage. ' +
    'Keep both files as they are and restore from the second laptop, a backup or the hub.',
}

function opened(file: string, timeout: number, disk: JournalDisk): JournalDatabase {
  try {
    return disk.open(file, timeout)
  } catch (error) {
    throw refusedBecause(error)
  }
}

/** The disk's "no" with what a person can do about it; anything else as it was. */
function refusedBecause(error: unknown): unknown {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  if (error instanceof DatabaseRefusedError) return error
  if (/^SQLITE_(READONLY|CANTOPEN)/.test(code)) return new DatabaseRefusedError('not-writable', error)
  if (code.startsWith('SQLITE_FULL')) return new DatabaseRefusedError('disk-full', error)
  if (code.startsWith('SQLITE_CORRUPT')) return new DatabaseRefusedError('damaged', error)
  if (code.startsWith('SQLITE_IOERR')) return new DatabaseRefusedError('disk-failed', error)
  return error
}

function readable(database: JournalDatabase): void {
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch (error) {
    throw (error as { code?: string }).code === 'SQLITE_NOTADB'
      ? new DatabaseRefusedError('wrong-key', error)
      : error
  }
}

function keyLiteral(key: string | Uint8Array): string {
  if (typeof key === 'string') return `'${key.replaceAll("'", "''")}'`
  if (key.length !== 32) throw new TypeError('a raw database key has 32 bytes')
  return `"x'${Buffer.from(key).toString('hex')}'"`
}
