import { count, type Database, prepared, rows } from '../store/database.ts'

/**
 * Every look at a person is written down and counted. A desk needs a few a minute; a bot needs thousands.
 */
export const readsPerMinute = 120

export interface PersonRead {
  readonly at: string
  readonly staffId: string
  readonly device: string
  readonly query: string
  /** The visit, ticket or card looked at; never a name or a number of a person. */
  readonly subject: string
}

/**
 * Records the read. Answers false when this person has looked at too many different people in the last minute:
 * then nothing is shown, the try is on record as refused, and asking again does not open it. A screen that refreshes
 * what it shows already is one look a minute, not fifty.
 */
export function recordPersonRead(db: Database, read: PersonRead): boolean {
  const { at, staffId, device, query, subject } = read
  const aMinuteAgo = new Date(Date.parse(at) - 60_000).toISOString()
  const again = count(
    db,
    'SELECT count(*) FROM person_reads WHERE staff_id = ? AND at > ? AND at <= ? AND query = ? AND subject = ?',
    staffId,
    aMinuteAgo,
    at,
    query,
    subject,
  )
  if (again > 0) return true
  const recent = count(
    db,
    'SELECT count(*) FROM person_reads WHERE staff_id = ? AND at > ? AND at <= ?',
    staffId,
    aMinuteAgo,
    at,
  )
  const allowed = recent < readsPerMinute
  prepared(db, 'INSERT INTO person_reads (at, staff_id, device, query, subject) VALUES (?, ?, ?, ?, ?)').run(
    at,
    staffId,
    device,
    allowed ? query : `${query} (refused)`,
    subject,
  )
  return allowed
}

export function listPersonReads(db: Database, limit = 500): Omit<PersonRead, 'device'>[] {
  return rows(
    db,
    'SELECT at, staff_id AS staffId, query, subject FROM person_reads ORDER BY read_id DESC LIMIT ?',
    limit,
  )
}
