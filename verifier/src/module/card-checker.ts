import { verdictWords, verifyCard } from '@sentra/card'
import type { Verdict } from '@sentra/contract'
import { type GetFile, refreshTrust } from '../trust/refresh-trust.ts'
import { loadTrust } from '../trust/trust-in-hand.ts'
import { memoryStore } from '../trust/trust-store.ts'

/**
 * For gate systems: the verifier without a screen, as one npm package for Node and browsers.
 *
 * Everything exported here is written out in this file and leans on no other package's types, because what a
 * stranger installs is this file's declarations and one bundle.
 */

/** What became of a card. Only the first two open a gate. */
export type CardKind =
  | 'valid-local'
  | 'valid-national'
  | 'exchanged'
  | 'suspended'
  | 'expired'
  | 'withdrawn'
  | 'not-genuine'

export interface Words {
  readonly id: string
  readonly en: string
}

export interface CardAnswer {
  readonly kind: CardKind
  /** Why, by name: `ok`, `bad-signature`, `device-denied` … */
  readonly reason: string
  /** False: the signature is good, but no fresh status list says more. Old lists alone turn nobody away. */
  readonly statusKnown: boolean
  /** When the status was last known, as an ISO instant. */
  readonly statusAsOf: string | null
  /** The trust bundle is past its own date: refresh before you open a gate on its word. */
  readonly trustStale: boolean
  readonly title: Words
  readonly advice: Words
  /** To compare with the identity card; null when the signature did not hold. Do not log it. */
  readonly holder: {
    readonly fullName: string
    readonly birthDate: string
    /** Of local cards of people who have a NIK. */
    readonly nikLast4: string | null
    readonly validUntil: string
  } | null
}

/** Where trust files are kept between starts. The default keeps them in memory. */
export interface FileStore {
  read(name: string): Promise<StoredFile | undefined>
  write(name: string, file: StoredFile): Promise<void>
  remove(name: string): Promise<void>
  names(): Promise<string[]>
}
export interface StoredFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly etag: string | null
  readonly checkedAt: string
}

export interface CardChecker {
  /**
   * Fetches root, bundle, bulletin and every status list, whoever was checked. Without a network, and when
   * something offered is wrong, what is in hand stays; `problems` names it.
   */
  refresh(): Promise<{ readonly reached: boolean; readonly problems: readonly string[] }>
  /** Decides offline. Null: there is no trust data yet, so nothing can be said. Never throws for a stranger's text. */
  check(text: string, now?: Date): Promise<CardAnswer | null>
  /** Of the pinned root: let a person compare it once with what the ministry publishes. */
  fingerprint(): Promise<string | null>
}

/** @param options.from  address with `trust/` and `status/` below it: a hub, a site on the LAN, any web server */
export function openCardChecker(options: { from: string; store?: FileStore }): CardChecker {
  const { from, store = memoryStore() as FileStore } = options
  const files = store as ReturnType<typeof memoryStore>
  let hand: ReturnType<typeof loadTrust> | undefined
  const inHand = () => {
    hand ??= loadTrust(files)
    return hand
  }
  return {
    refresh: async () => {
      const { reached, problems } = await refreshTrust(files, getBelow(from), () => new Date())
      hand = undefined
      return { reached, problems }
    },
    check: async (text, now = new Date()) => {
      const { trust, lists } = await inHand()
      return trust ? toAnswer(await verifyCard(text, { trust, statusLists: lists, now })) : null
    },
    fingerprint: async () => (await inHand()).fingerprint,
  }
}

function toAnswer(verdict: Verdict): CardAnswer {
  const { kind, reason, statusKnown, statusAsOf = null, trustStale, card } = verdict
  const { title, advice } = verdictWords(verdict)
  return {
    kind,
    reason,
    statusKnown,
    statusAsOf,
    trustStale,
    title,
    advice,
    holder: card
      ? {
          fullName: card.fullName,
          birthDate: card.birthDate,
          nikLast4: (card.kind === 'local' && card.nikLast4) || null,
          validUntil: card.expiresAt,
        }
      : null,
  }
}

const answerMsMax = 20_000

function getBelow(address: string): GetFile {
  const base = address.endsWith('/') ? address : `${address}/`
  return async (path, etag) => {
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), answerMsMax)
    try {
      const headers = etag ? { 'if-none-match': etag } : {}
      const response = await fetch(new URL(path, base), { headers, signal: giveUp.signal })
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
