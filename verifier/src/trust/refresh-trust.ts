import {
  type Accepted,
  acceptBulletin,
  acceptBundle,
  acceptList,
  acceptRoot,
  type Rejected,
} from './accept-files.ts'
import { forgetDeadLists } from './forget-dead-lists.ts'
import type { FileName, StoredFile, TrustStore } from './trust-store.ts'

/** Gets one file below the verifier's parent address; null when it cannot be had. */
export type GetFile = (path: string, etag: string | null) => Promise<Answer | 'unchanged' | null>
export interface Answer {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly etag: string | null
}

export interface Refreshed {
  readonly reached: boolean
  readonly problems: readonly Rejected[]
}

/** A country's regions × months still live; more than this is not an index we know. */
export const listsMax = 512

/**
 * Brings root, bundle, bulletin and lists up to date, in this order, because each is trusted by the one before.
 * Whole lists are fetched, all of them, whoever was checked: the server learns nothing from it.
 * Problems never make things worse: what is in hand stays.
 */
export async function refreshTrust(store: TrustStore, get: GetFile, now: () => Date): Promise<Refreshed> {
  const problems = new Set<Rejected>()
  const take = async (path: string, name: FileName | null, accept: Accept): Promise<boolean> => {
    const known = name ? await store.read(name) : undefined
    const answer = await get(path, known?.etag ?? null)
    if (answer === null) return false
    const checkedAt = now().toISOString()
    if (answer === 'unchanged') {
      if (known && name) await store.write(name, { ...known, checkedAt })
      return true
    }
    const outcome = await accept(store, { ...answer, checkedAt })
    if (outcome === 'new' || outcome === 'same') return true
    problems.add(outcome)
    return false
  }

  // Root and index are small and asked for whole: a changed root must never hide behind a cache.
  const root = await take('trust/root.json', null, acceptRoot)
  if (problems.has('root-changed')) return { reached: true, problems: [...problems] }
  const bundle = await take('trust/bundle.cwt', 'bundle', acceptBundle)
  // Most hubs never had one: then there is nothing to get.
  await take('trust/bulletin.cwt', 'bulletin', acceptBulletin)
  for (const { uri, file } of await readIndex(get)) await take(`status/${file}`, `status/${uri}`, acceptList)
  await forgetDeadLists(store, now())
  return { reached: root || bundle, problems: [...problems] }
}

type Accept = (store: TrustStore, offered: StoredFile) => Promise<Accepted | Rejected>

/** `status/index.json`: `{ "lists": [{ "listId": "id-krw-2021-08", "file": "id-krw-2021-08.cwt" }] }`. */
async function readIndex(get: GetFile): Promise<{ uri: string; file: string }[]> {
  const answer = await get('status/index.json', null)
  if (answer === null || answer === 'unchanged') return []
  try {
    const { lists } = JSON.parse(new TextDecoder().decode(answer.bytes)) as { lists: unknown[] }
    return lists.slice(0, listsMax).flatMap((entry) => {
      const { listId, file = `${String(listId)}.cwt` } = entry as { listId?: unknown; file?: unknown }
      const named = typeof listId === 'string' && typeof file === 'string' && /^[\w.-]{1,120}$/.test(file)
      return named ? [{ uri: listId, file }] : []
    })
  } catch {
    return []
  }
}

/** Over HTTP, beside the verifier: `/verify/` looks in `/trust/` and `/status/`. Tells nobody anything. */
export function getBeside(page: string): GetFile {
  return async (path, etag) => {
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), answerMsMax)
    try {
      const response = await fetch(new URL(`../${path}`, page), {
        headers: etag ? { 'if-none-match': etag } : {},
        cache: etag ? 'no-store' : 'no-cache',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: giveUp.signal,
      })
      if (response.status === 304) return 'unchanged'
      if (!response.ok) return null
      return { bytes: new Uint8Array(await response.arrayBuffer()), etag: response.headers.get('etag') }
    } catch {
      return null
    } finally {
      clearTimeout(timer)
    }
  }
}

/** A bundle over a village's line takes seconds; what takes longer is tried again at the next refresh. */
const answerMsMax = 20_000
