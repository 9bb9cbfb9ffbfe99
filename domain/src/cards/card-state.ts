import type { DeviceId, EventDraft, Instant, StaffId } from '@sentra/contract'
import { must } from '../must.ts'

/**
 * The life of a card, in one picture. One dose never has two live cards.
 *
 *     dose ──┬─ outage or wait ──▶ local card live ──── exchange ───▶ local exchanged, national live
 *            └─ national in time ─────────────── hand-over ─────────▶ national live
 *
 * Two people may make a live card void; then the dose has none until it is issued anew.
 */
export interface LocalCardState {
  readonly cardId: string
  readonly immunizationId: string
  readonly visitId: string
  readonly serial: string
  readonly state: 'live' | 'exchanged' | 'void'
}

/** `ready` is at the site and in nobody's hand: it is not live yet. */
export interface NationalCardState {
  readonly nationalCardId: string
  readonly immunizationId: string
  readonly state: 'ready' | 'live'
}

/** The least a card rule must know of a dose that is in the log. */
export interface RecordedDose {
  readonly immunizationId: string
  readonly visitId: string
  readonly vaccinator: StaffId
  readonly recordedAt: Instant
  /** Where the injection was written down. */
  readonly device?: DeviceId
}

/** A card of the dose that two people made void for good: the dose gets no other until somebody has looked. */
export interface StoppedDose {
  readonly serial: string
}

export function liveCards<C extends { readonly state: string }>(cards: readonly C[]): C[] {
  return cards.filter((card) => card.state === 'live')
}

export function mustBeAtMostOneLive(cards: readonly { readonly state: string }[]): void {
  must(liveCards(cards).length <= 1, 'one dose has at most one live card')
}

export type CardFact = EventDraft<
  'local-card.issued' | 'national-card.collected' | 'card.exchanged' | 'card.voided'
>

/** All cards of all doses after these facts; cards of one dose share its `immunizationId`. */
export function cardsAfter(facts: Iterable<CardFact>): {
  local: LocalCardState[]
  national: NationalCardState[]
} {
  const local = new Map<string, LocalCardState>()
  const national = new Map<string, NationalCardState>()
  for (const { type, data } of facts) {
    if (type === 'local-card.issued') {
      const { cardId, immunizationId, visitId, serial } = data
      local.set(cardId, { cardId, immunizationId, visitId, serial, state: 'live' })
      continue
    }
    if (type === 'card.voided') {
      const { cardId } = data
      const voided = local.get(cardId)
      if (voided) local.set(cardId, { ...voided, state: 'void' })
      // A void national card is nobody's; when it is replaced, the new one has another id.
      else national.delete(cardId)
      continue
    }
    const { nationalCardId, immunizationId } = data
    national.set(nationalCardId, { nationalCardId, immunizationId, state: 'live' })
    if (type === 'card.exchanged') {
      const old = local.get(data.localCardId)
      must(old !== undefined, 'a card that is exchanged was issued')
      local.set(old.cardId, { ...old, state: 'exchanged' })
    }
  }
  return { local: [...local.values()], national: [...national.values()] }
}
