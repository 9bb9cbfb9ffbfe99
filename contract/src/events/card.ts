import { type Static, Type } from 'typebox'
import { Instant, LocalDate, Uuid } from '../values/index.ts'

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
})
export type CardExchanged = Static<typeof CardExchanged>

/** The link to the hub, as the site saw it: an outage is a mode and a fact, not an error. */
export const OutageBegan = Type.Object({
  outageId: Uuid,
  target: Type.Literal('hub'),
  /** The first failed try, which may be before the hysteresis said so. */
  since: Instant,
  cause: Type.Union([
    Type.Literal('refused'),
    Type.Literal('timeout'),
    Type.Literal('server-error'),
    Type.Literal('slow'),
    Type.Literal('unreachable'),
    Type.Literal('declared'),
  ]),
})
export type OutageBegan = Static<typeof OutageBegan>

export const OutageEnded = Type.Object({ outageId: Uuid, target: Type.Literal('hub'), until: Instant })
export type OutageEnded = Static<typeof OutageEnded>
