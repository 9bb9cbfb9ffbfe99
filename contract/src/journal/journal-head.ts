import { type Static, Type } from 'typebox'

/** Where a journal stands: its epoch, how many events, and the Merkle root over them (base64 of 32 bytes). */
export const JournalHead = Type.Object({
  epoch: Type.Integer({ minimum: 1 }),
  size: Type.Integer({ minimum: 0 }),
  root: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
  /** The hub's last cosigned checkpoint, when a hub answers: a site whose receipt was lost on the way finds it here. */
  receipt: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})
export type JournalHead = Static<typeof JournalHead>
