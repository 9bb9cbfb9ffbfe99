import type { JournalEvent } from '@sentra/contract'
import type { JournalDatabase } from './open-database.ts'

/** An expected "no" of the clinic: its name, and whatever else its words need. */
export interface Refused {
  readonly refused: string
}

/** What a decision wants to have written down. */
export interface Draft {
  readonly type: string
  readonly data: unknown
}

/** A request to write one fact. */
export interface Command<R extends Refused = Refused> {
  /** UUIDv7, chosen where it happened. A second command with the same id is the same command, or a mistake. */
  readonly eventId: string
  /** What the command says, as `commandHash` gives it: it tells a repeat from a mistake. */
  readonly commandHash: string
  readonly actor: string
  readonly device: string
  /** When it happened. Without it: when it is recorded. */
  readonly occurredAt?: string
  /**
   * Runs inside the transaction, so the views it reads hold everything before it. It reads and answers;
   * it writes nothing and asks no clock that is not the journal's. It may run twice, when another command of the same
   * commit had to be undone.
   */
  readonly decide: () => Draft | R
}

export type Submission<R extends Refused = Refused> =
  /** It is a fact now, and on the disk. */
  | { readonly kind: 'recorded'; readonly event: JournalEvent }
  /** It was a fact already; this is the first answer again. */
  | { readonly kind: 'duplicate'; readonly event: JournalEvent }
  /** Another command has this id. Nothing was written. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly refusal: R }

/** What a transaction on the journal may do. It ends when the function it was given to returns. */
export interface JournalTransaction {
  readonly database: JournalDatabase
  /** Appends and projects at once; counted only if the whole transaction commits. */
  record<R extends Refused = Refused>(command: Command<R>): Submission<R>
  /**
   * The same for a fact that happened elsewhere and is only written down here: it is taken whether the views can show
   * it or not.
   */
  recordForeign(command: Command): Submission
  /**
   * Runs `body` so that, when it throws, only what it did is undone; answers with what it threw, or null.
   * A failure of the disk is not caught: it ends the whole transaction.
   */
  attempt(body: () => void): { readonly thrown: unknown } | null
}
