import type { BatchReceipt, FeedEntry, Tally } from '@sentra/contract'
import type { NoteVerifier } from '../checkpoint/note-key.ts'
import type { Clock } from '../clock.ts'
import { sameHash } from '../merkle/hash.ts'
import type { JournalTransaction } from '../store/command.ts'
import type { StoredLine } from '../store/event-table.ts'
import type { Journal } from '../store/journal.ts'
import { Doorbell } from './doorbell.ts'
import { DrainRate } from './drain-rate.ts'
import { type HubLink, HubLinkError } from './hub-link.ts'
import { applyFeedPage, ForkedError, keepReceipt } from './keep-answers.ts'
import type { LinkObservation } from './outage-detector.ts'
import { type RetryBounds, retryDelay, usualRetryBounds } from './retry-delay.ts'
import { batchBytesMax, batchEventsMax, feedPageMax } from './wire.ts'

export interface ReplicatorOptions {
  readonly journal: Journal
  readonly link: HubLink
  /** The hub's witness key: a receipt is worth nothing without its signature. */
  readonly witness: NoteVerifier
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
  readonly batchEvents?: number
  /** How long to sit still when there is nothing to send; also how often the feed is asked for. */
  readonly pollEveryMs?: number
  readonly tallyEveryMs?: number
  /**
   * Whether the hub will soon say something about this line: a dose makes a national card, and its owner stands at
   * the card desk. Then the feed is asked for a few times sooner than the poll.
   */
  readonly answerFollows?: (line: string) => boolean
  /** Something that is neither a yes nor a no of the hub: a defect. Replication waits and tries again; the desks go on. */
  readonly onFault?: (error: unknown) => void
}

/** After a line that is answered: when to ask, each after the last. Longer than that is the ordinary poll. */
const followUpsMs = [300, 700, 1_500]

/**
 * - `idle`: everything is receipted
 * - `sending`: a round is under way
 * - `waiting`: the last try failed; the next is timed
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

/**
 * The site's side of replication: one loop, one retry layer, nothing sent twice on suspicion.
 *
 *     head? ─▶ tally ─▶ batches, oldest first ─▶ feed ─▶ wait for an append or the poll
 *       ▲                each receipt verified and on the disk before the next
 *       └── after any failure, with full jitter: what became of the last batch is asked, not guessed
 *
 * The journal is the queue. This loop holds nothing that is not in the file, so it can be killed anywhere.
 */
export class Replicator {
  readonly #options: ReplicatorOptions
  readonly #bell = new Doorbell()
  readonly #rate = new DrainRate()
  readonly #bounds: RetryBounds
  readonly #pollEveryMs: number
  #phase: ReplicationPhase = 'stopped'
  #running: Promise<void> | null = null
  #stopping = false
  #unsubscribe: (() => void) | null = null
  /** What the hub holds, once it was asked; null after a failure. */
  #hubSize: number | null = null
  #failures = 0
  #batchEvents: number
  #lastError: string | undefined
  #tallyAt = Number.NEGATIVE_INFINITY
  #feedAt = Number.NEGATIVE_INFINITY
  #followUps: readonly number[] = []

  constructor(options: ReplicatorOptions) {
    this.#options = options
    this.#bounds = options.retry ?? usualRetryBounds
    this.#pollEveryMs = options.pollEveryMs ?? 5_000
    this.#batchEvents = options.batchEvents ?? batchEventsMax
  }

  start(): void {
    if (this.#running !== null) return
    this.#stopping = false
    this.#phase = 'idle'
    this.#unsubscribe = this.#options.journal.subscribe(() => {
      // During a wait after a failure a new event changes nothing: the hub decides when.
      if (this.#phase === 'idle') this.#bell.ring()
    })
    this.#running = this.#run()
  }

  /** Ends after the call under way. What it was about is asked at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#unsubscribe?.()
    this.#bell.ring()
    await this.#running
    this.#running = null
    this.#phase = 'stopped'
  }

  /** Tries at once: somebody pressed the button. */
  wake(): void {
    this.#tallyAt = Number.NEGATIVE_INFINITY
    this.#feedAt = Number.NEGATIVE_INFINITY
    this.#bell.ring()
  }

  status(): ReplicationStatus {
    const { journal, clock } = this.#options
    const { receiptSize } = journal.replication.state()
    // A hub restored from a backup holds less than it vouched for: that waits again.
    const covered = Math.min(receiptSize, this.#hubSize ?? receiptSize)
    const waiting = journal.size - covered
    const ratePerSecond = this.#rate.perSecond(performance.now())
    const secondsLeft = waiting / ratePerSecond
    return {
      phase: this.#phase,
      sentSize: this.#hubSize ?? receiptSize,
      receiptSize,
      waiting,
      ratePerSecond,
      ...(waiting > 0 && Number.isFinite(secondsLeft)
        ? { doneBy: new Date(clock.now().getTime() + secondsLeft * 1000).toISOString() }
        : {}),
      ...(this.#lastError === undefined ? {} : { lastError: this.#lastError }),
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      let waitMs = this.#pollEveryMs
      this.#phase = 'sending'
      try {
        await this.#round()
        this.#phase = 'idle'
        this.#failures = 0
        this.#lastError = undefined
        if (this.#unsent()) continue
        waitMs = this.#nextLook()
      } catch (error) {
        waitMs = this.#afterFailure(error)
      }
      if (!this.#stopping) await this.#bell.wait(waitMs)
    }
  }

  /** How long to wait after a failure. No failure ends the loop: the next start would meet the same one. */
  #afterFailure(error: unknown): number {
    this.#hubSize = null
    this.#failures += 1
    if (error instanceof ForkedError) {
      this.#phase = 'quarantined'
      this.#lastError = error.message
      return this.#bounds.capMs
    }
    const isLinkError = error instanceof HubLinkError
    this.#phase = isLinkError && error.reason === 'site-quarantined' ? 'quarantined' : 'waiting'
    this.#lastError = isLinkError ? error.message : 'internal'
    if (!isLinkError) this.#options.onFault?.(error)
    // On the next contact the figures go first again.
    this.#tallyAt = Number.NEGATIVE_INFINITY
    return retryDelay(this.#failures, this.#options.chance(), this.#bounds, isLinkError ? error : {})
  }

  async #round(): Promise<void> {
    if (this.#hubSize === null) await this.#askHead()
    await this.#sendTallyIfDue()
    await this.#fetchReceiptIfMissing()
    while (this.#unsent() && !this.#stopping) {
      await this.#sendBatch()
      await this.#readFeedIfDue()
      await this.#sendTallyIfDue()
    }
    await this.#readFeedIfDue()
  }

  /** How long to sit still: the poll, or less while an answer is on its way. Makes the feed due by then. */
  #nextLook(): number {
    const [soon, ...later] = this.#followUps
    if (soon === undefined) return this.#pollEveryMs
    this.#followUps = later
    this.#feedAt = Number.NEGATIVE_INFINITY
    return soon
  }

  #unsent(): boolean {
    return this.#hubSize !== null && this.#hubSize < this.#options.journal.size
  }

  /** Unknown outcomes are asked for. Here a history that went backwards, on either side, is noticed. */
  async #askHead(): Promise<void> {
    const { journal, link } = this.#options
    const head = await this.#observed(() => link.head())
    if (head.epoch !== journal.epoch) throw new ForkedError('wrong-epoch')
    if (head.size > journal.size) throw new ForkedError('hub-ahead')
    if (!sameHash(Buffer.from(head.root, 'base64'), journal.rootAt(head.size))) {
      throw new ForkedError('fork')
    }
    if (head.receipt) await this.#keepReceipt(head.receipt, [])
    this.#hubSize = head.size
  }

  async #sendTallyIfDue(): Promise<void> {
    const { link, tally, tallyEveryMs = 60_000 } = this.#options
    if (performance.now() - this.#tallyAt < tallyEveryMs) return
    const figures = await tally()
    await this.#observed(() => link.sendTally(figures))
    this.#tallyAt = performance.now()
  }

  /** The hub has events whose receipt never came back: an empty batch asks for the receipt alone. */
  async #fetchReceiptIfMissing(): Promise<void> {
    const { journal } = this.#options
    const size = this.#hubSize!
    if (journal.replication.state().receiptSize < size) await this.#send(size + 1, [], size)
  }

  async #sendBatch(): Promise<void> {
    const { journal } = this.#options
    const from = this.#hubSize! + 1
    const lines = withinBytes(journal.lines(from, this.#batchEvents))
    await this.#send(from, lines, from + lines.length - 1)
    const { answerFollows } = this.#options
    if (answerFollows && lines.some(({ line }) => answerFollows(line))) this.#followUps = followUpsMs
  }

  async #send(from: number, lines: readonly StoredLine[], sizeAfter: number): Promise<void> {
    const { journal, link } = this.#options
    const answer = await this.#observed(() =>
      link.sendEvents({
        epoch: journal.epoch,
        from,
        lines: lines.map(({ line }) => line),
        checkpoint: journal.checkpoint(sizeAfter),
      }),
    )
    if ('receipt' in answer) {
      const size = await this.#keepReceipt(answer.receipt, answer.outcomes)
      if (size < sizeAfter) throw new HubLinkError('rejected', { reason: 'receipt-too-small' })
      this.#hubSize = size
      this.#rate.add(lines.length, performance.now())
      this.#failures = 0
      this.#lastError = undefined
      return
    }
    if (answer.error === 'fork' || answer.error === 'wrong-epoch') throw new ForkedError(answer.error)
    if (answer.error === 'batch-too-large' && this.#batchEvents > 1) {
      this.#batchEvents = Math.ceil(this.#batchEvents / 2)
      return
    }
    throw new HubLinkError('rejected', { reason: answer.error })
  }

  async #keepReceipt(note: string, outcomes: BatchReceipt['outcomes']): Promise<number> {
    const { journal, witness, onReceipt } = this.#options
    const { size, grew } = await keepReceipt(journal, witness, note, outcomes)
    if (grew) onReceipt?.(size)
    return size
  }

  async #readFeedIfDue(): Promise<void> {
    if (performance.now() - this.#feedAt < this.#pollEveryMs) return
    const { journal, link } = this.#options
    for (let more = true; more && !this.#stopping; ) {
      const cursor = journal.replication.state().feedCursor
      const page = await this.#observed(() => link.feed(cursor, feedPageMax))
      if (page.entries.length > 0) await applyFeedPage(journal, this.#options.applyFeed, page.entries)
      more = page.more === true && page.entries.length > 0
    }
    this.#feedAt = performance.now()
  }

  async #observed<T>(call: () => Promise<T>): Promise<T> {
    const began = performance.now()
    const observe = (outcome: LinkObservation['outcome']) =>
      this.#options.onObservation?.({
        at: this.#options.clock.now().toISOString(),
        outcome,
        latencyMs: performance.now() - began,
      })
    try {
      const answer = await call()
      observe('ok')
      return answer
    } catch (error) {
      if (error instanceof HubLinkError && !this.#stopping) observe(error.kind)
      throw error
    }
  }
}

function withinBytes(lines: readonly StoredLine[]): readonly StoredLine[] {
  let bytes = 0
  const end = lines.findIndex(({ line }, index) => {
    bytes += Buffer.byteLength(line, 'utf8') + 1
    return index > 0 && bytes > batchBytesMax
  })
  return end === -1 ? lines : lines.slice(0, end)
}
