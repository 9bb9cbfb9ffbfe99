import {
  followRoots,
  isRefused,
  type OpenedBulletin,
  type OpenedTrust,
  openBulletin,
  openStatusList,
  openTrustBundle,
  type RootLine,
  toBase64Url,
} from '@sentra/card'
import { readRootKey, readSuccessions } from './root-key.ts'
import type { StoredFile, TrustStore } from './trust-store.ts'

/**
 * What may replace what is in hand, whoever brings it: a server, a stick, a stranger's Wi-Fi.
 *
 * The root is taken once and then pinned; from there only a root's own signed word leads to the next. A bundle
 * must be signed by the root whose it is and never be older than the one in hand; a list or a bulletin must be signed by a signer of the bundle and never be older.
 */
export type Accepted = 'new' | 'same'
export type Rejected =
  | 'root-unreadable'
  | 'root-changed'
  | 'no-root'
  | 'no-bundle'
  | 'bundle-not-genuine'
  | 'bundle-older'
  | 'list-not-genuine'
  | 'list-older'
  | 'bulletin-not-genuine'
  | 'bulletin-older'

export async function acceptRoot(store: TrustStore, offered: StoredFile): Promise<Accepted | Rejected> {
  const key = readRootKey(offered.bytes)
  if (!key) return 'root-unreadable'
  const known = await rootLine(store)
  if (!known) {
    await store.write('root', offered)
    return 'new'
  }
  // What is known stands first: a root steps down once, and no second word of its own undoes it.
  const offers = readSuccessions(offered.bytes)
  const line = await followRoots(known.reigns[0]!.key, [...known.successions, ...offers])
  if (!line.reigns.some((reign) => sameBytes(reign.key, key))) return 'root-changed'
  if (line.successions.length === known.successions.length) return 'same'
  await store.write('successions', { ...offered, bytes: successionsFile(line), etag: null })
  return 'new'
}

/** The signed words that were followed, in their order; checked again each time they are read. */
function successionsFile({ successions }: RootLine): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ successions: successions.map(toBase64Url) }))
}

export async function acceptBundle(store: TrustStore, offered: StoredFile): Promise<Accepted | Rejected> {
  const root = await rootLine(store)
  if (!root) return 'no-root'
  const known = await trustInStore(store)
  const opened = await openTrustBundle(offered.bytes, root, { notOlderThanCounter: known?.counter ?? 0 })
  if (isRefused<string>(opened))
    return opened.refused === 'older-than-known' ? 'bundle-older' : 'bundle-not-genuine'
  await store.write('bundle', offered)
  return opened.counter === known?.counter ? 'same' : 'new'
}

export async function acceptList(store: TrustStore, offered: StoredFile): Promise<Accepted | Rejected> {
  const trust = await trustInStore(store)
  if (!trust) return 'no-bundle'
  const list = await openStatusList(offered.bytes, trust)
  if (isRefused<string>(list)) return 'list-not-genuine'
  const known = await store.read(`status/${list.uri}`)
  const opened = known && (await openStatusList(known.bytes, trust))
  const knownSince = opened && !isRefused<string>(opened) ? opened.issuedAt : ''
  if (list.issuedAt < knownSince) return 'list-older'
  await store.write(`status/${list.uri}`, offered)
  return list.issuedAt === knownSince ? 'same' : 'new'
}

/** The urgent word of the hub: a stolen laptop, lists that live longer. It can come days before the next bundle. */
export async function acceptBulletin(store: TrustStore, offered: StoredFile): Promise<Accepted | Rejected> {
  const trust = await trustInStore(store)
  if (!trust) return 'no-bundle'
  const known = await bulletinInStore(store, trust)
  const opened = await openBulletin(offered.bytes, trust, { notOlderThanCounter: known?.counter ?? 0 })
  if (isRefused<string>(opened))
    return opened.refused === 'older-than-known' ? 'bulletin-older' : 'bulletin-not-genuine'
  await store.write('bulletin', offered)
  return opened.counter === known?.counter ? 'same' : 'new'
}

/** The bulletin in hand, its signature checked anew; null when there is none. */
export async function bulletinInStore(store: TrustStore, trust: OpenedTrust): Promise<OpenedBulletin | null> {
  const file = await store.read('bulletin')
  const opened = file && (await openBulletin(file.bytes, trust))
  return opened && !isRefused<string>(opened) ? opened : null
}

/** The roots from the one pinned to the one of today; null before the first was met. */
export async function rootLine(store: TrustStore): Promise<RootLine | null> {
  const [file, successions] = await Promise.all([store.read('root'), store.read('successions')])
  const pinned = file && readRootKey(file.bytes)
  return pinned ? followRoots(pinned, successions ? readSuccessions(successions.bytes) : []) : null
}

/** The bundle in hand, its signature checked anew: a file in a database is still only a file. */
export async function trustInStore(store: TrustStore): Promise<OpenedTrust | null> {
  const [root, file] = await Promise.all([rootLine(store), store.read('bundle')])
  if (!root || !file) return null
  const opened = await openTrustBundle(file.bytes, root)
  return isRefused<string>(opened) ? null : opened
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
