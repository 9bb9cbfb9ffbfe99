import { createHash } from 'node:crypto'
import { openSiteCase } from '../console/cases/open-site-case.ts'
import type { Database } from '../store/database.ts'
import type { IncomingBatch } from './accept-events.ts'

/**
 * The site showed a history that is not a continuation of the one the hub has signed for: a restored
 * or cloned laptop. Both branches are kept, nothing more is taken from it, and a person decides.
 */
export async function quarantine(
  database: Database,
  siteId: string,
  batch: IncomingBatch,
  now: Date,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(
      `INSERT INTO forks (site_id, epoch, from_seq, checkpoint, body, body_sha256, noticed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [
        siteId,
        batch.epoch,
        batch.from,
        batch.checkpoint,
        batch.body,
        createHash('sha256').update(batch.body).digest(),
        now,
      ],
    )
    const [changed] = await transaction.query(
      `UPDATE sites SET state = 'quarantined' WHERE site_id = $1 AND state <> 'quarantined' RETURNING site_id`,
      [siteId],
    )
    if (!changed) return
    await openSiteCase(transaction, {
      kind: 'site-forked',
      siteId,
      summary: `The site sent another history from record ${batch.from} on (epoch ${batch.epoch}): a restored or cloned laptop. Both are kept, nothing more is taken. Join them with "sentra site restore", or lift the quarantine once the other copy is switched off.`,
      now,
    })
  })
}
