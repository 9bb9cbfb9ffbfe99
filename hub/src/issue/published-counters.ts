import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRefused, openBulletin, openTrustBundle } from '@sentra/card'
import type { Database } from '../store/database.ts'
import type { HubIdentity } from './hub-identity.ts'
import { importTrustBundle } from './trust-bundle.ts'

/**
 * What this hub has published already goes on counting: verifiers pass over a bundle or a bulletin that is older than
 * the one they have. A database that was put back learns from the files in `public/` how far they had come, and the
 * next one is signed with the number behind it.
 *
 * Answers with the devices that the published bundle or bulletin denies and this database knows nothing of: they were
 * reported stolen after the backup, and must be reported again.
 */
export async function learnPublishedCounters(
  database: Database,
  identity: HubIdentity,
  publicDir: string,
): Promise<string[]> {
  const denied = new Set<string>()
  const bundle = readIfThere(join(publicDir, 'trust/bundle.cwt'))
  const trust = bundle && (await openTrustBundle(bundle, identity.rootPublicKey))
  if (!trust || isRefused<string>(trust)) return []
  const { counter, issuedAt, deniedDevices } = trust
  await importTrustBundle(database, { bundle: bundle.toString('base64'), counter }, new Date(issuedAt))
  for (const { certificateId } of deniedDevices) denied.add(certificateId)

  const [short, long] = ['bulletin.cwt', 'bulletin-cards.cwt'].map((name) =>
    readIfThere(join(publicDir, 'trust', name)),
  )
  const bulletin = short && long && (await openBulletin(short, trust))
  if (bulletin && !isRefused<string>(bulletin)) {
    await database.query(
      `INSERT INTO bulletins (counter, content_hash, issued_at, short, long)
       SELECT $1, 'published', $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM bulletins WHERE counter >= $1)
       ON CONFLICT DO NOTHING`,
      [bulletin.counter, new Date(bulletin.issuedAt), short, long],
    )
    for (const { certificateId } of bulletin.deniedDevices) denied.add(certificateId)
  }
  const known = await database.query<{ certificate_id: string }>('SELECT certificate_id FROM denied_devices')
  for (const { certificate_id } of known) denied.delete(certificate_id)
  return [...denied].sort()
}

const readIfThere = (file: string) => (existsSync(file) ? readFileSync(file) : undefined)
