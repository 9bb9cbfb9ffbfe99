import { join } from 'node:path'
import { DatabaseRefusedError, Journal, JournalCorruptError, scrubDatabase } from '@sentra/journal'
import { KeysMissingError, readSecrets } from '../../../site/src/keys/secret-store.ts'
import { type SiteKeys, siteKeysOf } from '../../../site/src/keys/site-keys.ts'
import { project } from '../../../site/src/projections/index.ts'
import { keysOfHeldSite } from '../../../site/src/safety/rekey.ts'
import { journalOf, siteFileName } from '../../../site/src/safety/site-file.ts'
import { readPassphrase } from '../../../site/src/settings/site-settings.ts'
import type { Database } from '../../../site/src/store/database.ts'
import { holdFolder } from '../../../site/src/store/hold-folder.ts'
import { openFile, openStore } from '../../../site/src/store/open-store.ts'
import { readFact } from '../../../site/src/store/site-facts.ts'
import { TellPerson } from '../tell-person.ts'
import { siteFolder } from './site-folder.ts'

export interface OpenedSite {
  readonly journal: Journal
  readonly db: Database
  readonly keys: SiteKeys
  readonly timeZone: string
}

/** As `withSite`, for those who need the journal alone. */
export function withSiteJournal<T>(
  folder: string | undefined,
  use: (journal: Journal) => T | Promise<T>,
): Promise<T> {
  return withSite(folder, ({ journal }) => use(journal))
}

/**
 * Opens a site from its folder, with the keys that lie there, and hands it to `use`.
 * The folder is the one that holds `site.db`, or the data folder above it.
 *
 * @throws TellPerson when there is no site in it, it has never been started, or its file is damaged.
 */
export async function withSite<T>(
  folder: string | undefined,
  use: (site: OpenedSite) => T | Promise<T>,
): Promise<T> {
  const dataDir = siteFolder(folder)
  const secrets = readSecrets(join(dataDir, 'keys'), readPassphrase(process.env))
  if (secrets === null) throw new KeysMissingError(dataDir)
  return useSite(dataDir, siteKeysOf(secrets), use)
}

/**
 * As `withSite`, for commands that write: no site runs on the folder meanwhile, and the whole file was read and
 * found sound before anything in it is touched.
 *
 * @throws SiteRunsError; TellPerson as above
 */
export async function withStoppedSite<T>(
  folder: string | undefined,
  use: (site: OpenedSite) => T | Promise<T>,
): Promise<T> {
  const dataDir = siteFolder(folder)
  const release = holdFolder(dataDir)
  try {
    const keys = keysOfHeldSite(dataDir, readPassphrase(process.env))
    const file = damageTold(() =>
      openFile(join(dataDir, siteFileName), keys.databaseKey, keys.nextDatabaseKey),
    )
    try {
      const head = journalOf(file)
      const scrub = head && scrubDatabase(file, head.site, head.epoch)
      if (scrub?.sound === false) throw damaged(scrub.what)
    } finally {
      file.close()
    }
    return await useSite(dataDir, keys, use)
  } finally {
    release()
  }
}

async function useSite<T>(
  dataDir: string,
  keys: SiteKeys,
  use: (site: OpenedSite) => T | Promise<T>,
): Promise<T> {
  const db = damageTold(() => openStore(dataDir, keys.databaseKey, keys.nextDatabaseKey))
  try {
    const identity = readFact(db, 'identity')
    if (!identity) {
      throw new TellPerson({
        id: `Sentra di ${dataDir} belum pernah dijalankan; belum ada catatan.`,
        en: `The site in ${dataDir} has never been started; there is no log yet.`,
      })
    }
    const { siteId, timeZone } = JSON.parse(identity) as { siteId: string; timeZone: string }
    const epoch = Number(readFact(db, 'epoch') ?? 1)
    const clock = { now: () => new Date() }
    const journal = damageTold(
      () => new Journal({ database: db, site: siteId, epoch, logKey: keys.logKey, clock, project }),
    )
    return await use({ journal, db, keys, timeZone })
  } finally {
    db.close()
  }
}

function damageTold<T>(open: () => T): T {
  try {
    return open()
  } catch (error) {
    if (!(error instanceof DatabaseRefusedError || error instanceof JournalCorruptError)) throw error
    throw damaged(error.message)
  }
}

/** The first finding is enough to know what it is; `what` may list every page. */
const damaged = (what: string) =>
  new TellPerson(
    {
      id: 'Berkas sentra rusak atau tidak dapat dibuka. Simpan apa adanya; pulihkan: sentra site restore --from <cadangan>.',
      en: `The site's file is damaged or cannot be opened. Keep it as it is; restore: sentra site restore --from <backup>.\n(${what.split('\n').find((line) => !line.startsWith('***')) ?? ''})`,
    },
    1,
  )
