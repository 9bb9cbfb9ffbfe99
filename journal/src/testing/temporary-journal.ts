import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JournalEvent } from '@sentra/contract'
import { privateKeyFromSeed } from '../checkpoint/ed25519-key.ts'
import type { Clock } from '../clock.ts'
import { commandHash } from '../event/command-hash.ts'
import { Journal, type JournalOptions } from '../store/journal.ts'
import { type JournalDatabase, openJournalDatabase } from '../store/open-database.ts'

/** For tests: a real journal in a real file, with one small view that counts doses by lot. */

export const testKey = new Uint8Array(32).fill(1)
export const testLogKey = privateKeyFromSeed(new Uint8Array(32).fill(2))
export const testClock: Clock = { now: () => new Date('2021-08-05T01:15:00.000Z') }

export interface TemporaryJournal {
  readonly file: string
  journal: Journal
  /** Closes and opens the same file again. */
  reopen(options?: Partial<JournalOptions>): Journal
  dispose(): void
}

export function temporaryJournal(options: Partial<JournalOptions> = {}): TemporaryJournal {
  const folder = mkdtempSync(join(tmpdir(), 'sentra-journal-'))
  const file = join(folder, 'site.sqlite')
  const temporary: TemporaryJournal = {
    file,
    journal: openTestJournal(file, options),
    reopen: (changes = {}) => {
      temporary.journal.close()
      temporary.journal.database.close()
      temporary.journal = openTestJournal(file, { ...options, ...changes })
      return temporary.journal
    },
    dispose: () => {
      temporary.journal.database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return temporary
}

export function openTestJournal(file: string, options: Partial<JournalOptions> = {}): Journal {
  const database = options.database ?? openJournalDatabase(file, { key: testKey })
  createDoseView(database)
  return new Journal({
    database,
    site: 'krw-01',
    epoch: 1,
    logKey: testLogKey,
    clock: testClock,
    project: countDose,
    ...options,
  })
}

export function createDoseView(database: JournalDatabase): void {
  database.exec('CREATE TABLE IF NOT EXISTS dose_count (lot TEXT PRIMARY KEY, doses INTEGER NOT NULL) STRICT')
}

export function countDose(event: JournalEvent, database: JournalDatabase): void {
  if (event.type !== 'dose.given') return
  const { lot } = event.data as { lot: string }
  database
    .prepare('INSERT INTO dose_count VALUES (?, 1) ON CONFLICT (lot) DO UPDATE SET doses = doses + 1')
    .run(lot)
}

export function doses(journal: Journal): number {
  return Number(journal.database.prepare('SELECT coalesce(sum(doses), 0) FROM dose_count').pluck().get())
}

/** A valid UUIDv7 whose last digits are `number`. */
export function eventId(number: number): string {
  return `017b12c4-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

/** A command that gives dose `number` from `lot`. */
export function giveDose(number: number, lot = 'EX7731') {
  return {
    eventId: eventId(number),
    commandHash: commandHash({ number, lot }),
    actor: 'V-03',
    device: 'desk-1',
    decide: () => ({ type: 'dose.given', data: { lot, number } }),
  }
}

export async function giveDoses(journal: Journal, from: number, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, index) => journal.submit(giveDose(from + index))))
}
