import { type Hash, leafHash } from '@sentra/journal'
import type { Database } from '../store/database.ts'

/** What this hub has of one site's present log, as it lies in the database and as the hub last signed for it. */
export interface StoredCopy {
  readonly site: string
  /** Note verifier key of the log, as enrolled. */
  readonly logKey: string
  readonly epoch: number
  readonly size: number
  readonly root: Hash
  readonly receipt: string | null
  /** Recomputed from the stored lines, up to the first that is missing. */
  readonly leaves: readonly Hash[]
}

/** At 600 bytes a line some 3 MB at a time; of each only the hash is kept. */
const linesAtOnce = 5_000

/** Reads a whole copy, for an audit; null for a site that is not enrolled. */
export async function readStoredCopy(database: Database, site: string): Promise<StoredCopy | null> {
  const [head] = await database.query<{
    logKey: string
    epoch: number
    size: number
    root: Buffer
    receipt: string | null
  }>(
    `SELECT s.log_key AS "logKey", h.epoch, h.size, h.root, h.receipt
     FROM sites s JOIN journal_heads h ON h.site_id = s.site_id AND h.epoch = s.epoch WHERE s.site_id = $1`,
    [site],
  )
  if (!head) return null
  const leaves: Hash[] = []
  for (let whole = true; whole && leaves.length < head.size; ) {
    const rows = await database.query<{ seq: number; body: string; raw: Buffer | null }>(
      `SELECT seq, body, raw FROM journal_events
       WHERE site_id = $1 AND epoch = $2 AND seq > $3 AND seq <= $4 ORDER BY seq LIMIT $5`,
      [site, head.epoch, leaves.length, head.size, linesAtOnce],
    )
    for (const { seq, body, raw } of rows) {
      whole &&= seq === leaves.length + 1
      if (whole) leaves.push(leafHash(raw ?? body))
    }
    whole &&= rows.length > 0
  }
  return { site, ...head, root: Uint8Array.from(head.root), leaves }
}
