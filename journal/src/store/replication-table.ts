import type { FeedEntry } from '@sentra/contract'
import type { JournalDatabase } from './open-database.ts'

/** How far the hub has vouched for this journal, and how far its feed was read. */
export interface ReplicationState {
  /** Events covered by the hub's receipt. */
  readonly receiptSize: number
  /** The cosigned checkpoint itself, or null before the first. */
  readonly receipt: string | null
  /** When the hub cosigned it, by the hub's clock. */
  readonly cosignedAt: string | null
  readonly feedCursor: number
}

/** One record the hub did not simply take. */
export interface SetAsideRecord {
  readonly seq: number
  readonly outcome: 'superseded' | 'refused'
  readonly reason: string
}

/** Statements on what is known of the hub. Meant to run inside a journal transaction. */
export class ReplicationTable {
  readonly #read
  readonly #saveReceipt
  readonly #saveReceiptTime
  readonly #coveredAt
  readonly #saveOutcome
  readonly #saveCursor
  readonly #setAside
  readonly #outcomes

  constructor(database: JournalDatabase) {
    this.#read = database.prepare<[], ReplicationState>(
      `SELECT size AS receiptSize, receipt, cosigned_at AS cosignedAt, feed_cursor AS feedCursor
       FROM journal_replication WHERE one = 1`,
    )
    this.#saveReceipt = database.prepare<[number, string, string]>(
      'UPDATE journal_replication SET size = ?, receipt = ?, cosigned_at = ? WHERE one = 1',
    )
    this.#saveReceiptTime = database.prepare<[number, string]>(
      'INSERT INTO journal_receipt (size, cosigned_at) VALUES (?, ?) ON CONFLICT (size) DO NOTHING',
    )
    this.#coveredAt = database
      .prepare<[number], string>(
        'SELECT cosigned_at FROM journal_receipt WHERE size >= ? ORDER BY size LIMIT 1',
      )
      .pluck()
    this.#saveOutcome = database.prepare<[number, string, string]>(
      `INSERT INTO journal_outcome (seq, outcome, reason) VALUES (?, ?, ?)
       ON CONFLICT (seq) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason`,
    )
    this.#saveCursor = database.prepare<[number]>(
      'UPDATE journal_replication SET feed_cursor = ? WHERE one = 1',
    )
    this.#setAside = database.prepare<[number, string, string]>(
      `INSERT INTO journal_feed_set_aside (feed_seq, body, reason) VALUES (?, ?, ?)
       ON CONFLICT (feed_seq) DO UPDATE SET reason = excluded.reason`,
    )
    this.#outcomes = database.prepare<[number], SetAsideRecord>(
      'SELECT seq, outcome, reason FROM journal_outcome ORDER BY seq LIMIT ?',
    )
  }

  state(): ReplicationState {
    return this.#read.get()!
  }

  saveReceipt(size: number, receipt: string, cosignedAt: Date): void {
    this.#saveReceipt.run(size, receipt, cosignedAt.toISOString())
    this.#saveReceiptTime.run(size, cosignedAt.toISOString())
  }

  /** When the hub first vouched for event `seq`, by the hub's clock to the second; null while it has not. */
  coveredAt(seq: number): string | null {
    return (this.#coveredAt.get(seq) as string | undefined) ?? null
  }

  saveOutcome(record: SetAsideRecord): void {
    this.#saveOutcome.run(record.seq, record.outcome, record.reason)
  }

  saveFeedCursor(feedSeq: number): void {
    this.#saveCursor.run(feedSeq)
  }

  setAsideFeedEntry(entry: FeedEntry, reason: string): void {
    this.#setAside.run(entry.feedSeq, JSON.stringify(entry), reason)
  }

  /** For a person to look at, first come first. */
  setAsideRecords(limit: number): SetAsideRecord[] {
    return this.#outcomes.all(limit)
  }
}
