import type { HubOutage, OutageBegan, OutageTimeline, SiteBacklog } from '@sentra/contract'
import type { Database } from '../../store/database.ts'
import { silentAfterMilliseconds } from '../summary.ts'

/** Three months of five hundred bad sites; a picture with more than that shows nothing. */
const outagesMax = 5_000

/**
 * Newest first; the site's own word on when and why, with what was done meanwhile. An outage that touches the time
 * from `from` on counts, also when it began before.
 */
export async function readOutages(
  database: Database,
  { from = new Date(0), limit = outagesMax }: { from?: Date; limit?: number } = {},
): Promise<HubOutage[]> {
  const rows = await database.query<OutageRow>(outagesSql, [from, limit])
  return rows.map(({ body, ...row }) => {
    const fact = body === null ? undefined : (JSON.parse(body) as { data: OutageBegan }).data
    return {
      ...row,
      since: row.since.toISOString(),
      until: row.until?.toISOString() ?? null,
      target: fact?.target ?? 'hub',
      declared: fact?.declared?.reason ?? null,
    }
  })
}

type OutageRow = Omit<HubOutage, 'since' | 'until' | 'target' | 'declared'> & {
  since: Date
  until: Date | null
  body: string | null
}

/**
 * Whose and by whose word is in the fact itself: the outage's id is its event's. Its line is read above and never by
 * the database, whose jsonb refuses some that are proper JSON.
 */
const outagesSql = `
  SELECT o.outage_id AS "outageId", o.site_id AS "siteId", s.site_name AS "siteName", o.since, o.until, o.cause,
         b.body,
         (SELECT count(*) FROM doses d WHERE d.site_id = o.site_id AND d.occurred_at >= o.since
            AND (o.until IS NULL OR d.occurred_at < o.until)) AS "dosesGiven",
         (SELECT count(*) FROM cards_local c WHERE c.site_id = o.site_id AND c.outage_id = o.outage_id)
           AS "localCards"
  FROM outages o
  JOIN sites s USING (site_id)
  LEFT JOIN LATERAL (
    SELECT e.body FROM journal_events e
    WHERE e.site_id = o.site_id AND e.event_id = o.outage_id AND e.type = 'outage.began' AND e.outcome = 'accepted'
    LIMIT 1) b ON true
  WHERE o.until IS NULL OR o.until >= $1
  ORDER BY o.since DESC, o.outage_id LIMIT $2`

/** All sites' outages from a moment on, and how each site stands now. */
export async function readTimeline(database: Database, from: Date, now: Date): Promise<OutageTimeline> {
  const [outages, rows] = await Promise.all([
    readOutages(database, { from }),
    database.query<SiteRow>(sitesSql),
  ])
  return {
    now: now.toISOString(),
    from: from.toISOString(),
    outages,
    sites: rows.map((row) => toBacklog(row, now)),
  }
}

interface SiteRow {
  readonly siteId: string
  readonly siteName: string
  readonly quarantined: boolean
  readonly lastHeardAt: Date | null
  readonly backlog: number
  readonly oldestWaitingAt: string | null
}

/** The tally is from its moment; what was receipted since is taken off. */
const sitesSql = `
  SELECT s.site_id AS "siteId", s.site_name AS "siteName", s.state = 'quarantined' AS quarantined,
         s.last_heard_at AS "lastHeardAt", t.tally ->> 'oldestWaitingAt' AS "oldestWaitingAt",
         greatest(0, coalesce((t.tally ->> 'headSize')::bigint, 0) - coalesce(h.size, 0)) AS backlog
  FROM sites s
  LEFT JOIN journal_heads h ON h.site_id = s.site_id AND h.epoch = s.epoch
  LEFT JOIN tallies t ON t.site_id = s.site_id
  ORDER BY s.site_name, s.site_id`

function toBacklog({ quarantined, ...row }: SiteRow, now: Date): SiteBacklog {
  const heard = row.lastHeardAt
  const silent = heard !== null && now.getTime() - heard.getTime() > silentAfterMilliseconds
  return {
    ...row,
    state: quarantined ? 'quarantined' : heard === null ? 'never' : silent ? 'silent' : 'up',
    lastHeardAt: heard?.toISOString() ?? null,
    oldestWaitingAt: row.backlog > 0 ? row.oldestWaitingAt : null,
  }
}
