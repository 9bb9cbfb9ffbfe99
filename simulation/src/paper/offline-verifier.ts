import {
  isRefused,
  type OpenedTrust,
  openStatusList,
  openTrustBundle,
  type StatusList,
  verifyCard,
} from '@sentra/card'
import type { Verdict } from '@sentra/contract'

/** Where the static files come from: any web server, a memory stick, a folder. */
export interface PublicFiles {
  file(path: string): Promise<Uint8Array>
}

/**
 * What a guard at a gate has on a phone: the trust bundle and the status lists, fetched as files while
 * there was a signal, and no connection to anybody when a card is held up. The root key is pinned at the
 * first visit.
 */
export class OfflineVerifier {
  #trust: OpenedTrust | null = null
  #root: Uint8Array<ArrayBuffer> | null = null
  #lists = new Map<string, StatusList>()

  /** Fetches bundle and lists again. A bundle older than the known one is refused, as everywhere. */
  async refresh(files: PublicFiles): Promise<void> {
    const json = async (path: string) => JSON.parse(Buffer.from(await files.file(path)).toString())
    this.#root ??= Uint8Array.from(Buffer.from((await json('/trust/root.json')).rootPublicKey, 'base64'))
    const trust = await openTrustBundle(await files.file('/trust/bundle.cwt'), this.#root, {
      notOlderThanCounter: this.#trust?.counter ?? 0,
    })
    if (isRefused(trust)) throw new Error(`the trust bundle is refused: ${trust.refused}`)
    const { lists } = (await json('/status/index.json')) as { lists: { listId: string; file: string }[] }
    for (const { listId, file } of lists) {
      const list = await openStatusList(await files.file(`/status/${file}`), trust)
      if (isRefused(list)) throw new Error(`the status list ${listId} is refused: ${list.refused}`)
      this.#lists.set(listId, list)
    }
    this.#trust = trust
  }

  async verify(text: string, now: number): Promise<Verdict> {
    if (!this.#trust) throw new Error('the verifier has no trust bundle yet')
    return verifyCard(text, { trust: this.#trust, statusLists: this.#lists, now: new Date(now) })
  }
}
