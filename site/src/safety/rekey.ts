import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { randomSecret } from '../keys/secret-file.ts'
import {
  assertPassphrase,
  KeysMissingError,
  readSecrets,
  type SiteSecrets,
  writeSecrets,
} from '../keys/secret-store.ts'
import { openSiteKeys, type SiteKeys, siteKeysOf } from '../keys/site-keys.ts'
import { holdFolder } from '../store/hold-folder.ts'
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
  if (!existsSync(join(dataDir, siteFileName))) throw new NothingToBackUpError()
  const release = holdFolder(dataDir)
  try {
    const known = settleDatabaseKey(dataDir, passphrases.before)
    if (known === null) throw new NothingToBackUpError()
    const next = randomSecret()
    writeSecrets(directory, { ...known, nextDatabaseKey: next }, passphrases.before)
    changeKey(join(dataDir, siteFileName), known, next)
    writeSecrets(directory, { ...known, databaseKey: next, nextDatabaseKey: undefined }, passphrases.after)
  } finally {
    release()
  }
}

/**
 * Reads the secrets, and ends a rekey that was cut off: the key that opens the file is the key, and the other is
 * forgotten. When neither opens it both are kept, for a person. Call it only while the folder is held. Null when
 * there are no secrets.
 *
 * @throws InvalidSettingError or WrongPassphraseError (see `secret-store.ts`)
 */
export function settleDatabaseKey(dataDir: string, passphrase: string | null): SiteSecrets | null {
  const directory = join(dataDir, 'keys')
  const file = join(dataDir, siteFileName)
  const secrets = readSecrets(directory, passphrase)
  if (secrets === null || secrets.nextDatabaseKey === undefined || !existsSync(file)) return secrets
  const { databaseKey, nextDatabaseKey } = secrets
  const opening = [nextDatabaseKey, databaseKey].find((key) => opens(file, key))
  if (opening === undefined) return secrets
  const settled = { ...secrets, databaseKey: opening, nextDatabaseKey: undefined }
  writeSecrets(directory, settled, passphrase)
  return settled
}

/**
 * The keys of the site in `dataDir`; new ones only where no site was ever started.
 *
 * @throws KeysMissingError; InvalidSettingError or WrongPassphraseError (see `secret-store.ts`)
 */
export function keysOfHeldSite(dataDir: string, passphrase: string | null): SiteKeys {
  const secrets = settleDatabaseKey(dataDir, passphrase)
  if (secrets !== null) return siteKeysOf(secrets)
  if (existsSync(join(dataDir, siteFileName))) throw new KeysMissingError(dataDir)
  return openSiteKeys(join(dataDir, 'keys'), passphrase)
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

/** Opening is the proof; whatever else went wrong is for those to say who open the file next. */
function opens(file: string, key: string): boolean {
  try {
    openFile(file, key).close()
    return true
  } catch {
    return false
  }
}
