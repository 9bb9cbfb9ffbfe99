import type { CardVoidReason, CardVoidRequested, EventDraft, StaffId } from '@sentra/contract'
import { type Refusal, refuse } from '../refusal.ts'

/** A card of either kind as a rule about voiding must know it. */
export interface VoidableCard {
  readonly cardId: string
  readonly kind: 'local' | 'national'
  readonly serial: string
  readonly state: string
  readonly immunizationId: string
  readonly visitId: string
}

/** Asked for and not answered yet. */
export interface OpenVoidRequest extends CardVoidRequested {
  readonly requestedBy: StaffId
}

/** A corrected or misprinted card is made anew. Where the person or the dose was wrong, a person decides first. */
const replaced: Record<CardVoidReason, boolean> = {
  'details-corrected': true,
  misprinted: true,
  'wrong-person': false,
  fraud: false,
}

/** One person asks that a live card stop counting. The card stays as it is until another one agrees. */
export function mayRequestVoid(request: {
  readonly card: VoidableCard | null
  readonly openRequest: OpenVoidRequest | null
  readonly requestId: string
  readonly reason: CardVoidReason
}):
  | EventDraft<'card.void-requested'>
  | Refusal<'card-unknown' | 'card-not-live' | 'already-exchanged' | 'void-already-requested'> {
  const { card, openRequest, requestId, reason } = request
  if (card === null) return refuse('card-unknown', { field: 'cardId' })
  const details = { serial: card.serial }
  if (card.state === 'exchanged') return refuse('already-exchanged', { field: 'cardId', details })
  if (card.state !== 'live') return refuse('card-not-live', { field: 'cardId', details })
  if (openRequest !== null) return refuse('void-already-requested', { field: 'cardId', details })
  const { cardId, kind, immunizationId, visitId } = card
  return {
    type: 'card.void-requested',
    data: { requestId, cardId, kind, immunizationId, visitId, reason, replace: replaced[reason] },
  }
}

/** Another person agrees, and the card is invalid. Between asking and agreeing it may have been exchanged: then not. */
export function mayApproveVoid(request: {
  readonly request: OpenVoidRequest | null
  readonly card: VoidableCard | null
  readonly approver: StaffId
}):
  | EventDraft<'card.voided'>
  | Refusal<'void-request-unknown' | 'void-same-person' | 'card-not-live' | 'already-exchanged'> {
  const { request: asked, card, approver } = request
  if (asked === null || card === null) return refuse('void-request-unknown', { field: 'requestId' })
  if (asked.requestedBy === approver) return refuse('void-same-person')
  if (card.state === 'exchanged') return refuse('already-exchanged', { details: { serial: card.serial } })
  if (card.state !== 'live') return refuse('card-not-live')
  const { requestId, cardId, kind, immunizationId, visitId, reason, replace, requestedBy } = asked
  return {
    type: 'card.voided',
    data: { requestId, cardId, kind, immunizationId, visitId, reason, replace, requestedBy },
  }
}
