import type { CardView } from '@sentra/contract'
import { type Refusal, refuse } from '@sentra/domain'
import type { Database } from '../store/database.ts'
import { findCard } from './cards.ts'

/**
 * A card whose paper or picture may be made: it is live. One that was exchanged or made void, here or at the hub, gets
 * no new paper, and a national one none before it was handed over.
 */
export function cardToHandOut(db: Database, cardId: string): CardView | Refusal {
  const card = findCard(db, cardId)
  if (!card) return refuse('unknown-qr')
  if (card.state === 'ready') return refuse('national-card-not-handed-over')
  if (card.state === 'exchanged') return refuse('already-exchanged', { details: { serial: card.serial } })
  if (card.state === 'void') return refuse('card-void')
  return card
}
