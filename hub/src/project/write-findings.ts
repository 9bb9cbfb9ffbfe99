import type { Transaction } from '../store/database.ts'
import type { Findings, News } from './findings.ts'
import { arrayOf, insertInto, insertRows } from './insert-rows.ts'
import { caseIdOf } from './projection.ts'
import { rowKey } from './rows.ts'

/** Writes cases, statuses and words for the sites. What was known before is not said a second time. */
export async function writeFindings(transaction: Transaction, findings: Findings, now: Date): Promise<void> {
  await writeStatuses(transaction, findings, now)
  const opened = await writeCases(transaction, findings, now)
  const news = findings.news.filter(({ caseId }) => caseId === undefined || opened.has(caseId))
  await writeNews(transaction, news, now)
}

/**
 * A status only ever gets worse or stays: `exchanged` and `withdrawn` are final, so a late or repeated message
 * cannot bring a card back. The same rule as for a single card, for a set.
 */
async function writeStatuses(transaction: Transaction, { statuses }: Findings, now: Date): Promise<void> {
  if (statuses.length === 0) return
  const last = new Map<string, { list: string; place: number; status: number; site: string }>()
  for (const { place, status, site } of statuses) {
    const key = rowKey(place.statusList, place.statusIndex)
    const known = last.get(key)
    if (known && !(known.status === 2 && status !== 2)) continue
    last.set(key, { list: place.statusList, place: place.statusIndex, status, site })
  }
  const rows = [...last.keys()].sort().map((key) => last.get(key)!)
  const changed = await transaction.query<{ list: string }>(
    `INSERT INTO card_status AS known (list_id, status_index, status, site_id, changed_at)
     SELECT list, place, status, site, $2
     FROM jsonb_to_recordset($1::jsonb) AS row (list text, place integer, status smallint, site text)
     ON CONFLICT (list_id, status_index) DO UPDATE
       SET status = excluded.status, changed_at = excluded.changed_at
       WHERE known.status = 2 AND excluded.status <> 2
     RETURNING list_id AS list`,
    [JSON.stringify(rows), now],
  )
  const lists = [...new Set(changed.map(({ list }) => list))].sort()
  for (const list of lists)
    await transaction.query('UPDATE status_lists SET changes = changes + 1 WHERE list_id = $1', [list])
}

async function writeCases(transaction: Transaction, { cases }: Findings, now: Date): Promise<Set<string>> {
  if (cases.size === 0) return new Set()
  const rows = [...cases.values()].map((found) => ({ ...found, caseId: caseIdOf(found) }))
  const opened = await transaction.query<{ case_id: string }>(
    `INSERT INTO cases (case_id, kind, site_id, event_id, immunization_id, summary, opened_at)
     SELECT "caseId", kind, site, "eventId", "immunizationId", summary, $2
     FROM jsonb_to_recordset($1::jsonb) AS row
       ("caseId" text, kind text, site text, "eventId" text, "immunizationId" text, summary text)
     ON CONFLICT DO NOTHING RETURNING case_id`,
    [JSON.stringify(rows), now],
  )
  return new Set(opened.map(({ case_id }) => case_id))
}

/** Entries for the feeds of several sites, each subject once for ever, numbered without a gap. */
export async function writeNews(transaction: Transaction, news: readonly News[], now: Date): Promise<void> {
  if (news.length === 0) return
  const named = news.map(({ site, type, subject, data }) => ({
    site,
    type,
    subject: `${type}:${subject}`,
    data,
  }))
  const told = await transaction.query<{ site: string; subject: string }>(
    `SELECT f.site_id AS site, f.subject
     FROM unnest($1::text[], $2::text[]) AS row (site, subject)
     JOIN feed_entries f ON f.site_id = row.site AND f.subject = row.subject`,
    [arrayOf(named.map(({ site }) => site)), arrayOf(named.map(({ subject }) => subject))],
  )
  const seen = new Set(told.map(({ site, subject }) => rowKey(site, subject)))
  const fresh = named.filter(({ site, subject }) => {
    const key = rowKey(site, subject)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  if (fresh.length === 0) return
  const bySite = Map.groupBy(fresh, ({ site }) => site)
  const counts = [...bySite.keys()].sort().map((site) => ({ site, count: bySite.get(site)!.length }))
  // The counters' rows are locked until the commit, so entries become visible in the order of their numbers.
  const heads = await transaction.query<{ site: string; size: number }>(
    `INSERT INTO feed_heads AS feed (site_id, size)
     SELECT site, count FROM jsonb_to_recordset($1::jsonb) AS row (site text, count bigint)
     ON CONFLICT (site_id) DO UPDATE SET size = feed.size + excluded.size
     RETURNING site_id AS site, size`,
    [JSON.stringify(counts)],
  )
  const rows = heads.flatMap(({ site, size }) => {
    const entries = bySite.get(site)!
    return entries.map((entry, index) => ({ ...entry, number: size - entries.length + 1 + index, at: now }))
  })
  await insertRows(transaction, feedEntries, rows)
}

const feedEntries = insertInto<Omit<News, 'caseId'> & { number: number; at: Date }>('feed_entries', {
  site_id: ['site', 'text'],
  feed_seq: ['number', 'bigint'],
  type: ['type', 'text'],
  subject: ['subject', 'text'],
  data: ['data', 'jsonb'],
  at: ['at', 'timestamptz'],
})
