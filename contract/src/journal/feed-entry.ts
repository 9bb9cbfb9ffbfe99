import { type Static, Type } from 'typebox'
import { Instant } from '../values/time.ts'

/**
 * One thing the hub tells a site: an outcome, a national card, an allocation, a trust bundle, a status change.
 * A site passes over a type it does not know.
 */
export const FeedEntry = Type.Object({
  /** Grows along the feed of one site; gaps are allowed. */
  feedSeq: Type.Integer({ minimum: 1 }),
  type: Type.String({ pattern: '^[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+$', maxLength: 64 }),
  at: Instant,
  data: Type.Unknown(),
})
export type FeedEntry = Static<typeof FeedEntry>

/** Entries after the cursor, in order. `more` says that another page is waiting. */
export const FeedPage = Type.Object({
  entries: Type.Array(FeedEntry),
  more: Type.Optional(Type.Boolean()),
  /** How many entries the feed has, said when none follow. Fewer than the cursor: the hub was restored from a backup. */
  size: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type FeedPage = Static<typeof FeedPage>
