import type { ConsoleSummary, SiteSummary } from '@sentra/contract'
import { localDateIn } from '../clock.ts'
import type { Database } from '../store/database.ts'
import { readOutages } from './outages/read-outages.ts'

/** A site polls its feed every few seconds; after this long without a word it counts as silent. */
export const silentAfterMilliseconds = 2 * 60 * 1000

type SiteRow = Omit<SiteSummary, 'state' | 'lastHeardAt' | 'backlog' | 'dosesOnHand'> & {
  quarantined: boolean
  timeZone: string
  lastHeardAt: Date | null
  stock: number
  tallyHead: number | null
  tallyOnHand: number | null
}

/** The console's first page in one read: where doses are, who is silent, what waits. No word about a person. */
export async function readSummary(database: Database, now: Date, timeZone: string): Promise<ConsoleSummary> {
  const localDate = localDateIn(timeZone, now)
  const [rows, totals, dosesByDay, outages] = await Promise.all([
    database.query<SiteRow>(sitesSql, [localDate]),
    database.query<{ patients: number; openCases: number }>(
      `SELECT (SELECT count(*) FROM patients) AS patients,
              (SELECT count(*) FROM cases WHERE closed_at IS NULL) AS "openCases"`,
    ),
    database.query<ConsoleSummary['dosesByDay'][number]>(
      `SELECT local_date AS "localDate", site_id AS "siteId", count(*) AS doses
       FROM doses GROUP BY local_date, site_id ORDER BY local_date, site_id`,
    ),
    readOutages(database, { limit: 200 }),
  ])
  const sites = rows.map((row) => toSite(row, now))
  const sum = (field: keyof SiteSummary) => sites.reduce((total, site) => total + Number(site[field]), 0)
  return {
    now: now.toISOString(),
    localDate,
    sites,
    totals: {
      patients: totals[0]!.patients,
      doses: sum('dosesTotal'),
      dosesToday: sum('dosesToday'),
      backlog: sum('backlog'),
      nationalCards: sum('nationalCardsReady') + sum('nationalCardsCollected'),
      localCardsLive: sum('localCardsLive'),
      cardsExchanged: sum('cardsExchanged'),
      openCases: totals[0]!.openCases,
    },
    dosesByDay,
    outages,
  }
}

function toSite(
  { quarantined, timeZone: _, stock, tallyHead, tallyOnHand, ...row }: SiteRow,
  now: Date,
): SiteSummary {
  const heard = row.lastHeardAt
  const silent = heard !== null && now.getTime() - heard.getTime() > silentAfterMilliseconds
  const waiting = Math.max(0, (tallyHead ?? 0) - row.logSize)
  return {
    ...row,
    state: quarantined ? 'quarantined' : heard === null ? 'never' : silent ? 'silent' : 'up',
    lastHeardAt: heard?.toISOString() ?? null,
    backlog: waiting,
    // While records are on their way, the site's own tally knows better than the registry.
    dosesOnHand: Math.max(0, waiting > 0 && tallyOnHand !== null ? tallyOnHand : stock),
  }
}

const sitesSql = `
  SELECT s.site_id AS "siteId", s.site_name AS "siteName", s.region, s.time_zone AS "timeZone",
         s.state = 'quarantined' AS quarantined, s.last_heard_at AS "lastHeardAt", s.epoch,
         coalesce(h.size, 0) AS "logSize", coalesce(p.seq, 0) AS "projectedSize",
         (t.tally ->> 'headSize')::bigint AS "tallyHead", (t.tally ->> 'dosesOnHand')::bigint AS "tallyOnHand",
         d.today AS "dosesToday", d.total AS "dosesTotal",
         coalesce(k.received - k.wasted, 0) - (d.total - d.extra) AS stock,
         l.live AS "localCardsLive", l.exchanged AS "cardsExchanged",
         n.ready AS "nationalCardsReady", n.collected AS "nationalCardsCollected",
         (SELECT count(*) FROM cases c WHERE c.site_id = s.site_id AND c.kind = 'refused-record'
            AND c.closed_at IS NULL) AS "refusedRecords"
  FROM sites s
  LEFT JOIN journal_heads h ON h.site_id = s.site_id AND h.epoch = s.epoch
  LEFT JOIN projection_cursors p ON p.site_id = s.site_id AND p.epoch = s.epoch
  LEFT JOIN tallies t ON t.site_id = s.site_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS total, count(*) FILTER (WHERE local_date = $1) AS today,
           count(*) FILTER (WHERE extra_dose) AS extra
    FROM doses WHERE site_id = s.site_id) d
  CROSS JOIN LATERAL (
    SELECT sum(doses_received)::bigint AS received, sum(doses_wasted)::bigint AS wasted
    FROM stock_lots WHERE site_id = s.site_id) k
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'live') AS live, count(*) FILTER (WHERE state = 'exchanged') AS exchanged
    FROM cards_local WHERE site_id = s.site_id) l
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'ready') AS ready, count(*) FILTER (WHERE state = 'collected') AS collected
    FROM cards_national WHERE site_id = s.site_id) n
  ORDER BY s.site_name, s.site_id`
