import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Branch, beginEpoch, branchOf, type EpochBegun, scrubDatabase } from '@sentra/journal'
import { openSecrets, type SealedSecrets } from '../keys/sealed-secrets.ts'
import { type SiteSecrets, writeSecrets } from '../keys/secret-store.ts'
import { project, projectionTables } from '../projections/index.ts'
import type { Database } from '../store/database.ts'
import { holdFolder } from '../store/hold-folder.ts'
import { openFile } from '../store/open-store.ts'
import { readFact, writeFact } from '../store/site-facts.ts'
import { backupKeysFile } from './backup.ts'
import { changeKey, settleDatabaseKey } from './rekey.ts'
import {
  branchFile,
  copySiteFile,
  giveBack,
  journalOf,
  removeSiteFile,
  siteFileName,
  sync,
  takeAlone,
} from './site-file.ts'

export interface NewEpoch extends EpochBegun {
  readonly epoch: number
  /** Files of the logs it was made from, kept whole. */
  readonly keptBranches: readonly string[]
}

/**
 * Brings a site back from a backup, or joins the file of another laptop that wrote in its name.
 *
 *     backup or other laptop ─┐
 *                             ├─▶ every fact once ─▶ a new log, one epoch later ─▶ site.db
 *     this laptop, if sound ──┘        both old files are kept in branches/
 *
 * The new epoch must be told to the hub with a fresh enrolment code. With it come fresh certificates: the numbers of
 * the old ones may be on cards this file has never heard of, so none of them is used again.
 *
 * @throws SiteRunsError, SourceMissingError, DamagedSourceError, or the errors of the keys; then nothing was changed
 */
export function beginNewEpoch(
  dataDir: string,
  from: string,
  passphrases: { site: string | null; backup: string | null },
): NewEpoch {
  const source = resolve(from)
  if (!existsSync(source) || !statSync(source).isFile()) throw new SourceMissingError(source)
  const release = holdFolder(dataDir)
  try {
    const own = settleDatabaseKey(dataDir, passphrases.site)
    return beginHeldEpoch(dataDir, source, own, passphrases)
  } finally {
    release()
  }
}

/**
 * Begins the log of this laptop again, above the epoch the hub was found to have; for the process that holds the
 * folder and has closed the file. The old file is kept in branches/.
 *
 * @throws DamagedSourceError, or the errors of the keys; then nothing was changed
 */
export function beginAboveHub(dataDir: string, passphrase: string | null): NewEpoch {
  const own = settleDatabaseKey(dataDir, passphrase)
  return beginHeldEpoch(dataDir, resolve(dataDir, siteFileName), own, { site: passphrase, backup: null })
}

function beginHeldEpoch(
  dataDir: string,
  source: string,
  own: SiteSecrets | null,
  passphrases: { site: string | null; backup: string | null },
): NewEpoch {
  const secrets = own ?? secretsOfBackup(source, passphrases.backup)

  const current = join(dataDir, siteFileName)
  const draft = `${current}.restoring`
  removeSiteFile(draft)
  const kept: string[] = []
  const branches: { db: Database; site: string; epoch: number; size: number }[] = []
  try {
    const sourceCopy = branchFile(dataDir, 'restored-from')
    const sourceSecrets = secretsForSource(source, secrets, passphrases)
    copySiteFile(source, sourceCopy)
    branches.push(soundSource(source, sourceCopy, sourceSecrets))
    kept.push(sourceCopy)
    if (own === null) writeSecrets(join(dataDir, 'keys'), secrets, passphrases.site)
    if (existsSync(current) && source !== resolve(current)) {
      const here = ownBranch(current, secrets)
      const copy = branchFile(dataDir, here ? `epoch-${here.epoch}-of-${here.size}` : 'damaged')
      copySiteFile(current, copy)
      kept.push(copy)
      if (here !== null) branches.push(here)
    }
    // The longest first: what they share comes in its order.
    branches.sort((left, right) => right.epoch - left.epoch || right.size - left.size)
    const epoch = 1 + Math.max(...branches.map(highestEpochOf))
    const base = branches.find(({ db }) => db.name === sourceCopy)!
    base.db.prepare('VACUUM INTO ?').run(draft)
    const begun = writeNewLog(draft, sourceSecrets, base.site, epoch, branches)
    if (sourceSecrets.databaseKey !== secrets.databaseKey)
      changeKey(draft, sourceSecrets, secrets.databaseKey)
    for (const { db } of branches) db.close()
    // What was beside the old file is in its branch; beside the new one it would be taken for its own.
    for (const end of ['-wal', '-shm', '-journal']) rmSync(current + end, { force: true })
    renameSync(draft, current)
    sync(dataDir)
    settleDatabaseKey(dataDir, passphrases.site)
    return { ...begun, epoch, keptBranches: kept }
  } finally {
    for (const { db } of branches) if (db.open) db.close()
  }
}

/** Of the log in this file and of the one the hub was last found to have. */
function highestEpochOf({ db, epoch }: OpenBranch): number {
  return Math.max(epoch, Number(readFact(db, 'hub-epoch') ?? 0))
}

function writeNewLog(
  draft: string,
  secrets: SiteSecrets,
  site: string,
  epoch: number,
  branches: readonly OpenBranch[],
): EpochBegun {
  const db = openFile(draft, secrets.databaseKey, secrets.nextDatabaseKey ?? null)
  try {
    const begun = joinBranches(db, site, epoch, branches)
    takeAlone(db)
    return begun
  } finally {
    db.close()
  }
}

/** The log in an opened file. */
export interface OpenBranch {
  readonly db: Database
  readonly site: string
  readonly epoch: number
}

/**
 * Makes `db`, a copy of one of the branches, the new log with every fact of all of them, and forgets what must not be
 * used again: enrolment, certificates, sign-ins. `branches` are the longest first; none of them is `db` itself.
 */
export function joinBranches(
  db: Database,
  site: string,
  epoch: number,
  branches: readonly OpenBranch[],
): EpochBegun {
  const lines: Branch[] = branches.map((branch) => branchOf(branch.db, branch.site, branch.epoch))
  const begun = beginEpoch(db, {
    site,
    epoch,
    branches: lines,
    reset: (database) => {
      for (const table of projectionTables) database.exec(`DELETE FROM ${table}`)
    },
    project,
    isEnd: ({ type }) => type === 'outage.ended',
  })
  db.transaction(() => {
    writeFact(db, 'epoch', String(epoch))
    const enrolment = readFact(db, 'enrolment')
    if (enrolment !== null) writeFact(db, 'former-enrolment', enrolment)
    db.exec(`DELETE FROM site_facts WHERE name IN ('enrolment', 'scrub');
      DELETE FROM device_certificates;
      DELETE FROM sign_ins`)
  })()
  return begun
}

/** The copy as a branch; a source that is not sound leaves nothing behind here. */
function soundSource(source: string, copy: string, secrets: SiteSecrets) {
  try {
    return soundBranch(copy, secrets)
  } catch (error) {
    removeSiteFile(copy)
    if (error instanceof DamagedSourceError) throw new DamagedSourceError(source, error.what)
    throw error
  }
}

function soundBranch(file: string, secrets: SiteSecrets) {
  const db = openFile(file, secrets.databaseKey, secrets.nextDatabaseKey ?? null)
  try {
    const head = journalOf(db)
    if (head === null) throw new DamagedSourceError(file, 'there is no journal in it')
    const scrub = scrubDatabase(db, head.site, head.epoch)
    if (!scrub.sound) throw new DamagedSourceError(file, scrub.what)
    return { db, ...head }
  } catch (error) {
    db.close()
    throw error
  }
}

/** This laptop's own file: null when it is damaged. A running site is an error. */
function ownBranch(file: string, secrets: SiteSecrets): ReturnType<typeof soundBranch> | null {
  let branch: ReturnType<typeof soundBranch>
  try {
    branch = soundBranch(file, secrets)
  } catch {
    return null
  }
  try {
    takeAlone(branch.db)
    giveBack(branch.db)
    return branch
  } catch (error) {
    branch.db.close()
    throw error
  }
}

function secretsOfBackup(source: string, passphrase: string | null): SiteSecrets {
  const file = backupKeysFile(source)
  if (!existsSync(file) || passphrase === null) throw new BackupKeysMissingError(file)
  return openSecrets<SiteSecrets>(JSON.parse(readFileSync(file, 'utf8')) as SealedSecrets, passphrase)
}

/** The source may come from another laptop, with its own database key. */
function secretsForSource(
  source: string,
  own: SiteSecrets,
  passphrases: { backup: string | null },
): SiteSecrets {
  return existsSync(backupKeysFile(source)) && passphrases.backup !== null
    ? secretsOfBackup(source, passphrases.backup)
    : own
}

export class SourceMissingError extends Error {
  override name = 'SourceMissingError'
  constructor(file: string) {
    super(
      `There is no file ${file}. Give the backup, or site.db of the other laptop. · ` +
        `Berkas ${file} tidak ada. Beri cadangan, atau site.db laptop lain.`,
    )
  }
}

export class DamagedSourceError extends Error {
  override name = 'DamagedSourceError'
  readonly what: string
  constructor(file: string, what: string) {
    super(
      `${file} is damaged: ${what}. Use an older backup; nothing was changed. · ` +
        `${file} rusak. Pakai cadangan yang lebih lama; tidak ada yang diubah.`,
    )
    this.what = what
  }
}

export class BackupKeysMissingError extends Error {
  override name = 'BackupKeysMissingError'
  constructor(file: string) {
    super(
      `This laptop has no keys of the site. Put ${file} beside the backup and give its passphrase. · ` +
        `Laptop ini tidak punya kunci sentra. Letakkan ${file} di samping cadangan dan beri frasa sandinya.`,
    )
  }
}
