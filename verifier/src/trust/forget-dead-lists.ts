import { isRefused, openStatusList } from '@sentra/card'
import { trustInStore } from './accept-files.ts'
import type { TrustStore } from './trust-store.ts'

/**
 * Removes the lists on which no card counts any more: a phone carries living lists only.
 *
 * Only a list's own signed word ends it, and an extension of it in the bundle lengthens that. What a server
 * leaves out of its index proves nothing: the bad news in an old list would be gone at a stranger's wish.
 */
export async function forgetDeadLists(store: TrustStore, now: Date): Promise<string[]> {
  const trust = await trustInStore(store)
  if (!trust) return []
  const moment = now.toISOString()
  const extended = new Set(
    (trust.extendedLists ?? [])
      .filter(({ validUntil }) => validUntil >= moment)
      .map((each) => each.statusList),
  )
  const forgotten: string[] = []
  for (const name of await store.names()) {
    const file = name.startsWith('status/') ? await store.read(name) : undefined
    const list = file && (await openStatusList(file.bytes, trust))
    if (!list || isRefused<string>(list) || list.liveUntil === null) continue
    if (list.liveUntil >= moment || extended.has(list.uri)) continue
    await store.remove(name)
    forgotten.push(list.uri)
  }
  return forgotten
}
