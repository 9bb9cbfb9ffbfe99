import { type Database, prepared, row } from './database.ts'

/** Single facts of this laptop: enrolment, the hub's keys, whether its clock is simulated. */
export type SiteFact =
  | 'clock'
  | 'identity'
  | 'epoch'
  | 'device'
  | 'hub-epoch'
  | 'enrolment'
  | 'former-enrolment'
  | 'first-run'
  | 'scrub'
  | 'bundle-identity'
  | 'quarantine'
  | 'latest-time'

export function readFact(db: Database, name: SiteFact): string | null {
  return row<{ value: string }>(db, 'SELECT value FROM site_facts WHERE name = ?', name)?.value ?? null
}

export function dropFact(db: Database, name: SiteFact): void {
  prepared(db, 'DELETE FROM site_facts WHERE name = ?').run(name)
}

export function writeFact(db: Database, name: SiteFact, value: string): void {
  prepared(
    db,
    'INSERT INTO site_facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ).run(name, value)
}
