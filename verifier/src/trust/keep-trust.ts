import { type Imported, importFiles } from './import-files.ts'
import { type GetFile, type Refreshed, refreshTrust } from './refresh-trust.ts'
import { loadTrust, type TrustInHand } from './trust-in-hand.ts'
import type { TrustStore } from './trust-store.ts'

/** What cards are checked against on this device, and every way by which it may become newer. */
export interface TrustKeeper {
  hand(): TrustInHand
  /** Some server offered another root key than the pinned one. */
  rootChanged(): boolean
  /** The first look at the server is still under way. */
  loading(): boolean
  refresh(): Promise<Refreshed>
  importFiles(files: Iterable<Blob>): Promise<Imported>
  /** Forgets the pinned root and all it vouched for, then trusts the server beside this page. */
  reset(): Promise<void>
}

export async function keepTrust(store: TrustStore, get: GetFile, changed: () => void): Promise<TrustKeeper> {
  let hand = await loadTrust(store)
  let rootChanged = false
  let loading = true
  const reload = async () => {
    hand = await loadTrust(store)
    changed()
  }
  const refresh = async () => {
    const refreshed = await refreshTrust(store, get, () => new Date())
    rootChanged = refreshed.problems.includes('root-changed')
    loading = false
    await reload()
    return refreshed
  }
  return {
    hand: () => hand,
    rootChanged: () => rootChanged,
    loading: () => loading,
    refresh,
    importFiles: async (files) => {
      const contents = await Promise.all(
        Array.from(files, async (file) => new Uint8Array(await file.arrayBuffer())),
      )
      const imported = await importFiles(store, contents, new Date())
      await reload()
      return imported
    },
    reset: async () => {
      for (const name of await store.names()) await store.remove(name)
      rootChanged = false
      await reload()
      await refresh()
    },
  }
}
