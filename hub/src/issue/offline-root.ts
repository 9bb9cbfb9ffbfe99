import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decompressPoint, followRoots, isRefused, openTrustBundle, rootOfToday } from '@sentra/card'
import { writeSecretFile } from './write-whole-file.ts'

/** What came back from a ceremony: the public half of the root, and the bundle it signed (base64). */
export type OfflineRoot = {
  rootPublicKey: string
  bundle: string
  counter: number
  /** From the first root of this hub to this one (base64); absent while it is the first. */
  successions?: string[]
}

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
 * refused unless the one before named it, and so is a bundle without the keys this hub signs with.
 */
export async function installOfflineRoot(
  dataDir: string,
  material: { rootPublicKey: string; bundle: Uint8Array; successions?: readonly string[] },
  hub: { rootPublicKey: string | null; notOlderThanCounter: number; kids: readonly string[] },
): Promise<OfflineRoot | { refused: InstallRefusal }> {
  const key = decompressPoint(Buffer.from(material.rootPublicKey, 'base64'))
  if (!key) return { refused: 'bad-signature' }
  const successions = [
    ...new Set([...(readOfflineRoot(dataDir)?.successions ?? []), ...(material.successions ?? [])]),
  ]
  const before = hub.rootPublicKey === null ? key : decompressPoint(Buffer.from(hub.rootPublicKey, 'base64'))
  const line =
    before &&
    (await followRoots(
      before,
      successions.map((text) => Buffer.from(text, 'base64')),
    ))
  if (!line || Buffer.compare(rootOfToday(line), key) !== 0) return { refused: 'another-root' }
  const { notOlderThanCounter } = hub
  const trust = await openTrustBundle(material.bundle, line, { notOlderThanCounter })
  if (isRefused(trust)) return trust
  const named = [...trust.siteCas, ...trust.documentSigners, ...trust.statusSigners].map(({ kid }) => kid)
  if (!hub.kids.every((kid) => named.includes(kid))) return { refused: 'without-our-keys' }
  const installed = {
    rootPublicKey: material.rootPublicKey,
    bundle: Buffer.from(material.bundle).toString('base64'),
    counter: trust.counter,
    ...(successions.length > 0 ? { successions } : {}),
  }
  writeSecretFile(file(dataDir), `${JSON.stringify(installed)}\n`)
  return installed
}
