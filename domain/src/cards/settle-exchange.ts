import type { CardExchangeWay } from '@sentra/contract'
import { must } from '../must.ts'
import { type Refusal, refuse } from '../refusal.ts'

/**
 * One dose and its cards as the hub knows them. A national card is one signed text, however often it is
 * printed; so a dose has one live card as long as the local one is off the moment the first exchange is known.
 *
 *     live ── first word (desk, elsewhere, person) ──▶ exchanged by that word, for good
 *      └───── voided ──▶ void
 */
export interface SettledCard {
  readonly local: 'live' | 'exchanged' | 'void'
  /** `none` until the hub has minted it. */
  readonly national: 'none' | 'ready' | 'live'
  /** Whose word was the first; null while there is none. */
  readonly exchangedBy: string | null
}

/** Somebody says that they took a local card back and handed the national one over, or asks to. */
export interface ExchangeWord {
  /** Chosen where it happened: the same word may come any number of times. */
  readonly exchangeId: string
  readonly way: CardExchangeWay
}

export type ExchangeOutcome = 'first' | 'again' | 'second-presenter'

/**
 * The first word wins, wherever it was spoken and in whatever order words arrive. A desk that was cut off
 * has already handed over its paper of the national card: its late word changes no card, and a person must
 * ask why one local card was presented twice.
 */
export function settleExchange(
  card: SettledCard,
  word: ExchangeWord,
): { outcome: ExchangeOutcome; card: SettledCard } {
  if (card.exchangedBy === word.exchangeId) return { outcome: 'again', card }
  if (card.local !== 'live' || card.national === 'live') return { outcome: 'second-presenter', card }
  const settled: SettledCard = { local: 'exchanged', national: 'live', exchangedBy: word.exchangeId }
  must(liveOf(settled) === 1, 'an exchange leaves exactly one live card')
  return { outcome: 'first', card: settled }
}

/** Whether the hub may grant an exchange that has not happened yet. Asking again with the same id is granted again. */
export function mayGrantExchange(
  card: SettledCard | null,
  word: ExchangeWord,
):
  | { outcome: 'first' | 'again'; card: SettledCard }
  | Refusal<'card-not-accepted' | 'card-void' | 'national-card-not-ready' | 'exchanged-before'> {
  if (card === null) return refuse('card-not-accepted', { field: 'localCardText' })
  if (card.local === 'void') return refuse('card-void', { field: 'localCardText' })
  if (card.national === 'none') return refuse('national-card-not-ready')
  const { outcome, card: settled } = settleExchange(card, word)
  return outcome === 'second-presenter' ? refuse('exchanged-before') : { outcome, card: settled }
}

export const liveOf = (card: SettledCard): number =>
  (card.local === 'live' ? 1 : 0) + (card.national === 'live' ? 1 : 0)
