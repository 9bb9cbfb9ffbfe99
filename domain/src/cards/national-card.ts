import type { CardReprinted, EventDraft } from '@sentra/contract'
import { type Refusal, refuse } from '../refusal.ts'
import {
  type LocalCardState,
  liveCards,
  mustBeAtMostOneLive,
  type NationalCardState,
  type RecordedDose,
  type StoppedDose,
} from './card-state.ts'

/** The national card came in time: it goes straight to the person, and no local card was ever made. */
export function mayHandOverNational(request: {
  readonly immunization: RecordedDose | null
  readonly localCards: readonly LocalCardState[]
  readonly nationalCard: NationalCardState | null
  readonly stopped?: StoppedDose | null
}):
  | EventDraft<'national-card.collected'>
  | Refusal<
      | 'no-recorded-dose'
      | 'exchange-instead'
      | 'already-collected'
      | 'national-card-not-ready'
      | 'card-not-replaceable'
    > {
  const { immunization, localCards, nationalCard } = request
  if (immunization === null) return refuse('no-recorded-dose', { field: 'immunizationId' })
  mustBeAtMostOneLive([...localCards, ...(nationalCard === null ? [] : [nationalCard])])

  if (nationalCard?.state === 'live') return refuse('already-collected')
  const [live] = liveCards(localCards)
  if (live !== undefined) return refuse('exchange-instead', { details: { serial: live.serial } })
  if (request.stopped) return refuse('card-not-replaceable', { details: { serial: request.stopped.serial } })
  if (nationalCard === null) return refuse('national-card-not-ready')
  const { immunizationId, visitId } = immunization
  return {
    type: 'national-card.collected',
    data: { nationalCardId: nationalCard.nationalCardId, immunizationId, visitId },
  }
}

/** One for one, in one fact: the local card is taken back and the national one handed over. */
export function mayExchange(request: {
  readonly localCard: LocalCardState | null
  readonly nationalCard: NationalCardState | null
  readonly paperWithdrawn: boolean
}):
  | EventDraft<'card.exchanged'>
  | Refusal<
      'card-unknown' | 'already-exchanged' | 'card-void' | 'national-card-not-ready' | 'already-collected'
    > {
  const { localCard, nationalCard, paperWithdrawn } = request
  if (localCard === null) return refuse('card-unknown', { field: 'localCardId' })
  const details = { serial: localCard.serial }
  if (localCard.state === 'exchanged') return refuse('already-exchanged', { field: 'localCardId', details })
  if (localCard.state === 'void') return refuse('card-void', { field: 'localCardId', details })
  if (nationalCard === null) return refuse('national-card-not-ready')
  if (nationalCard.state === 'live') return refuse('already-collected')
  const { cardId, immunizationId, visitId } = localCard
  return {
    type: 'card.exchanged',
    data: {
      localCardId: cardId,
      nationalCardId: nationalCard.nationalCardId,
      immunizationId,
      visitId,
      paperWithdrawn,
    },
  }
}

/** Prints a card again, with the same serial. A card that was exchanged is not printed again. */
export function mayReprint(
  card: { readonly cardId: string; readonly serial: string; readonly state: string } | null,
  reason: CardReprinted['reason'],
): EventDraft<'card.reprinted'> | Refusal<'card-unknown' | 'already-exchanged' | 'card-void'> {
  if (card === null) return refuse('card-unknown', { field: 'cardId' })
  const details = { serial: card.serial }
  if (card.state === 'exchanged') return refuse('already-exchanged', { field: 'cardId', details })
  if (card.state !== 'live') return refuse('card-void', { field: 'cardId', details })
  return { type: 'card.reprinted', data: { cardId: card.cardId, reason } }
}
