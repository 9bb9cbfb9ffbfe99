import { type Static, Type } from 'typebox'
import { JournalHead } from './journal-head.ts'

/**
 * What became of one record at the hub.
 * - `accepted`: in the hub's journal, now.
 * - `duplicate`: it was there already; nothing changed.
 * - `superseded`: kept, and another record has taken its place in the registry.
 * - `refused`: kept with its reason and set aside for a person. It holds up nothing behind it.
 */
export const RecordOutcome = Type.Union([
  Type.Literal('accepted'),
  Type.Literal('duplicate'),
  Type.Literal('superseded'),
  Type.Literal('refused'),
])
export type RecordOutcome = Static<typeof RecordOutcome>

export const RecordReceipt = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  /** Absent when the record was too broken to have one. */
  eventId: Type.Optional(Type.String()),
  outcome: RecordOutcome,
  reason: Type.Optional(Type.String()),
})
export type RecordReceipt = Static<typeof RecordReceipt>

/** The answer to a batch of events, sent after the hub's commit. */
export const BatchReceipt = Type.Object({
  head: JournalHead,
  outcomes: Type.Array(RecordReceipt),
  /** The site's checkpoint with the hub's cosignature: a C2SP signed note. */
  receipt: Type.String(),
})
export type BatchReceipt = Static<typeof BatchReceipt>

/** Why a batch was not taken at all. `head` is where the hub stands, so that the site can go on from there. */
export const BatchRefusal = Type.Object({
  error: Type.Union([
    Type.Literal('gap'),
    Type.Literal('fork'),
    Type.Literal('wrong-epoch'),
    Type.Literal('bad-checkpoint'),
    Type.Literal('batch-too-large'),
  ]),
  head: Type.Optional(JournalHead),
})
export type BatchRefusal = Static<typeof BatchRefusal>
