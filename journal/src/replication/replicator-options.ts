import type { FeedEntry, Tally } from '@sentra/contract'
import type { NoteVerifier } from '../checkpoint/note-key.ts'
import type { Clock } from '../clock.ts'
import type { JournalTransaction } from '../store/command.ts'
import type { Journal } from '../store/journal.ts'
import type { HubLink } from './hub-link.ts'
import type { LinkObservation } from './outage-detector.ts'
import type { RetryBounds } from './retry-delay.ts'
import type { Timer } from './timer.ts'

/** What a replicator is given. Time and chance are among it, so that a test may hold them. */
export interface ReplicatorOptions {
  readonly journal: Journal
  readonly link: HubLink
  /** The hub's witness key: a receipt is worth nothing without its signature. Two, of which one suffices, while one is relieved. */
  readonly witness: NoteVerifier | readonly NoteVerifier[]
  readonly clock: Clock
  /** A number in [0, 1) each time it is asked. */
  readonly chance: () => number
  /** The figures of now. Sent before anything else on every reconnect, and each `tallyEveryMs`. */
  readonly tally: () => Tally | Promise<Tally>
  /** Brings one thing the hub said into the views, or into the log with `record`; in one commit with the cursor. */
  readonly applyFeed: (entry: FeedEntry, transaction: JournalTransaction) => void
  /** Each try, as it ended: what outages are detected from. */
  readonly onObservation?: (observation: LinkObservation) => void
  /** More of the journal is covered by the hub's receipt, and that is on the disk. */
  readonly onReceipt?: (size: number) => void
  readonly retry?: RetryBounds
  /** The most events in a batch, and how many the first one has. */
  readonly batchEvents?: number
  /** Batches under way at once, once the hub has answered one. A hub takes two of one site. */
  readonly batchesInFlight?: number
  /** With so few left a batch is live. */
  readonly liveEvents?: number
  readonly timer?: Timer
  /** How long to sit still when there is nothing to send; also how often the feed is asked for. */
  readonly pollEveryMs?: number
  readonly tallyEveryMs?: number
  /**
   * Whether the hub will soon say something about this line: a dose makes a national card, and its owner stands at
   * the card desk. Then the feed is asked for a few times sooner than the poll.
   */
  readonly answerFollows?: (line: string) => boolean
  /** After each round that the hub judged: null when it knows this history, else why it does not. */
  readonly onStanding?: (quarantine: string | null) => void
  /** Something that is neither a yes nor a no of the hub: a defect. Replication waits and tries again; the desks go on. */
  readonly onFault?: (error: unknown) => void
}

/**
 * - `idle`: everything is receipted
 * - `sending`: a round is under way
 * - `waiting`: the last try failed and the next is timed, or the hub has told this backlog when its turn is
 * - `quarantined`: the hub has another history of this site. Nothing is sent until a person has decided
 */
export type ReplicationPhase = 'stopped' | 'idle' | 'sending' | 'waiting' | 'quarantined'

export interface ReplicationStatus {
  readonly phase: ReplicationPhase
  /** Events the hub is known to hold. */
  readonly sentSize: number
  /** Events covered by its receipt. */
  readonly receiptSize: number
  /** Events not covered yet. */
  readonly waiting: number
  readonly ratePerSecond: number
  /** When the backlog will be gone at that rate: ISO, by the site's clock. */
  readonly doneBy?: string
  readonly lastError?: string
}
