import { join } from 'node:path'
import { DatabaseRefusedError, Journal, JournalCorruptError } from '@sentra/journal'
import { openSiteKeys, type SiteKeys } from '../../../site/src/keys/site-keys.ts'
import { project } from '../../../site/src/projections/index.ts'
import { readPassphrase } from '../../../site/src/settings/site-settings.ts'
import type { Database } from '../../../site/src/store/database.ts'
import { openStore } from '../../../site/src/store/open-store.ts'
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
  const keys = openSiteKeys(join(dataDir, 'keys'), readPassphrase(process.env))
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
    throw new TellPerson(
      {
        id: 'Berkas sentra rusak atau tidak dapat dibuka. Simpan apa adanya; pulihkan: sentra site restore --from <cadangan>.',
        en: error.message,
      },
      1,
    )
  }
}
