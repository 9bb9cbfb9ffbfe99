import { type Static, Type } from 'typebox'
import { Instant, Text } from '../values/index.ts'

/** What may be put before a person at the hub. */
export const HubCaseKind = Type.Union([
  Type.Literal('second-dose'),
  Type.Literal('identity-collision'),
  Type.Literal('refused-record'),
  Type.Literal('card-conflict'),
  /** A site showed two histories: nothing more is taken from it until somebody decides. */
  Type.Literal('site-forked'),
  /** A laptop was reported stolen: its places were suspended. */
  Type.Literal('laptop-stolen'),
])
export type HubCaseKind = Static<typeof HubCaseKind>

export const HubCase = Type.Object({
  caseId: Type.String(),
  kind: HubCaseKind,
  siteId: Type.String(),
  eventId: Type.String(),
  openedAt: Instant,
  /** Absent or null: open. */
  closedAt: Type.Optional(Type.Union([Instant, Type.Null()])),
  /** Somebody asked, and a second person has not answered yet. */
  waitsForSecond: Type.Optional(Type.Boolean()),
  summary: Type.String(),
  /** The summary for people, in both languages. */
  words: Type.Optional(Text),
})
export type HubCase = Static<typeof HubCase>

/**
 * What a person may do about a case. `withdraw-card` makes a card invalid for good and takes two people;
 * `release-card` ends a suspension; `lift-quarantine` lets a site send again; `close` changes nothing else.
 */
export const CaseAction = Type.Union([
  Type.Literal('close'),
  Type.Literal('lift-quarantine'),
  Type.Literal('release-card'),
  Type.Literal('withdraw-card'),
])
export type CaseAction = Static<typeof CaseAction>

const Reason = Type.String({ minLength: 10, maxLength: 500 })

export const CaseDecisionBody = Type.Object({
  action: CaseAction,
  reason: Reason,
  /** For `release-card` and `withdraw-card`. */
  cardId: Type.Optional(Type.String({ maxLength: 80 })),
})
export type CaseDecisionBody = Static<typeof CaseDecisionBody>

/** The second person's word. */
export const CaseAnswerBody = Type.Object({ agrees: Type.Boolean(), reason: Reason })
export type CaseAnswerBody = Static<typeof CaseAnswerBody>

export const CaseDecision = Type.Object({
  decisionId: Type.String(),
  action: CaseAction,
  cardId: Type.Union([Type.String(), Type.Null()]),
  state: Type.Union([Type.Literal('waiting'), Type.Literal('done'), Type.Literal('declined')]),
  reason: Type.String(),
  decidedBy: Type.String(),
  decidedAt: Instant,
  secondBy: Type.Union([Type.String(), Type.Null()]),
  secondReason: Type.Union([Type.String(), Type.Null()]),
  secondAt: Type.Union([Instant, Type.Null()]),
})
export type CaseDecision = Static<typeof CaseDecision>

/** A card of the dose that a case is about. No name, no number of a person. */
export const CaseCard = Type.Object({
  cardId: Type.String(),
  kind: Type.Union([Type.Literal('local'), Type.Literal('national')]),
  serial: Type.String(),
  state: Type.Union([
    Type.Literal('live'),
    Type.Literal('ready'),
    Type.Literal('exchanged'),
    Type.Literal('suspended'),
    Type.Literal('void'),
  ]),
  issuedAt: Instant,
  actions: Type.Array(CaseAction),
})
export type CaseCard = Static<typeof CaseCard>

export const HubCaseDetail = Type.Object({
  ...HubCase.properties,
  closedAt: Type.Union([Instant, Type.Null()]),
  waitsForSecond: Type.Boolean(),
  cards: Type.Array(CaseCard),
  /** What may be done now about the case as a whole, besides its cards. */
  actions: Type.Array(CaseAction),
  decisions: Type.Array(CaseDecision),
  looks: Type.Array(Type.Object({ by: Type.String(), at: Instant })),
  /** Whether the person who asks made the decision that waits: then another must answer. */
  askedByMe: Type.Boolean(),
})
export type HubCaseDetail = Static<typeof HubCaseDetail>
