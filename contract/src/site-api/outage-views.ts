import { type Static, Type } from 'typebox'
import { OutageDeclaration, OutageTarget } from '../events/outage.ts'
import { Instant, StaffId, Uuid } from '../values/index.ts'

const Count = Type.Integer({ minimum: 0 })
const NullableInstant = Type.Union([Instant, Type.Null()])

/** One line of the outage report. Counts only: nothing in it is about a person who came. */
export const OutageView = Type.Object({
  outageId: Uuid,
  target: Type.String(),
  since: Instant,
  until: NullableInstant,
  cause: Type.String(),
  /** Given while it lasted. A local card counts for the outage it names. */
  dosesGiven: Count,
  localCards: Count,
  /** Of the local cards: exchanged since. */
  cardsExchanged: Type.Optional(Count),
  /** People whose visit was registered meanwhile. */
  people: Type.Optional(Count),
  /** When the last event written before its end was receipted by the hub. Null for other targets. */
  drainedAt: NullableInstant,
  /** Events that waited for a receipt at its end; null while it lasts, for other targets and in older logs. */
  backlog: Type.Optional(Type.Union([Count, Type.Null()])),
  /** Only of a declared one: who said so and what they saw. */
  declaredBy: Type.Optional(Type.Union([StaffId, Type.Null()])),
  endedBy: Type.Optional(Type.Union([StaffId, Type.Null()])),
  declared: Type.Optional(Type.Union([OutageDeclaration, Type.Null()])),
})
export type OutageView = Static<typeof OutageView>

/** Out now. Anyone on the LAN may see it: no note, no name. */
export const OpenOutageView = Type.Object({
  outageId: Uuid,
  target: OutageTarget,
  since: Instant,
  cause: Type.String(),
  declared: Type.Boolean(),
})
export type OpenOutageView = Static<typeof OpenOutageView>

/** A national service that is only asked whether it answers. */
export const TargetView = Type.Object({
  target: OutageTarget,
  state: Type.Union([
    Type.Literal('up'),
    Type.Literal('slow'),
    Type.Literal('down'),
    Type.Literal('unknown'),
  ]),
  since: NullableInstant,
  lastTriedAt: NullableInstant,
  /** What the last try met. */
  lastOutcome: Type.Union([Type.String(), Type.Null()]),
})
export type TargetView = Static<typeof TargetView>

/** What the replicator is at: figures first, then live records, then what piled up. */
export const SendingView = Type.Object({
  phase: Type.Union([
    Type.Literal('stopped'),
    Type.Literal('idle'),
    Type.Literal('sending'),
    Type.Literal('waiting'),
    Type.Literal('quarantined'),
  ]),
  what: Type.Union([
    Type.Literal('nothing'),
    Type.Literal('tally'),
    Type.Literal('live'),
    Type.Literal('backlog'),
  ]),
  lastReceiptAt: NullableInstant,
  /** Without a line since: then a USB bundle is the way. */
  oldestWaitingAt: NullableInstant,
  /** Whether a USB bundle can be written: the site has met its hub and knows its key. */
  mayBundle: Type.Boolean(),
  setAside: Count,
})
export type SendingView = Static<typeof SendingView>

/** For a person: records that block nothing and are not in the registry. The data itself is not repeated. */
export const SetAsideView = Type.Object({
  records: Type.Array(
    Type.Object({
      seq: Count,
      eventId: Type.Union([Uuid, Type.Null()]),
      type: Type.String(),
      recordedAt: NullableInstant,
      actor: Type.Union([StaffId, Type.Null()]),
      visitId: Type.Union([Uuid, Type.Null()]),
      outcome: Type.Union([Type.Literal('refused'), Type.Literal('superseded')]),
      reason: Type.String(),
    }),
  ),
  fromHub: Type.Array(Type.Object({ feedSeq: Count, type: Type.String(), reason: Type.String() })),
  /** Cases the hub opened about this site's records, by its own kind. */
  cases: Type.Array(Type.Object({ caseId: Type.String(), kind: Type.String(), eventId: Type.String() })),
})
export type SetAsideView = Static<typeof SetAsideView>
