import assert from 'node:assert/strict'
import type { KeyObject } from 'node:crypto'
import type { JournalEvent, JournalHead } from '@sentra/contract'
import { logOrigin, parseCheckpoint, signCheckpoint, siteSigner } from '../checkpoint/checkpoint.ts'
import { type NoteSigner, type NoteVerifier, verifierOf } from '../checkpoint/note-key.ts'
import type { Clock } from '../clock.ts'
import { encodeEventLine } from '../event/event-line.ts'
import { appendLeaf, emptyFrontier, type Frontier, frontierRoot } from '../merkle/frontier.ts'
import { type Hash, leafHash, sameHash } from '../merkle/hash.ts'
import { frontierAt, type TreeReader } from '../merkle/subtree.ts'
import { auditJournal, checkTail, type JournalAudit } from './audit-journal.ts'
import type { Command, JournalTransaction, Refused, Submission } from './command.ts'
import { EventTable, eventOf, type StoredLine } from './event-table.ts'
import { GroupCommit } from './group-commit.ts'
import { JournalCorruptError, JournalStoppedError, stopReasonOf } from './journal-errors.ts'
import { assertDurable, type JournalDatabase } from './open-database.ts'
import { projectAllPossible, projectIfPossible } from './project-if-possible.ts'
import { ReplicationTable } from './replication-table.ts'
import { withoutSecondaryIndexes } from './secondary-indexes.ts'

export interface JournalOptions {
  /** From `openJournalDatabase`. The journal's own tables are made in it; the views stand beside them. */
  readonly database: JournalDatabase
  readonly site: string
  readonly epoch: number
  /** The Ed25519 private key that signs this site's checkpoints. */
  readonly logKey: KeyObject
  readonly clock: Clock
  /** Brings the views up to date with one event, in the event's own transaction. Also used to rebuild them. */
  readonly project: (event: JournalEvent, database: JournalDatabase) => void
  /** Recompute the whole log before serving it. The quick check of the tail is made in any case. */
  readonly verifyOnOpen?: boolean
}

export type CommitListener = (events: readonly JournalEvent[]) => void

/**
 * The log of one site: append, never change.
 *
 *     submit ─▶ decide ─▶ append + hash ─▶ project ─▶ COMMIT (synced) ─▶ answer ─▶ listeners
 *               └───────── one transaction, one savepoint each ────────┘
 *
 * It promises that an answered command is on the disk, that an eventId is a fact once, that the views are never
 * ahead of the log nor behind it, and that the tree's root follows from the events. It relies on one process
 * writing the file; a second one is noticed at the next commit, and the journal stops.
 */
export class Journal {
  readonly site: string
  readonly epoch: number
  readonly database: JournalDatabase
  /** What the hub has vouched for. */
  readonly replication: ReplicationTable
  readonly #table: EventTable
  readonly #signer: NoteSigner
  readonly #clock: Clock
  readonly #project: JournalOptions['project']
  readonly #commits: GroupCommit
  readonly #listeners = new Set<CommitListener>()
  #frontier: Frontier
  #pending: Frontier
  #appended: JournalEvent[] = []

  /**
   * Throws DatabaseRefusedError (unsafe settings), WrongJournalError (another site's file) or
   * JournalCorruptError (damage at the tail; anywhere, with `verifyOnOpen`).
   */
  constructor(options: JournalOptions) {
    assertDurable(options.database)
    this.site = options.site
    this.epoch = options.epoch
    this.database = options.database
    this.#clock = options.clock
    this.#project = options.project
    this.#signer = siteSigner(options.site, options.epoch, options.logKey)
    this.#table = new EventTable(options.database, options.site, options.epoch)
    this.replication = new ReplicationTable(options.database)
    this.#frontier = checkTail(this.#table)
    this.#pending = this.#frontier
    this.#commits = new GroupCommit(options.database, {
      begun: () => this.#begun(),
      mark: () => this.#mark(),
      committing: () => this.#committing(),
      committed: () => this.#committed(),
    })
    if (options.verifyOnOpen) {
      const audit = this.verifyAll()
      if (!audit.sound) throw new JournalCorruptError(audit.firstBadSeq, audit.reason)
    }
  }

  /** The key that this journal's checkpoints verify with, under the log's name. */
  get verifier(): NoteVerifier {
    return verifierOf(this.#signer)
  }

  /** Events on the disk. */
  get size(): number {
    return this.#frontier.size
  }

  /** Why the journal takes no more commands, or null while it does. */
  get stopped(): JournalStoppedError | null {
    return this.#commits.stopped
  }

  /**
   * Makes a command a fact, once. Resolves after the synced commit. Rejects with what `decide` or the projection
   * threw (nothing of it was written), or with JournalStoppedError (reopen and send it again).
   */
  submit<R extends Refused = Refused>(command: Command<R>): Promise<Submission<R>> {
    return this.#commits.run(() => this.#record(command), { repeatable: true })
  }

  /**
   * Several things as one: all of it is on the disk when the promise resolves, or none of it.
   * For facts that follow from the hub's feed, together with the feed's cursor.
   */
  transact<T>(body: (transaction: JournalTransaction) => T): Promise<T> {
    const transaction: JournalTransaction = {
      database: this.database,
      record: (command) => this.#record(command),
      recordForeign: (command) =>
        this.#record(command, (event) => projectIfPossible(this.#project, event, this.database)),
      attempt: (part) => this.#commits.attempt(part),
    }
    return this.#commits.run(() => body(transaction), { repeatable: false })
  }

  /** Up to `limit` events from `fromSeq`, in order, each checked against its hash. */
  read(fromSeq: number, limit: number): JournalEvent[] {
    return this.lines(fromSeq, limit).map(({ seq, line }) => eventOf(seq, line))
  }

  /** The same as exact text, for those who hash it or send it on. */
  lines(fromSeq: number, limit: number): StoredLine[] {
    return this.#table.lines(fromSeq, limit)
  }

  eventById(eventId: string): JournalEvent | undefined {
    return this.#table.find(eventId)?.event
  }

  head(): JournalHead {
    return { epoch: this.epoch, size: this.size, root: toBase64(frontierRoot(this.#frontier)) }
  }

  /** The root over the first `size` events. */
  rootAt(size: number): Hash {
    assert(0 <= size && size <= this.size, 'a root is of events that exist')
    return frontierRoot(size === this.size ? this.#frontier : frontierAt(this.#table, size))
  }

  /** The signed checkpoint over the first `size` events, by default all. */
  checkpoint(size = this.size): string {
    return signCheckpoint(
      { origin: logOrigin(this.site, this.epoch), size, root: this.rootAt(size) },
      this.#signer,
    )
  }

  /** The tree, for inclusion and consistency proofs. */
  get tree(): TreeReader {
    return this.#table
  }

  /**
   * Drops the views and builds them again from the log, in one transaction. `notShown` counts facts of joined logs that
   * contradict earlier ones; it is 0 where one laptop has always written alone.
   * `reset` leaves the views' tables empty.
   */
  rebuild(reset: (database: JournalDatabase) => void): { events: number; notShown: number } {
    if (this.stopped) throw this.stopped
    let notShown = 0
    const replay = this.database.transaction(() => {
      this.database.pragma('defer_foreign_keys = ON')
      reset(this.database)
      this.database.pragma('defer_foreign_keys = OFF')
      const makeIndexes = withoutSecondaryIndexes(this.database)
      let frontier = emptyFrontier
      for (let from = 1; from <= this.size; from += rebuildPage) {
        const page = this.lines(from, rebuildPage)
        for (const { leafHash: leaf } of page) frontier = appendLeaf(frontier, leaf)
        // Each line has the hash it was written with, and what was written had been checked. The root is compared below.
        const events = page.map(({ line }) => JSON.parse(line) as JournalEvent)
        notShown += projectAllPossible(this.#project, events, this.database)
      }
      makeIndexes()
      if (!sameHash(frontierRoot(frontier), frontierRoot(this.#frontier)))
        throw new JournalCorruptError(null, 'the events do not make the root that was kept')
    })
    replay.immediate()
    return { events: this.size, notShown }
  }

  /** Recomputes every leaf and root from the first event on, and compares them with the hub's receipt. */
  verifyAll(): JournalAudit {
    const { receipt } = this.replication.state()
    const covered =
      receipt === null ? null : (parseCheckpoint(receipt.slice(0, receipt.indexOf('\n\n') + 1)) ?? null)
    return auditJournal(this.#table, this.site, covered)
  }

  /** Tells `listener` of events once they are on the disk. Answers with how to stop listening. */
  subscribe(listener: CommitListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Takes no more commands: somebody found damage, and what is written on top of it would have to be undone.
   * Commands that wait are rejected.
   */
  halt(cause: unknown): void {
    this.#commits.stop(new JournalStoppedError(stopReasonOf(cause), cause))
  }

  /** Commits what waits and takes no more commands. The database stays open: it belongs to the caller. */
  close(): void {
    this.#commits.close()
  }

  #record<R extends Refused>(
    command: Command<R>,
    project: (event: JournalEvent) => unknown = (event) => this.#project(event, this.database),
  ): Submission<R> {
    const known = this.#table.find(command.eventId)
    if (known !== undefined) {
      return known.commandHash === command.commandHash
        ? { kind: 'duplicate', event: known.event }
        : { kind: 'conflict' }
    }
    const decision = command.decide()
    if ('refused' in decision) return { kind: 'refused', refusal: decision }
    const recordedAt = this.#clock.now().toISOString()
    const { line, event } = encodeEventLine({
      site: this.site,
      epoch: this.epoch,
      seq: this.#pending.size + 1,
      eventId: command.eventId,
      type: decision.type,
      occurredAt: command.occurredAt ?? recordedAt,
      recordedAt,
      actor: command.actor,
      device: command.device,
      data: decision.data,
    })
    const leaf = leafHash(line)
    this.#table.insert(event, line, leaf, command.commandHash)
    this.#pending = appendLeaf(this.#pending, leaf, (subtree) => this.#table.keepSubtree(subtree))
    this.#appended.push(event)
    project(event)
    return { kind: 'recorded', event }
  }

  #begun(): void {
    this.#pending = this.#frontier
    this.#appended = []
    if (this.#table.storedSize() !== this.#frontier.size) throw new JournalStoppedError('another-writer')
  }

  #mark(): () => void {
    const pending = this.#pending
    const appended = this.#appended.length
    return () => {
      this.#pending = pending
      this.#appended.length = appended
    }
  }

  #committing(): void {
    if (this.#pending.size === this.#frontier.size) return
    if (!this.#table.saveFrontier(this.#pending, this.#frontier.size))
      throw new JournalStoppedError('another-writer')
  }

  #committed(): void {
    this.#frontier = this.#pending
    const events = this.#appended
    if (events.length === 0) return
    for (const listener of this.#listeners) {
      // A listener that throws takes the process down, after the others were told: it is not a no, it is a bug.
      try {
        listener(events)
      } catch (error) {
        setImmediate(() => {
          throw error
        })
      }
    }
  }
}

/** Events in memory at once during a rebuild. */
const rebuildPage = 500

function toBase64(hash: Hash): string {
  return Buffer.from(hash).toString('base64')
}
