import { type Static, Type } from 'typebox'
import { Instant, LocalDate } from '../values/index.ts'
import { CardExchangeWay } from './card-exchange.ts'
import { DeviceCertificateFile } from './enrolment.ts'
import { HubOutage } from './outage-timeline.ts'

export * from './card-exchange.ts'
export * from './cases.ts'
export * from './enrolment.ts'
export * from './outage-timeline.ts'

const Count = Type.Integer({ minimum: 0 })
const NullableInstant = Type.Union([Instant, Type.Null()])

/** What comes back to a site. Unknown types are stored and skipped: an old site lives on. */
export const feedSchemas = {
  /** The national card of one dose, minted and not yet handed to anybody but this site. */
  'national-card.issued': Type.Object({
    nationalCardId: Type.String(),
    immunizationId: Type.String(),
    text: Type.String(),
    statusList: Type.String(),
    statusIndex: Count,
    issuedAt: Instant,
  }),
  /** A new certificate for local cards, with a fresh block of status indices. */
  'device-certificate.issued': DeviceCertificateFile,
  /** A local card of this site was exchanged somewhere else: it is not to be exchanged again. */
  'card.exchanged-elsewhere': Type.Object({
    localCardId: Type.String(),
    nationalCardId: Type.String(),
    immunizationId: Type.String(),
    way: CardExchangeWay,
    at: Instant,
  }),
  /** People at the hub decided about a card of this site: withdrawn for good, or no longer suspended. */
  'card.decided': Type.Object({
    cardId: Type.String(),
    kind: Type.Union([Type.Literal('local'), Type.Literal('national')]),
    immunizationId: Type.String(),
    decision: Type.Union([Type.Literal('withdrawn'), Type.Literal('released')]),
    at: Instant,
  }),
  /** A person must look: a second dose 1, one number with two people, a refused record. */
  'case.opened': Type.Object({
    caseId: Type.String(),
    kind: Type.String(),
    eventId: Type.String(),
    immunizationId: Type.Optional(Type.String()),
  }),
} as const
export type FeedType = keyof typeof feedSchemas
export type FeedData<T extends FeedType> = Static<(typeof feedSchemas)[T]>

export const SiteSummary = Type.Object({
  siteId: Type.String(),
  siteName: Type.String(),
  region: Type.String(),
  /** up: heard from in the last minutes; silent: not. The hub cannot know why; the site's own outage facts follow. */
  state: Type.Union([
    Type.Literal('up'),
    Type.Literal('silent'),
    Type.Literal('never'),
    Type.Literal('quarantined'),
  ]),
  lastHeardAt: NullableInstant,
  epoch: Type.Integer(),
  logSize: Count,
  projectedSize: Count,
  /** From the last tally: events the site still holds. */
  backlog: Count,
  dosesToday: Count,
  dosesTotal: Count,
  dosesOnHand: Count,
  localCardsLive: Count,
  cardsExchanged: Count,
  nationalCardsReady: Count,
  nationalCardsCollected: Count,
  refusedRecords: Count,
})
export type SiteSummary = Static<typeof SiteSummary>

export const ConsoleSummary = Type.Object({
  now: Instant,
  localDate: LocalDate,
  sites: Type.Array(SiteSummary),
  totals: Type.Object({
    patients: Count,
    doses: Count,
    dosesToday: Count,
    backlog: Count,
    nationalCards: Count,
    localCardsLive: Count,
    cardsExchanged: Count,
    openCases: Count,
  }),
  dosesByDay: Type.Array(Type.Object({ localDate: LocalDate, siteId: Type.String(), doses: Count })),
  outages: Type.Array(HubOutage),
})
export type ConsoleSummary = Static<typeof ConsoleSummary>

/** For auditors and reconciliation: every dose with its vial and cards, and no word about the person. */
export const DoseLine = Type.Object({
  immunizationId: Type.String(),
  siteId: Type.String(),
  seq: Count,
  localDate: LocalDate,
  doseNumber: Type.Integer(),
  productId: Type.String(),
  lotNumber: Type.String(),
  vialId: Type.String(),
  vialDose: Type.Integer(),
  localCardId: Type.Union([Type.String(), Type.Null()]),
  localCardState: Type.Union([
    Type.Literal('live'),
    Type.Literal('exchanged'),
    Type.Literal('void'),
    Type.Null(),
  ]),
  nationalCardId: Type.Union([Type.String(), Type.Null()]),
  nationalCardState: Type.Union([Type.Literal('ready'), Type.Literal('collected'), Type.Null()]),
})
export type DoseLine = Static<typeof DoseLine>

export const HubSignInBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60 }),
  password: Type.String({ minLength: 8, maxLength: 200 }),
})
export type HubSignInBody = Static<typeof HubSignInBody>
