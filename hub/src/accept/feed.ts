import type { FeedPage, JournalHead } from '@sentra/contract'
import type { Database } from '../store/database.ts'
import type { KnownSite } from './authenticate-site.ts'

/** A page of national cards is about 300 KB. */
export const feedPageMax = 500

/**
 * What the hub has for this site after the cursor, in order. Reading changes nothing. An entry of a national card names
 * it; its text is kept once, where it was signed, and joined here. Where nothing follows, the page says how long the
 * feed is: a site whose cursor is behind its end has read entries that a restored hub no longer has.
 */
export async function readFeed(
  database: Database,
  site: KnownSite,
  after: number,
  limit: number,
): Promise<FeedPage> {
  const rows = await database.query<{ feed_seq: number; type: string; data: unknown; at: Date }>(
    `SELECT f.feed_seq, f.type, f.at,
            CASE WHEN m.text IS NULL THEN f.data ELSE jsonb_build_object(
              'nationalCardId', m.national_card_id, 'immunizationId', m.immunization_id, 'text', m.text,
              'statusList', m.status_list, 'statusIndex', m.status_index,
              'issuedAt', to_char(m.issued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END AS data
     FROM feed_entries f
     LEFT JOIN minted_cards m ON f.type = 'national-card.issued' AND m.site_id = f.site_id
       AND m.immunization_id = f.data ->> 'immunizationId' AND m.generation = (f.data ->> 'generation')::smallint
     WHERE f.site_id = $1 AND f.feed_seq > $2 ORDER BY f.feed_seq LIMIT $3`,
    [site.siteId, after, limit + 1],
  )
  const entries = rows
    .slice(0, limit)
    .map((row) => ({ feedSeq: row.feed_seq, type: row.type, at: row.at.toISOString(), data: row.data }))
  if (entries.length > 0 || after === 0) return { entries, more: rows.length > limit }
  const [feed] = await database.query<{ size: number }>('SELECT size FROM feed_heads WHERE site_id = $1', [
    site.siteId,
  ])
  return { entries, more: false, size: feed?.size ?? 0 }
}

/** How far the hub's copy of the site's journal goes: what a site asks before it sends anything again. */
export async function readHead(
  database: Database,
  site: KnownSite,
): Promise<JournalHead & { receipt: string | null }> {
  const [head] = await database.query<{ size: number; root: Buffer; receipt: string | null }>(
    'SELECT size, root, receipt FROM journal_heads WHERE site_id = $1 AND epoch = $2',
    [site.siteId, site.epoch],
  )
  if (!head) throw new Error(`site ${site.siteId} is enrolled and has no journal head`)
  return { epoch: site.epoch, size: head.size, root: head.root.toString('base64'), receipt: head.receipt }
}
