import type { StoredHead } from './store-events.ts'

/**
 * The heads of journals as this hub has committed them last, so that a batch which only continues its log is judged
 * without a question. A head in here is a guess: whoever writes by it compares it again under the lock, because another
 * hub, a bundle or an operator may have moved it meanwhile.
 */
export type KnownHeads = {
  of(siteId: string): StoredHead | undefined
  /** As it stands after a commit. */
  remember(head: StoredHead): void
  forget(siteId: string): void
}

/** A head is two kilobytes. Who comes back after so many others is read from the database again. */
const headsMax = 4_000

export function openKnownHeads(): KnownHeads {
  const heads = new Map<string, StoredHead>()
  return {
    of: (siteId) => heads.get(siteId),
    remember: (head) => {
      // The one that grew longest ago stands first, and goes first.
      heads.delete(head.site)
      heads.set(head.site, head)
      const [oldest] = heads.keys()
      if (heads.size > headsMax && oldest !== undefined) heads.delete(oldest)
    },
    forget: (siteId) => heads.delete(siteId),
  }
}
