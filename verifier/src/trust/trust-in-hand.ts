import {
  isRefused,
  type OpenedTrust,
  openStatusList,
  rootOfToday,
  type StatusList,
  trustWithBulletin,
} from '@sentra/card'
import { bulletinInStore, rootLine, trustInStore } from './accept-files.ts'
import { rootFingerprint } from './root-key.ts'
import type { TrustStore } from './trust-store.ts'

/** What the next card is checked against, opened and ready, and how old each part is. */
export interface TrustInHand {
  readonly trust: OpenedTrust | null
  readonly lists: ReadonlyMap<string, StatusList>
  readonly fingerprint: string | null
  readonly pinnedAt: string | null
  /** When a server last confirmed the bundle. */
  readonly checkedAt: string | null
}

export async function loadTrust(store: TrustStore): Promise<TrustInHand> {
  const [root, rootFile, bundle, bundled] = await Promise.all([
    rootLine(store),
    store.read('root'),
    store.read('bundle'),
    trustInStore(store),
  ])
  const bulletin = bundled && (await bulletinInStore(store, bundled))
  const trust = bundled && bulletin ? trustWithBulletin(bundled, bulletin) : bundled
  return {
    trust,
    lists: trust ? await openLists(store, trust) : new Map(),
    fingerprint: root && (await rootFingerprint(rootOfToday(root))),
    pinnedAt: rootFile?.checkedAt ?? null,
    checkedAt: bundle?.checkedAt ?? null,
  }
}

/** The oldest issue date among the lists: what "status as of" can promise for any card. */
export function oldestListDate(lists: ReadonlyMap<string, StatusList>): string | null {
  return Array.from(lists.values(), (list) => list.issuedAt).sort()[0] ?? null
}

async function openLists(store: TrustStore, trust: OpenedTrust): Promise<Map<string, StatusList>> {
  const lists = new Map<string, StatusList>()
  for (const name of await store.names()) {
    const file = name.startsWith('status/') ? await store.read(name) : undefined
    const list = file && (await openStatusList(file.bytes, trust))
    if (list && !isRefused<string>(list)) lists.set(list.uri, list)
  }
  return lists
}
