import { readFileSync } from 'node:fs'
import type { JournalEvent } from '@sentra/contract'
import { parseEventLine } from '../event/event-line.ts'
import type { CompletedSubtree, Frontier } from '../merkle/frontier.ts'
import { decodeFrontier, emptyFrontier, encodeFrontier } from '../merkle/frontier.ts'
import { type Hash, leafHash, sameHash } from '../merkle/hash.ts'
import type { TreeReader } from '../merkle/subtree.ts'
import { JournalCorruptError, WrongJournalError } from './journal-errors.ts'
import { DatabaseRefusedError, type JournalDatabase } from './open-database.ts'

/** An event as it is stored: `line` is its exact text. */
export interface StoredLine {
  readonly seq: number
  readonly line: string
  readonly leafHash: Hash
}

/** Every 2^8 leaves: with 256 rows at most below it, a proof stays cheap and an append hardly pays. */
const keptLevel = 8
const schemaVersion = 1

interface EventRow {
  seq: number
  body: string
  leaf_hash: Uint8Array
}

/** The statements of the journal's tables. Knows rows, not rules. */
export class EventTable implements TreeReader {
  readonly #database: JournalDatabase
  readonly #insert
  readonly #insertSubtree
  readonly #byId
  readonly #range
  readonly #everything
  readonly #leaf
  readonly #subtree
  readonly #head
  readonly #saveHead
  readonly #size

  constructor(database: JournalDatabase, site: string, epoch: number) {
    this.#database = database
    prepareSchema(database, site, epoch)
    this.#insert = database.prepare<[number, string, string, string, Uint8Array, string]>(
      'INSERT INTO journal_event (seq, event_id, type, body, leaf_hash, command_hash) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#insertSubtree = database.prepare<[number, number, Uint8Array]>(
      'INSERT INTO journal_subtree (level, place, hash) VALUES (?, ?, ?)',
    )
    this.#byId = database.prepare<[string], EventRow & { command_hash: string }>(
      'SELECT seq, body, leaf_hash, command_hash FROM journal_event WHERE event_id = ?',
    )
    this.#range = database.prepare<[number, number], EventRow>(
      'SELECT seq, body, leaf_hash FROM journal_event WHERE seq >= ? ORDER BY seq LIMIT ?',
    )
    this.#everything = database.prepare<[], EventRow & { event_id: string }>(
      'SELECT seq, body, leaf_hash, event_id FROM journal_event ORDER BY seq',
    )
    this.#leaf = database.prepare<[number], { leaf_hash: Uint8Array }>(
      'SELECT leaf_hash FROM journal_event WHERE seq = ?',
    )
    this.#subtree = database.prepare<[number, number], { hash: Uint8Array }>(
      'SELECT hash FROM journal_subtree WHERE level = ? AND place = ?',
    )
    this.#head = database.prepare<[], { site: string; epoch: number; size: number; frontier: Uint8Array }>(
      'SELECT site, epoch, size, frontier FROM journal_head WHERE one = 1',
    )
    this.#saveHead = database.prepare<[number, Uint8Array, number]>(
      'UPDATE journal_head SET size = ?, frontier = ? WHERE one = 1 AND size = ?',
    )
    this.#size = database.prepare<[], { size: number }>('SELECT size FROM journal_head WHERE one = 1')
    const head = this.#head.get()
    if (head === undefined) throw new DatabaseRefusedError('not-a-journal-file')
    if (head.site !== site || head.epoch !== epoch) {
      throw new WrongJournalError(
        `This file is the journal of ${head.site}, epoch ${head.epoch}, not of ${site}, epoch ${epoch}. ` +
          'Point the site at its own data folder.',
      )
    }
  }

  /** The stored right edge. Throws JournalCorruptError when it cannot belong to any tree. */
  storedFrontier(): Frontier {
    const head = this.#head.get()!
    try {
      return decodeFrontier(head.size, head.frontier)
    } catch {
      throw new JournalCorruptError(null, 'the stored tree edge does not fit its size')
    }
  }

  /** The size on the disk, one row: to notice a second writer. */
  storedSize(): number {
    return this.#size.get()!.size
  }

  /** Moves the head from `previousSize`; false when it stood elsewhere. */
  saveFrontier(frontier: Frontier, previousSize: number): boolean {
    return this.#saveHead.run(frontier.size, encodeFrontier(frontier), previousSize).changes === 1
  }

  insert(event: JournalEvent, line: string, leaf: Hash, commandHash: string): void {
    this.#insert.run(event.seq, event.eventId, event.type, line, leaf, commandHash)
  }

  keepSubtree({ level, index, hash }: CompletedSubtree): void {
    if (level > 0 && level % keptLevel === 0) this.#insertSubtree.run(level, index, hash)
  }

  find(eventId: string): { event: JournalEvent; commandHash: string } | undefined {
    const row = this.#byId.get(eventId)
    return row && { event: eventOf(row.seq, checked(row).line), commandHash: row.command_hash }
  }

  /** Stored lines from `fromSeq`, each checked against its leaf: a damaged event is never served. */
  lines(fromSeq: number, limit: number): StoredLine[] {
    return this.#range.all(fromSeq, limit).map(checked)
  }

  /** The same without the check, for the one who reports damage. */
  *uncheckedLines(): Generator<StoredLine & { readonly eventId: string }> {
    for (const row of this.#everything.iterate()) yield { ...toStoredLine(row), eventId: row.event_id }
  }

  leaf(index: number): Hash {
    const row = this.#leaf.get(index + 1)
    if (row === undefined) throw new JournalCorruptError(index + 1, 'the event is missing')
    return row.leaf_hash
  }

  subtree(level: number, index: number): Hash | undefined {
    return level > 0 && level % keptLevel === 0 ? this.#subtree.get(level, index)?.hash : undefined
  }

  lastSeq(): number {
    const row = this.#database
      .prepare<[], { last: number | null }>('SELECT max(seq) AS last FROM journal_event')
      .get()
    return row?.last ?? 0
  }
}

export function eventOf(seq: number, line: string): JournalEvent {
  const event = parseEventLine(line)
  if ('fault' in event) throw new JournalCorruptError(seq, `the stored text is ${event.fault}`)
  return event
}

function checked(row: EventRow): StoredLine {
  const stored = toStoredLine(row)
  if (!sameHash(leafHash(stored.line), stored.leafHash)) {
    throw new JournalCorruptError(row.seq, 'its text does not have the hash it was written with')
  }
  return stored
}

function toStoredLine(row: EventRow): StoredLine {
  return { seq: row.seq, line: row.body, leafHash: row.leaf_hash }
}

function prepareSchema(database: JournalDatabase, site: string, epoch: number): void {
  const exists = database
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'journal_head'")
    .get()
  if (exists === undefined) {
    database
      .transaction(() => {
        database.exec(readFileSync(new URL('./migrations/0001-journal.sql', import.meta.url), 'utf8'))
        database
          .prepare(
            'INSERT INTO journal_head (one, schema_version, site, epoch, size, frontier) VALUES (1, ?, ?, ?, 0, ?)',
          )
          .run(schemaVersion, site, epoch, encodeFrontier(emptyFrontier))
        database.prepare('INSERT INTO journal_replication (one, size, feed_cursor) VALUES (1, 0, 0)').run()
      })
      .immediate()
    return
  }
  const version = database.prepare('SELECT schema_version FROM journal_head WHERE one = 1').pluck().get()
  if (version !== schemaVersion) throw new DatabaseRefusedError('not-a-journal-file')
}
