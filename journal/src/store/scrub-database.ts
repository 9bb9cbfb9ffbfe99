import { parseCheckpoint } from '../checkpoint/checkpoint.ts'
import { type AuditFinding, auditJournal } from './audit-journal.ts'
import { EventTable } from './event-table.ts'
import { isStorageFailure, JournalCorruptError } from './journal-errors.ts'
import type { JournalDatabase } from './open-database.ts'
import { ReplicationTable } from './replication-table.ts'

/** `page-damaged`: the disk gave something else than was written. `views-broken`: tables disagree with each other. */
export type ScrubFinding = AuditFinding | 'page-damaged' | 'views-broken' | 'disk-failed'

export type Scrub =
  | { readonly sound: true; readonly events: number }
  | {
      readonly sound: false
      readonly finding: ScrubFinding
      /** The first event that is wrong, where it is one. */
      readonly seq: number | null
      readonly what: string
    }

/**
 * Reads every page and every event of a site's file: what nobody has asked for in weeks may have rotted, and the
 * backup of it too. Runs for a second per 100,000 events and holds up whoever waits for this connection, so give it
 * its own (a worker). Changes nothing. All of it is one reading transaction: a desk that writes meanwhile must not
 * look like damage.
 */
export function scrubDatabase(database: JournalDatabase, site: string, epoch: number): Scrub {
  try {
    return database.transaction(() => look(database, site, epoch))()
  } catch (error) {
    if (error instanceof JournalCorruptError)
      return { sound: false, finding: 'tree-edge-changed', seq: error.seq, what: error.message }
    const code = (error as { code?: string }).code ?? ''
    // A disk without room says nothing about what is on it.
    if (!isStorageFailure(error) || code.startsWith('SQLITE_FULL')) throw error
    const finding = /CORRUPT|NOTADB/.test(code) ? 'page-damaged' : 'disk-failed'
    return { sound: false, finding, seq: null, what: code }
  }
}

function look(database: JournalDatabase, site: string, epoch: number): Scrub {
  // Reads all pages; each page's code is checked as it is read (SQLCipher).
  const problems = database.pragma('integrity_check(20)') as { integrity_check: string }[]
  const first = problems[0]?.integrity_check ?? 'no answer'
  if (first !== 'ok') return { sound: false, finding: 'page-damaged', seq: null, what: first }
  const [orphan] = database.pragma('foreign_key_check') as { table: string }[]
  if (orphan) return { sound: false, finding: 'views-broken', seq: null, what: orphan.table }
  const { receipt } = new ReplicationTable(database).state()
  const covered =
    receipt === null ? null : (parseCheckpoint(receipt.slice(0, receipt.indexOf('\n\n') + 1)) ?? null)
  const audit = auditJournal(new EventTable(database, site, epoch), site, covered)
  return audit.sound
    ? { sound: true, events: audit.size }
    : { sound: false, finding: audit.reason, seq: audit.firstBadSeq, what: audit.reason }
}
