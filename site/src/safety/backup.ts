import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { scrubDatabase } from '@sentra/journal'
import { sealSecrets } from '../keys/sealed-secrets.ts'
import { replaceSecretFile } from '../keys/secret-file.ts'
import { readSecrets, type SiteSecrets } from '../keys/secret-store.ts'
import { openFile } from '../store/open-store.ts'
import { noteBackup } from './last-backup.ts'
import { journalOf, siteFileName, sync } from './site-file.ts'

export interface BackupMade {
  readonly events: number
  readonly epoch: number
  readonly bytes: number
  /** Whether another laptop can open it: only then the keys went along, sealed. */
  readonly keysFile: string | null
}

/** Beside the backup: its keys, under a passphrase. */
export const backupKeysFile = (backup: string) => `${backup}.keys.json`

/**
 * Copies a site's file while the site works: a consistent picture of one moment, encrypted page by page like the
 * original, read from end to end before it gets its name. What is under `to` is a good backup or the older one.
 *
 * With a passphrase the keys go along, sealed with it; without one the backup helps only where the keys are.
 *
 * @throws when the copy is not sound; then nothing was replaced
 */
export function backupSite(
  dataDir: string,
  to: string,
  passphrases: { site: string | null; backup: string | null },
): BackupMade {
  const secrets = readSecrets(join(dataDir, 'keys'), passphrases.site)
  if (secrets === null || !existsSync(join(dataDir, siteFileName))) throw new NothingToBackUpError()
  const target = resolve(to)
  const draft = `${target}.part`
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  rmSync(draft, { force: true })
  const db = openFile(join(dataDir, siteFileName), secrets.databaseKey, secrets.nextDatabaseKey ?? null)
  try {
    // The copy has the key of the original.
    db.prepare('VACUUM INTO ?').run(draft)
  } finally {
    db.close()
  }
  const { events, epoch } = proveSound(draft, secrets)
  sync(draft)
  const passphrase = passphrases.backup ?? passphrases.site
  if (passphrase !== null) {
    const { logKey, deviceKey, databaseKey, pepper } = secrets
    replaceSecretFile(
      backupKeysFile(target),
      JSON.stringify(sealSecrets({ logKey, deviceKey, databaseKey, pepper }, passphrase)),
    )
  }
  renameSync(draft, target)
  sync(dirname(target))
  noteBackup(dataDir, { at: new Date(), events })
  return {
    events,
    epoch,
    bytes: statSync(target).size,
    keysFile: passphrase === null ? null : backupKeysFile(target),
  }
}

/** Opens the copy with the key and reads all of it. */
function proveSound(file: string, secrets: SiteSecrets): { events: number; epoch: number } {
  const db = openFile(file, secrets.databaseKey, secrets.nextDatabaseKey ?? null)
  try {
    const head = journalOf(db)
    if (head === null) throw new NothingToBackUpError()
    const scrub = scrubDatabase(db, head.site, head.epoch)
    if (!scrub.sound) throw new Error(`The copy is not sound: ${scrub.what}. The older backup was kept.`)
    db.pragma('journal_mode = DELETE')
    return { events: scrub.events, epoch: head.epoch }
  } finally {
    db.close()
  }
}

export class NothingToBackUpError extends Error {
  override name = 'NothingToBackUpError'
  constructor() {
    super(
      'There is no site data here. Give the right folder. · Tidak ada data sentra di sini. Beri folder yang benar.',
    )
  }
}
