import type { BatchReceipt, BatchRefusal, FeedPage, JournalHead, Tally } from '@sentra/contract'

/** A run of the journal on its way to the hub. */
export interface Batch {
  readonly epoch: number
  /** The seq of the first line. */
  readonly from: number
  /** Exact event lines. None at all asks for the receipt again. */
  readonly lines: readonly string[]
  /** The site's signed checkpoint for the size after the batch. */
  readonly checkpoint: string
  /** What a hub short of room should let in first. */
  readonly lane?: Lane
}

/**
 * - `tally`: the figures, less than a kilobyte
 * - `live`: with this batch the hub is up to date
 * - `backlog`: the rest of an outage
 */
export type Lane = 'tally' | 'live' | 'backlog'

export interface TallyAnswer {
  /** The hub is busy with others: the backlog has its turn after so many milliseconds. Live batches need not wait. */
  readonly backlogAfterMs?: number
}

/**
 * What a site asks of its hub. HTTP is one way; a file on a USB stick is another.
 * Each call either answers or throws HubLinkError; none of them tries again, because that is done in one place only.
 */
export interface HubLink {
  /** How far the hub's copy goes. */
  head(): Promise<JournalHead>
  sendEvents(batch: Batch): Promise<BatchReceipt | BatchRefusal>
  sendTally(tally: Tally): Promise<TallyAnswer>
  feed(after: number, limit: number): Promise<FeedPage>
}

/**
 * - `refused`: nobody listens at the hub's address
 * - `timeout`: no connection in time, or an answer that does not end
 * - `black-hole`: the call is taken and nobody answers
 * - `dns`: there is no address for the hub's name
 * - `captive-portal`: somebody else answered
 * - `unreachable`: no route, a cut connection
 * - `server-error`: the hub failed
 * - `overloaded`: the hub says later
 * - `rejected`: the hub answered and said no to this site: enrolment, signature, quarantine
 */
export type LinkFailure =
  | 'refused'
  | 'timeout'
  | 'black-hole'
  | 'dns'
  | 'captive-portal'
  | 'unreachable'
  | 'server-error'
  | 'overloaded'
  | 'rejected'

export class HubLinkError extends Error {
  override name = 'HubLinkError'
  readonly kind: LinkFailure
  /** The hub's name for its "no". */
  readonly reason: string | undefined
  /** Not before that many milliseconds, the hub says. */
  readonly retryAfterMs: number | undefined

  constructor(
    kind: LinkFailure,
    more: { reason?: string | undefined; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(more.reason === undefined ? kind : `${kind}: ${more.reason}`, { cause: more.cause })
    this.kind = kind
    this.reason = more.reason
    this.retryAfterMs = more.retryAfterMs
  }
}
