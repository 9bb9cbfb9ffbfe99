import type { Journal } from '@sentra/journal'
import { rebuild } from '../site/rebuild.ts'

class Undo extends Error {}

/**
 * Which tables of a site do not say what its log says. They are built again from the log and compared, in a
 * transaction that is taken back: an audit changes nothing. A row that somebody wrote into the file by hand
 * is found here, whatever it says; the log itself is checked by `journal.verifyAll()`.
 */
export function tablesThatDiffer(journal: Journal): string[] {
  let changed: string[] = []
  try {
    journal.database.transaction(() => {
      changed = rebuild(journal).changed
      throw new Undo()
    })()
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
  return changed
}
