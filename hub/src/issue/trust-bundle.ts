import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { signTrustBundle } from '@sentra/card/issue'
import type { Database } from '../store/database.ts'
import { rootFile } from './ceremony.ts'
import { type HubIdentity, trustedKeys } from './hub-identity.ts'
import { readTrustNews } from './trust-news.ts'
import { writePublicFile } from './write-whole-file.ts'

const day = 86_400_000
/** A verifier that was offline this long says that its keys are old; it still checks. */
const bundleDays = 90
/** Signed anew this often, so that a fetched bundle is never near its end. */
const renewAfterDays = 1

/**
 * The newest trust bundle, signed anew when its keys changed or it is a day old.
 *
 * Its counter is a primary key: two hubs that sign at the same moment agree on one bundle, and no
 * counter is ever given to two different bundles.
 */
export async function currentTrustBundle(
  database: Database,
  identity: HubIdentity,
  now: Date,
): Promise<Uint8Array> {
  const keys = trustedKeys(identity)
  const news = await readTrustNews(database, now)
  const keysHash = createHash('sha256').update(JSON.stringify({ keys, news })).digest('hex')
  const newest = await readNewest(database)
  if (!identity.root) {
    if (newest) return newest.bundle
    throw new Error('the root is offline and no bundle was installed')
  }
  const fresh =
    newest &&
    newest.keys_hash === keysHash &&
    now.getTime() - newest.issued_at.getTime() < renewAfterDays * day
  if (newest && fresh) return newest.bundle

  const counter = (newest?.counter ?? 0) + 1
  const bundle = await signTrustBundle(
    {
      counter,
      issuedAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + bundleDays * day).toISOString(),
      ...keys,
      deniedDevices: news.deniedDevices.map(({ goodPlaces: _, ...entry }) => entry),
      ...(news.extendedLists.length > 0 ? { extendedLists: news.extendedLists } : {}),
    },
    identity.root,
  )
  await database.query(
    `INSERT INTO trust_bundles (counter, keys_hash, issued_at, bundle)
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [counter, keysHash, now, bundle],
  )
  const stands = await readNewest(database)
  if (!stands) throw new Error('the trust bundle was just written and is gone')
  return stands.bundle
}

/** Writes `trust/`: the bundle, under the time it was issued at, and the two keys that people pin. */
export function publishTrust(
  publicDir: string,
  identity: HubIdentity,
  bundle: Uint8Array,
  issuedAt: Date,
): void {
  const rootPublicKey = Buffer.from(identity.rootPublicKey).toString('base64')
  writePublicFile(join(publicDir, 'trust/bundle.cwt'), bundle, issuedAt)
  const successions = identity.rootSuccessions
  writePublicFile(join(publicDir, 'trust/root.json'), rootFile({ rootPublicKey, successions }))
  writePublicFile(
    join(publicDir, 'trust/witness.json'),
    `${JSON.stringify({ witnessKey: identity.witnessKey, successions: identity.witnessSuccessions })}\n`,
  )
}

/**
 * Takes a bundle that was signed at a ceremony into the line of bundles. Its counter must be new; a bundle that
 * is there already changes nothing.
 */
export async function importTrustBundle(
  database: Database,
  installed: { bundle: string; counter: number },
  now: Date,
): Promise<void> {
  await database.query(
    `INSERT INTO trust_bundles (counter, keys_hash, issued_at, bundle)
     SELECT $1, 'ceremony', $2, $3
     WHERE NOT EXISTS (SELECT 1 FROM trust_bundles WHERE counter >= $1)
     ON CONFLICT DO NOTHING`,
    [installed.counter, now, Buffer.from(installed.bundle, 'base64')],
  )
}

async function readNewest(database: Database) {
  const [newest] = await database.query<{
    counter: number
    keys_hash: string
    issued_at: Date
    bundle: Buffer
  }>('SELECT counter, keys_hash, issued_at, bundle FROM trust_bundles ORDER BY counter DESC LIMIT 1')
  return newest
}
