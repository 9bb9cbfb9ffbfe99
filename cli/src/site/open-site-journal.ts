import { join } from 'node:path'
import { Journal } from '@sentra/journal'
import { openSiteKeys } from '../../../site/src/keys/site-keys.ts'
import { project } from '../../../site/src/projections/index.ts'
import { readPassphrase } from '../../../site/src/settings/site-settings.ts'
import { openStore } from '../../../site/src/store/open-store.ts'
import { readFact } from '../../../site/src/store/site-facts.ts'
import { TellPerson } from '../tell-person.ts'
import { siteFolder } from './site-folder.ts'

/**
 * Opens the journal of a site from its folder, with the keys that lie there, and hands it to `use`.
 * The folder is the one that holds `site.db`, or the data folder above it.
 *
 * @throws TellPerson when there is no site in it, or it has never been started.
 */
export async function withSiteJournal<T>(
  folder: string | undefined,
  use: (journal: Journal) => T | Promise<T>,
): Promise<T> {
  const dataDir = siteFolder(folder)
  const keys = openSiteKeys(join(dataDir, 'keys'), readPassphrase(process.env))
  const database = openStore(dataDir, keys.databaseKey, keys.nextDatabaseKey)
  try {
    const identity = readFact(database, 'identity')
    if (!identity) {
      throw new TellPerson({
        id: `Sentra di ${dataDir} belum pernah dijalankan; belum ada catatan.`,
        en: `The site in ${dataDir} has never been started; there is no log yet.`,
      })
    }
    const { siteId } = JSON.parse(identity) as { siteId: string }
    const epoch = Number(readFact(database, 'epoch') ?? 1)
    const clock = { now: () => new Date() }
    const journal = new Journal({ database, site: siteId, epoch, logKey: keys.logKey, clock, project })
    return await use(journal)
  } finally {
    database.close()
  }
}
