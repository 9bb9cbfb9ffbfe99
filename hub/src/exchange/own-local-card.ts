import {
  cardHash,
  decodeHcertText,
  isRefused,
  type OpenedTrust,
  openTrustBundle,
  verifyCard,
} from '@sentra/card'
import type { LocalCardIssued } from '@sentra/contract'
import type { HubIdentity } from '../issue/hub-identity.ts'
import { currentTrustBundle } from '../issue/trust-bundle.ts'
import type { Database, Transaction } from '../store/database.ts'

export type OwnLocalCard = { cardId: string; siteId: string; hash: string }

/**
 * The card behind this text when one of our sites signed it, else undefined. An expired one still counts:
 * its holder comes late for the national card, and shall have it.
 */
export async function ownLocalCard(
  database: Database,
  identity: HubIdentity,
  text: string,
  now: Date,
): Promise<OwnLocalCard | undefined> {
  const trust = await ownTrust(database, identity, now)
  const { card } = await verifyCard(text, { trust, statusLists: new Map(), now })
  if (card?.kind !== 'local') return undefined
  const hash = await hashOf(text)
  return hash === undefined ? undefined : { cardId: card.cardId, siteId: card.site.siteId, hash }
}

/** Whether the registry has this very card: the same signed words, not only the same number. */
export async function sameCard(transaction: Transaction, card: OwnLocalCard): Promise<boolean> {
  const rows = await transaction.query<{ body: string }>(
    `SELECT body FROM journal_events
     WHERE site_id = $1 AND event_id = $2 AND type = 'local-card.issued' AND outcome = 'accepted'`,
    [card.siteId, card.cardId],
  )
  for (const { body } of rows) {
    const { text } = (JSON.parse(body) as { data: LocalCardIssued }).data
    if ((await hashOf(text)) === card.hash) return true
  }
  return false
}

async function hashOf(text: string): Promise<string | undefined> {
  const sign1 = decodeHcertText(text.trim())
  return isRefused(sign1) ? undefined : cardHash(sign1)
}

/** What every verifier trusts of this hub, opened. */
export async function ownTrust(database: Database, identity: HubIdentity, now: Date): Promise<OpenedTrust> {
  return openTrust(await currentTrustBundle(database, identity, now), identity)
}

async function openTrust(bundle: Uint8Array, identity: HubIdentity): Promise<OpenedTrust> {
  if (opened && Buffer.compare(opened.bundle, bundle) === 0) return opened.trust
  const trust = await openTrustBundle(bundle, identity.rootPublicKey)
  if (isRefused(trust)) throw new Error(`the hub's own trust bundle is refused: ${trust.refused}`)
  opened = { bundle, trust }
  return trust
}

/** The bundle changes once a day; opening it at each exchange would cost three signatures. */
let opened: { bundle: Uint8Array; trust: OpenedTrust } | undefined
