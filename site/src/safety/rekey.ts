import { join } from 'node:path'
import { randomSecret } from '../keys/secret-file.ts'
import { assertPassphrase, readSecrets, type SiteSecrets, writeSecrets } from '../keys/secret-store.ts'
import { openFile } from '../store/open-store.ts'
import { NothingToBackUpError } from './backup.ts'
import { giveBack, siteFileName, takeAlone } from './site-file.ts'

/**
 * Encrypts the site's file with a new key, and keeps the keys under a passphrase from now on, or in open files.
 *
 *     write the next key ─▶ encrypt the file (one transaction) ─▶ write the keys without the old one
 *
 * Killed anywhere, one of the two keys on the disk opens the file; the next start finds out which, and running
 * this again ends it.
 *
 * @throws SiteRunsError; InvalidSettingError for a passphrase that is too short
 */
export function rekeySite(
  dataDir: string,
  passphrases: { readonly before: string | null; readonly after: string | null },
): void {
  const directory = join(dataDir, 'keys')
  if (passphrases.after !== null) assertPassphrase(passphrases.after)
  const secrets = readSecrets(directory, passphrases.before)
  if (secrets === null) throw new NothingToBackUpError()
  const known = { ...secrets, databaseKey: keyThatOpens(dataDir, secrets), nextDatabaseKey: undefined }
  const next = randomSecret()
  writeSecrets(directory, { ...known, nextDatabaseKey: next }, passphrases.before)
  changeKey(join(dataDir, siteFileName), known, next)
  writeSecrets(directory, { ...known, databaseKey: next }, passphrases.after)
}

/** Encrypts one file anew, whole or not at all. */
export function changeKey(file: string, secrets: SiteSecrets, next: string): void {
  const db = openFile(file, secrets.databaseKey, secrets.nextDatabaseKey ?? null)
  try {
    takeAlone(db)
    db.pragma(`rekey = "x'${next}'"`)
    giveBack(db)
  } finally {
    db.close()
  }
}

function keyThatOpens(dataDir: string, { databaseKey, nextDatabaseKey }: SiteSecrets): string {
  if (nextDatabaseKey === undefined) return databaseKey
  try {
    openFile(join(dataDir, siteFileName), nextDatabaseKey).close()
    return nextDatabaseKey
  } catch {
    return databaseKey
  }
}
