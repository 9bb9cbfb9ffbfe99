import { isRefused, readCard } from '@sentra/card'
import type { CardExchangeAnswer, CommandData } from '@sentra/contract'
import { type Refusal, refuse } from '@sentra/domain'
import { HubLinkError } from '@sentra/journal'
import { RefusedError } from '../http/refused.ts'
import type { Site } from '../site.ts'
import { type Database, prepared, row } from '../store/database.ts'

/**
 * Asks the hub to exchange a local card that another site made, and keeps its word.
 *
 * The hub decides, in one transaction, who was first. Its answer lies in `exchange_grants` before the
 * command runs, so a laptop that dies in between asks again with the same id and is answered the same.
 *
 * @throws RefusedError with the hub's reason, or `hub-unavailable`: then nothing was exchanged here.
 */
export async function askForExchange(site: Site, exchangeId: string, data: unknown): Promise<void> {
  if (site.journal.eventById(exchangeId) || exchangeGrant(site.db, exchangeId)) return
  const { localCardText } = data as CommandData<'card.exchange-elsewhere'>
  const text = localCardText.trim()
  const card = await readCard(text)
  if (isRefused(card) || card.kind !== 'local')
    throw new RefusedError(refuse('not-a-card', { field: 'localCardText' }))
  if (card.site.siteId === site.siteId)
    throw new RefusedError(refuse('card-of-this-site', { field: 'localCardText' }))
  try {
    const answer = await site.link.exchange({ exchangeId, localCardText: text })
    prepared(
      site.db,
      'INSERT OR IGNORE INTO exchange_grants (exchange_id, body, granted_at) VALUES (?, ?, ?)',
    ).run(exchangeId, JSON.stringify(answer), site.clock.now().toISOString())
  } catch (error) {
    throw new RefusedError(refusalOf(error))
  }
}

/** What the hub answered to this id; null while it has not. */
export function exchangeGrant(db: Database, exchangeId: string): CardExchangeAnswer | null {
  const found = row<{ body: string }>(
    db,
    'SELECT body FROM exchange_grants WHERE exchange_id = ?',
    exchangeId,
  )
  return found ? (JSON.parse(found.body) as CardExchangeAnswer) : null
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof HubLinkError)) throw error
  const { kind, reason } = error
  const told = kind === 'rejected' ? hubSays.find((name) => name === reason) : undefined
  return refuse(told ?? 'hub-unavailable')
}

/** What the hub may say to an exchange: `mayGrantExchange` in domain. */
const hubSays = ['card-not-accepted', 'card-void', 'national-card-not-ready', 'exchanged-before'] as const
