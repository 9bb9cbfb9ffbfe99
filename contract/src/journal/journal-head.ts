import { type Static, Type } from 'typebox'

/** Where a journal stands: its epoch, how many events, and the Merkle root over them (base64 of 32 bytes). */
export const JournalHead = Type.Object({
  epoch: Type.Integer({ minimum: 1 }),
  size: Type.Integer({ minimum: 0 }),
  root: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
})
export type JournalHead = Static<typeof JournalHead>
