import type { Database } from '../store/database.ts'
import type { KnownSite } from './authenticate-site.ts'

/** At 600 bytes each some 600 KB an answer: a restored laptop reads a campaign in a minute. */
const linesMax = 1_000

/**
 * Lines of one of a site's own logs, as they came: a laptop restored from a backup asks for what it has lost.
 * A line that was no text comes as its stand-in, which is no event to the site either.
 */
export async function readFormerEvents(
  database: Database,
  site: KnownSite,
  epoch: number,
  from: number,
): Promise<{ lines: string[] }> {
  const rows = await database.query<{ body: string }>(
    `SELECT body FROM journal_events
     WHERE site_id = $1 AND epoch = $2 AND seq >= $3 ORDER BY seq LIMIT $4`,
    [site.siteId, epoch, from, linesMax],
  )
  return { lines: rows.map(({ body }) => body) }
}
