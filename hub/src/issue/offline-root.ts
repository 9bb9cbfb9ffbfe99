import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decompressPoint, isRefused, openTrustBundle } from '@sentra/card'
import { writeSecretFile } from './write-whole-file.ts'

/** What came back from a ceremony: the public half of the root, and the bundle it signed (base64). */
export type OfflineRoot = { rootPublicKey: string; bundle: string; counter: number }

const file = (dataDir: string) => join(dataDir, 'keys', 'offline-root.json')

/** The installed trust material; null while there is none. */
export function readOfflineRoot(dataDir: string): OfflineRoot | null {
  return existsSync(file(dataDir)) ? (JSON.parse(readFileSync(file(dataDir), 'utf8')) as OfflineRoot) : null
}

export type InstallRefusal =
  | 'another-root'
  | 'not-a-trust-bundle'
  | 'bad-signature'
  | 'older-than-known'
  | 'without-our-keys'

/**
 * Takes over what a ceremony signed. Trust never goes back: an older counter is refused, another root is
 * refused, and so is a bundle without the keys this hub signs with.
 */
export async function installOfflineRoot(
  dataDir: string,
  material: { rootPublicKey: string; bundle: Uint8Array },
  hub: { rootPublicKey: string | null; notOlderThanCounter: number; kids: readonly string[] },
): Promise<OfflineRoot | { refused: InstallRefusal }> {
  if (hub.rootPublicKey !== null && hub.rootPublicKey !== material.rootPublicKey)
    return { refused: 'another-root' }
  const key = decompressPoint(Buffer.from(material.rootPublicKey, 'base64'))
  if (!key) return { refused: 'bad-signature' }
  const { notOlderThanCounter } = hub
  const trust = await openTrustBundle(material.bundle, key, { notOlderThanCounter })
  if (isRefused(trust)) return trust
  const named = [...trust.siteCas, ...trust.documentSigners, ...trust.statusSigners].map(({ kid }) => kid)
  if (!hub.kids.every((kid) => named.includes(kid))) return { refused: 'without-our-keys' }
  const installed = {
    rootPublicKey: material.rootPublicKey,
    bundle: Buffer.from(material.bundle).toString('base64'),
    counter: trust.counter,
  }
  writeSecretFile(file(dataDir), `${JSON.stringify(installed)}\n`)
  return installed
}
