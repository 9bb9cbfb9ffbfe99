import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { TellPerson } from '../tell-person.ts'

/**
 * The folder that holds `site.db`: the one given, or `site` in it.
 *
 * @throws TellPerson when there is no site in it.
 */
export function siteFolder(folder: string | undefined): string {
  const given = resolve(folder ?? process.env.SENTRA_DATA ?? './data')
  const found = [given, join(given, 'site')].find((place) => existsSync(join(place, 'site.db')))
  if (found !== undefined) return found
  throw new TellPerson({
    id: `Tidak ada data sentra (site.db) di ${given}. Beri folder yang benar.`,
    en: `There is no site data (site.db) in ${given}. Give the right folder.`,
  })
}

/** Where a site is to be restored to: a folder that may still be empty. */
export function siteFolderOrNew(folder: string | undefined): string {
  const given = resolve(folder ?? process.env.SENTRA_DATA ?? './data')
  return existsSync(join(given, 'site.db')) || existsSync(join(given, 'keys')) ? given : join(given, 'site')
}
