import { type Static, Type } from 'typebox'
import { Instant } from '../values/index.ts'
import { LocalCardContents } from './local-card.ts'
import { NationalCardContents } from './national-card.ts'

export const verdictKinds = [
  'valid-local',
  'valid-national',
  'exchanged',
  'withdrawn',
  'suspended',
  'expired',
  'not-genuine',
] as const
export const VerdictKind = Type.Union(verdictKinds.map((kind) => Type.Literal(kind)))
export type VerdictKind = (typeof verdictKinds)[number]

/** Why, by name. The first four answer for a genuine card; `ok` is the only one of a valid card. */
export const verdictReasons = [
  'ok',
  'exchanged',
  'withdrawn',
  'suspended',
  'expired',
  'this-is-a-ticket',
  'not-a-card',
  'unreadable-text',
  'unreadable-compression',
  'unreadable-envelope',
  'unreadable-claims',
  'unreadable-contents',
  'unsupported-algorithm',
  'unsupported-card',
  'unknown-signer',
  'bad-signature',
  'bad-certificate',
  'device-denied',
  'wrong-scope',
  'index-outside-block',
  'issued-outside-key-use',
  'issued-in-the-future',
  'outlives-its-certificate',
  'status-index-out-of-range',
] as const
export const VerdictReason = Type.Union(verdictReasons.map((reason) => Type.Literal(reason)))
export type VerdictReason = (typeof verdictReasons)[number]

const Step = Type.Union([Type.Boolean(), Type.Null()])

/** Each step of the check: true passed, false failed, null not reached. */
export const VerdictSteps = Type.Object({
  prefix: Step,
  base45: Step,
  inflate: Step,
  cose: Step,
  cwt: Step,
  schema: Step,
  expiry: Step,
  keyUsage: Step,
  status: Step,
})
export type VerdictSteps = Static<typeof VerdictSteps>

export const Verdict = Type.Object({
  kind: VerdictKind,
  reason: VerdictReason,
  /** False: the signature is good, but the status list is missing or past its date. Never plain red. */
  statusKnown: Type.Boolean(),
  /** When the status was last known, if ever. */
  statusAsOf: Type.Optional(Instant),
  /** How old the trust bundle is; `trustStale` when past its own date. */
  trustAsOf: Instant,
  trustStale: Type.Boolean(),
  steps: VerdictSteps,
  /** The signed words. Present only when the signature held. */
  card: Type.Optional(Type.Union([LocalCardContents, NationalCardContents])),
})
export type Verdict = Omit<Static<typeof Verdict>, 'kind' | 'reason'> & {
  kind: VerdictKind
  reason: VerdictReason
}
