import type { Database } from '../store/database.ts'

/** How far the views of all journals are: events they show, of so many that the hub holds. */
export async function viewsProgress(database: Database): Promise<{ shown: number; held: number }> {
  const [row] = await database.query<{ shown: number; held: number }>(
    `SELECT coalesce(sum(least(coalesce(c.folded, 0), h.size)), 0)::bigint AS shown, coalesce(sum(h.size), 0)::bigint AS held
     FROM journal_heads h LEFT JOIN projection_cursors c USING (site_id, epoch)`,
  )
  return row!
}
