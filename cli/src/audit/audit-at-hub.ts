import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { formatVkey, type NoteVerifier, noteVerifier, parseVkey } from '@sentra/journal'
import { readStoredCopy, type StoredCopy } from '../../../hub/src/accept/read-copy.ts'
import { bundleIdentity } from '../../../hub/src/bundle/bundle-identity.ts'
import { witnessName } from '../../../hub/src/issue/hub-identity.ts'
import { keysFolder, openWitnessStore } from '../../../hub/src/issue/key-store.ts'
import { withHubDatabase } from '../hub/hub-database.ts'
import { TellPerson } from '../tell-person.ts'
import { passphraseOfHub } from '../trust/hub-keys.ts'
import { compareBundle } from './compare-bundle.ts'
import { type AuditedLog, compareWithHub, faultOfHub } from './compare-with-hub.ts'
import type { Compared, Comparison, Difference } from './comparison.ts'
import { type OutgoingBundle, openBundle } from './open-bundle.ts'
import { withComparisons } from './report.ts'
import { type AuditReport, type VerifyExport, verifyExport } from './verify-export.ts'

export interface AuditAtHub extends Omit<VerifyExport, 'folder'> {
  readonly hubData: string
  readonly export?: string | undefined
  readonly bundle?: string | undefined
}

/**
 * Audits at the hub, with its keys and its database: an export, a bundle, or both, against the hub's copy and each other.
 *
 * @throws TellPerson when there is no hub in the folder, or it does not run.
 */
export async function auditAtHub({ hubData, bundle, ...given }: AuditAtHub): Promise<AuditReport> {
  const hubFolder = folderOfHub(hubData)
  const { secret, witness } = openWitnessStore(hubFolder, false, passphraseOfHub(hubFolder))
  const witnesses = witness.map((key) => noteVerifier(witnessName, key, 'witness'))
  const report = given.export === undefined ? null : verifyExport({ ...given, folder: given.export })
  if (report?.sound === false) return report
  const log = report?.log?.() ?? null
  return withHubDatabase({ data: dirname(hubFolder) }, async (database) => {
    const compared: Compared[] = []
    if (log !== null) {
      const copy = await readStoredCopy(database, log.site)
      compared.push({ between: 'log-hub', what: `hub ${hubData}`, result: logWithCopy(log, copy, witnesses) })
    }
    if (bundle !== undefined) {
      const opened = await openBundle(bundle, (await bundleIdentity({ secret })).identity, witnesses)
      if (log !== null) {
        const result = 'bundle' in opened ? compareBundle(opened, { ...log, is: 'log' }) : notOutgoing(opened)
        compared.push({ between: 'log-bundle', what: bundle, result })
      }
      const copy = 'bundle' in opened ? await readStoredCopy(database, opened.bundle.site) : null
      const result = 'bundle' in opened ? bundleWithCopy(opened, copy, witnesses) : notOutgoing(opened)
      compared.push({ between: 'bundle-hub', what: `${bundle}, hub ${hubData}`, result })
    }
    return withComparisons(report ?? { sound: true, lines: [], json: { sound: true } }, compared)
  })
}

function logWithCopy(
  log: AuditedLog,
  copy: StoredCopy | null,
  witnesses: readonly NoteVerifier[],
): Comparison | Difference {
  if (copy === null) return { finding: 'unknown-site', seq: null }
  if (copy.epoch === log.epoch && copy.logKey !== formatVkey(log.verifier))
    return { finding: 'another-log-key', seq: null }
  return compareWithHub(log, copy, witnesses)
}

function bundleWithCopy(
  bundle: OutgoingBundle,
  copy: StoredCopy | null,
  witnesses: readonly NoteVerifier[],
): Comparison | Difference {
  if (copy === null) return { finding: 'unknown-site', seq: null }
  const verifier = parseVkey(copy.logKey)
  const fault = faultOfHub(copy, verifier, witnesses)
  if (fault !== null) return { finding: fault, seq: null }
  return compareBundle(bundle, { ...copy, verifier, is: 'hub' })
}

/** A reply is for the site; the hub cannot have opened it. */
const notOutgoing = (opened: Difference | object): Difference =>
  'finding' in opened ? opened : { finding: 'bundle-not-for-this-key', seq: null }

/** The hub's own folder: the one given, or `hub` in it. */
function folderOfHub(given: string): string {
  const folder = resolve(given)
  const found = [folder, join(folder, 'hub')].find((place) => existsSync(join(keysFolder(place), 'secret')))
  if (found !== undefined) return found
  throw new TellPerson({
    id: `Tidak ada kunci hub di ${given}. Beri folder data hub yang benar.`,
    en: `There are no keys of a hub in ${given}. Give the right data folder of the hub.`,
  })
}
