import { type Static, Type } from 'typebox'
import { LocalDate, SiteId, StaffId, Uuid } from '../values/index.ts'

/** Why a local card was needed: a recorded outage, or a recorded wait longer than the site's limit. */
export const LocalCardCause = Type.Union([
  Type.Object({ kind: Type.Literal('outage'), outageId: Uuid }),
  Type.Object({ kind: Type.Literal('wait'), waitedSeconds: Type.Integer({ minimum: 1 }) }),
])
export type LocalCardCause = Static<typeof LocalCardCause>

export const LocalCardIssued = Type.Object({
  cardId: Uuid,
  immunizationId: Uuid,
  visitId: Uuid,
  /** Printed on the paper, typed when the QR cannot be read. */
  serial: Type.String(),
  statusList: Type.String({ description: 'id of the status list the card is in' }),
  statusIndex: Type.Integer({ minimum: 0 }),
  deviceCertificateId: Type.String(),
  expiresOn: LocalDate,
  cause: LocalCardCause,
  /** The card itself (`HC1:…`): what the QR says, what the paper repeats in words. */
  text: Type.String(),
})
export type LocalCardIssued = Static<typeof LocalCardIssued>

/** Same serial, the earlier paper is void by word of the clerk who destroyed or missed it. */
export const CardReprinted = Type.Object({
  cardId: Uuid,
  reason: Type.Union([
    Type.Literal('jam'),
    Type.Literal('lost'),
    Type.Literal('unreadable'),
    Type.Literal('other'),
  ]),
})
export type CardReprinted = Static<typeof CardReprinted>

/** The national card came in time and went straight to the person: no local card was ever made. */
export const NationalCardCollected = Type.Object({
  nationalCardId: Uuid,
  immunizationId: Uuid,
  visitId: Uuid,
  /** The card itself: a hub that was restored to before it signed this card learns which one people hold. */
  nationalCardText: Type.Optional(Type.String()),
})
export type NationalCardCollected = Static<typeof NationalCardCollected>

/** One for one: the local card is taken back, the national one handed over, in one fact. */
export const CardExchanged = Type.Object({
  localCardId: Uuid,
  nationalCardId: Uuid,
  immunizationId: Uuid,
  visitId: Uuid,
  /** The withdrawn paper was punched or kept. `false` only with the paper lost, said by the person. */
  paperWithdrawn: Type.Boolean(),
  /** The national card itself, as in `national-card.collected`. */
  nationalCardText: Type.Optional(Type.String()),
})
export type CardExchanged = Static<typeof CardExchanged>

/**
 * The same at another site than the one that made the local card: the hub decided that this was the
 * first exchange, and gave out the national card. The event's id is the id the hub was asked with.
 */
export const CardExchangedElsewhere = Type.Object({
  localCardId: Uuid,
  issuingSite: SiteId,
  nationalCardId: Uuid,
  immunizationId: Uuid,
  /** The national card: this site has no dose to make it from again. */
  nationalCardText: Type.String(),
  paperWithdrawn: Type.Boolean(),
})
export type CardExchangedElsewhere = Static<typeof CardExchangedElsewhere>

export const CardVoidReason = Type.Union([
  Type.Literal('details-corrected'),
  Type.Literal('misprinted'),
  Type.Literal('wrong-person'),
  Type.Literal('fraud'),
])
export type CardVoidReason = Static<typeof CardVoidReason>

/** One person says that a card must not count. Nothing changes until another person agrees. */
export const CardVoidRequested = Type.Object({
  requestId: Uuid,
  cardId: Uuid,
  kind: Type.Union([Type.Literal('local'), Type.Literal('national')]),
  immunizationId: Uuid,
  visitId: Uuid,
  reason: CardVoidReason,
  /** Whether the dose may have a card again. A card of the wrong person or of a fraud is not replaced. */
  replace: Type.Boolean(),
})
export type CardVoidRequested = Static<typeof CardVoidRequested>

/** Another person agreed: the card is invalid from now on, everywhere, for good. */
export const CardVoided = Type.Object({
  ...CardVoidRequested.properties,
  requestedBy: StaffId,
})
export type CardVoided = Static<typeof CardVoided>
