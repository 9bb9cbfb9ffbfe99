import { readFileSync } from 'node:fs'
import type { JournalEvent } from '@sentra/contract'
import { parseEventLine } from '../event/event-line.ts'
import { appendLeaf, emptyFrontier, encodeFrontier, type Frontier } from '../merkle/frontier.ts'
import { leafHash } from '../merkle/hash.ts'
import { EventTable } from './event-table.ts'
import type { JournalDatabase } from './open-database.ts'
import { type Project, projectIfPossible } from './project-if-possible.ts'

/** One log among those that are joined, read as often as asked: its exact lines in order, each with what its command said. */
export type Branch = Iterable<{ readonly line: string; readonly commandHash: string }>

export interface EpochChange {
  readonly site: string
  readonly epoch: number
  /** Longest history first: what the branches share comes once, in the order of the first one that has it. */
  readonly branches: readonly Branch[]
  /** Empties the views. */
  readonly reset: (database: JournalDatabase) => void
  readonly project: Project
  /**
   * Whether this fact is the end of something that other laptops may not have seen end: what they told stays before it, or
   * it would look as if they had gone on with something that was over.
   */
  readonly isEnd?: (event: JournalEvent) => boolean
}

export interface EpochBegun {
  readonly events: number
  /** Events of one branch that contradict the other: kept and sent, but in no view. A person looks at them. */
  readonly notShown: number
}

/**
 * Begins a new log with everything the given branches hold: each fact once, by its `eventId`, with its own time,
 * actor and data, and with the new epoch and a new place. The facts keep their identity, so the hub, which has most of
 * them under the old epoch, counts none twice; the log is another one, so nobody can take it for the old one.
 *
 * All in one transaction; the file must not be in use. Where two branches contradict each other (two people got
 * the same dose of the same vial), both facts are kept and sent, and the views show the first.
 */
export function beginEpoch(database: JournalDatabase, change: EpochChange): EpochBegun {
  const begin = database.transaction((): EpochBegun => {
    database.pragma('defer_foreign_keys = ON')
    change.reset(database)
    // From here on a fact whose ground is missing is noticed at once, not at the end of everything.
    database.pragma('defer_foreign_keys = OFF')
    emptyJournal(database, change)
    const table = new EventTable(database, change.site, change.epoch)
    const known = new Set<string>()
    let frontier: Frontier = emptyFrontier
    let notShown = 0
    const append = (event: JournalEvent, commandHash: string) => {
      const line = JSON.stringify(event)
      const leaf = leafHash(line)
      table.insert(event, line, leaf, commandHash)
      frontier = appendLeaf(frontier, leaf, (subtree) => table.keepSubtree(subtree))
    }
    // Alone there is nobody to compare with, and the file is read once.
    const idsOf = change.branches.length > 1 ? change.branches.map(eventIdsOf) : []
    const told = new Set<number>()
    const tell = (branch: Branch, index: number) => {
      if (told.has(index)) return
      told.add(index)
      for (const [old, commandHash] of eventsOf(branch)) {
        if (known.has(old.eventId)) continue
        if (change.isEnd?.(old))
          for (const [other, ids] of idsOf.entries())
            if (!ids.has(old.eventId)) tell(change.branches[other]!, other)
        known.add(old.eventId)
        const event: JournalEvent = { ...old, epoch: change.epoch, seq: frontier.size + 1 }
        append(event, commandHash)
        if (!projectIfPossible(change.project, event, database)) notShown += 1
      }
    }
    change.branches.forEach(tell)
    const moved = table.saveFrontier(frontier, 0)
    if (!moved) throw new Error('the new journal was not empty')
    return { events: frontier.size, notShown }
  })
  return begin.immediate()
}

function eventIdsOf(branch: Branch): Set<string> {
  const ids = new Set<string>()
  for (const [{ eventId }] of eventsOf(branch)) ids.add(eventId)
  return ids
}

function* eventsOf(branch: Branch): Generator<[event: JournalEvent, commandHash: string]> {
  for (const { line, commandHash } of branch) {
    const event = parseEventLine(line)
    if ('fault' in event) throw new Error(`a stored event is ${event.fault}`)
    yield [event, commandHash]
  }
}

/** The lines of one file, in order, each checked against its hash. */
export function branchOf(database: JournalDatabase, site: string, epoch: number): Branch {
  return { [Symbol.iterator]: () => linesOf(database, site, epoch) }
}

function* linesOf(database: JournalDatabase, site: string, epoch: number) {
  const table = new EventTable(database, site, epoch)
  const commandOf = database
    .prepare<[number], string>('SELECT command_hash FROM journal_event WHERE seq = ?')
    .pluck()
  for (let from = 1; ; from += pageEvents) {
    const page = table.lines(from, pageEvents)
    if (page.length === 0) return
    for (const { seq, line } of page) yield { line, commandHash: commandOf.get(seq) as unknown as string }
  }
}

/** The journal's tables as in a new file, but for the feed's cursor: the feed belongs to the site, not to an epoch. */
function emptyJournal(database: JournalDatabase, { site, epoch }: EpochChange): void {
  const cursor = database.prepare('SELECT feed_cursor FROM journal_replication').pluck().get()
  for (const table of journalTables) database.exec(`DROP TABLE IF EXISTS ${table}`)
  database.exec(readFileSync(new URL('./migrations/0001-journal.sql', import.meta.url), 'utf8'))
  database
    .prepare(
      'INSERT INTO journal_head (one, schema_version, site, epoch, size, frontier) VALUES (1, 1, ?, ?, 0, ?)',
    )
    .run(site, epoch, encodeFrontier(emptyFrontier))
  database.prepare('INSERT INTO journal_replication (one, size, feed_cursor) VALUES (1, 0, ?)').run(cursor)
}

/** Children first. */
const journalTables = [
  'journal_outcome',
  'journal_receipt',
  'journal_feed_set_aside',
  'journal_replication',
  'journal_subtree',
  'journal_head',
  'journal_event',
]
const pageEvents = 1_000
