import {
  decompressPoint,
  isRefused,
  type OpenedTrust,
  openStatusList,
  openTrustBundle,
  type StatusList,
  verifyCard,
} from '@sentra/card'
import type { Verdict } from '@sentra/contract'

/** Checks a card as a stranger does: with the hub's public files and nothing else. */
export async function verifyFromPublicFiles(url: string, text: string, now: Date): Promise<Verdict> {
  const root = (await (await fetch(`${url}/trust/root.json`)).json()) as { rootPublicKey: string }
  const rootKey = decompressPoint(Buffer.from(root.rootPublicKey, 'base64'))!
  const trust = await openTrustBundle(await bytesAt(`${url}/trust/bundle.cwt`), rootKey)
  if (isRefused(trust)) throw new Error(`the trust bundle is refused: ${trust.refused}`)
  return verifyCard(text, { trust, statusLists: await listsFromPublicFiles(url, trust), now })
}

export async function listsFromPublicFiles(
  url: string,
  trust: OpenedTrust,
): Promise<Map<string, StatusList>> {
  const index = (await (await fetch(`${url}/status/index.json`)).json()) as { lists: { file: string }[] }
  const statusLists = new Map<string, StatusList>()
  for (const { file } of index.lists) {
    const open = async () => openStatusList(await bytesAt(`${url}/status/${file}`), trust)
    const first = await open()
    // A file that was replaced while it was sent is cut at the length of the one before: it is asked for again.
    const list = isRefused(first) ? await open() : first
    if (isRefused(list)) throw new Error(`a status list is refused: ${list.refused}`)
    statusLists.set(list.uri, list)
  }
  return statusLists
}

export async function bytesAt(address: string): Promise<Uint8Array> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
