import { createHash } from 'node:crypto'
import type { EventType } from '@sentra/contract'
import type { Transaction } from '../store/database.ts'
import type { Findings } from './findings.ts'
import type { Registry } from './registry.ts'

/** One accepted event, on its way into the views. */
export type ProjectedEvent = {
  site: string
  epoch: number
  seq: number
  eventId: string
  type: string
  occurredAt: string
  recordedAt: string
  actor: string
  data: unknown
}

/**
 * What a rule may use: the rows of the batch, a place for what it finds, the secret that keys patients. Time is the
 * hub's, as a value; chance it has none, and it waits for nothing.
 */
export type Projection = {
  registry: Registry
  findings: Findings
  secret: Uint8Array
  now: Date
}

/** A function for each type that changes a view; other types pass by. */
export type Projectors = {
  [Type in EventType]?: (projection: Projection, event: ProjectedEvent) => void
}

export type CaseKind = 'second-dose' | 'identity-collision' | 'refused-record' | 'card-conflict'

export type FoundCase = {
  kind: CaseKind
  site: string
  eventId: string
  /** Names no person. */
  summary: string
  immunizationId?: string
}

/** Follows from the kind and the event, so an event seen again opens nothing new. */
export function caseIdOf(found: FoundCase): string {
  return idFrom(`case\n${found.kind}\n${found.site}\n${found.eventId}`)
}

/** What the site is told of a case. */
export function caseNews(found: FoundCase): object {
  const { kind, eventId, immunizationId } = found
  return { caseId: caseIdOf(found), kind, eventId, ...(immunizationId ? { immunizationId } : {}) }
}

/** Puts something before a person; the site hears of it once through its feed. For one case, outside of a batch. */
export async function openCase(
  { transaction, now }: { transaction: Transaction; now: Date },
  found: FoundCase,
): Promise<void> {
  const caseId = caseIdOf(found)
  const opened = await transaction.query(
    `INSERT INTO cases (case_id, kind, site_id, event_id, immunization_id, summary, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING case_id`,
    [caseId, found.kind, found.site, found.eventId, found.immunizationId ?? null, found.summary, now],
  )
  if (opened.length === 0) return
  await tellSite({ transaction, now }, found.site, 'case.opened', caseId, caseNews(found))
}

/** Adds an entry to a site's feed, once for each subject. For one entry, outside of a batch. */
export async function tellSite(
  { transaction, now }: { transaction: Transaction; now: Date },
  siteId: string,
  type: string,
  subject: string,
  data: object,
): Promise<void> {
  const named = `${type}:${subject}`
  const [told] = await transaction.query('SELECT 1 FROM feed_entries WHERE site_id = $1 AND subject = $2', [
    siteId,
    named,
  ])
  if (told) return
  // The counter's row is locked until the commit, so entries become visible in the order of their numbers.
  const [feed] = await transaction.query<{ size: number }>(
    `INSERT INTO feed_heads AS feed (site_id, size) VALUES ($1, 1)
     ON CONFLICT (site_id) DO UPDATE SET size = feed.size + 1 RETURNING size`,
    [siteId],
  )
  await transaction.query(
    `INSERT INTO feed_entries (site_id, feed_seq, type, subject, data, at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [siteId, feed!.size, type, named, JSON.stringify(data), now],
  )
}

/** A UUID (version 8) that follows from the text alone. */
export function idFrom(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
