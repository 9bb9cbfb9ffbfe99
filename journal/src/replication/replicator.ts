import type { BatchReceipt } from '@sentra/contract'
import { sameHash } from '../merkle/hash.ts'
import type { StoredLine } from '../store/event-table.ts'
import { BatchSize } from './batch-size.ts'
import { isFullHub, type UnderWay, withinBytes } from './batch-under-way.ts'
import { ClientThrottle } from './client-throttle.ts'
import { Doorbell } from './doorbell.ts'
import { DrainRate } from './drain-rate.ts'
import { HubLinkError, type Lane } from './hub-link.ts'
import { applyFeedPage, ForkedError, keepReceipt } from './keep-answers.ts'
import type { LinkObservation } from './outage-detector.ts'
import type { ReplicationPhase, ReplicationStatus, ReplicatorOptions } from './replicator-options.ts'
import { type RetryBounds, retryDelay, usualRetryBounds } from './retry-delay.ts'
import { realTimer, type Timer } from './timer.ts'
import { batchEventsMax, batchEventsStart, feedPageMax, liveEventsMax } from './wire.ts'

/** After a line that is answered: when to ask, each after the last. Longer than that is the ordinary poll. */
const followUpsMs = [300, 700, 1_500]

/**
 * The site's side of replication: one loop, one retry layer, nothing sent twice on suspicion.
 *
 *     head? ─▶ tally ─▶ batches, oldest first, two under way ─▶ feed ─▶ wait for an append or the poll
 *       ▲        │       each receipt verified and on the disk, in order
 *       │        └── a busy hub answers when this backlog has its turn: nothing is sent to be refused
 *       └── after any failure, with full jitter: what became of the last batch is asked, not guessed
 *
 * The journal is the queue. This loop holds nothing that is not in the file, so it can be killed anywhere.
 */
export class Replicator {
  readonly #options: ReplicatorOptions
  readonly #timer: Timer
  readonly #bell: Doorbell
  readonly #rate = new DrainRate()
  readonly #size: BatchSize
  readonly #throttle: ClientThrottle
  readonly #bounds: RetryBounds
  readonly #liveEvents: number
  readonly #pollEveryMs: number
  #phase: ReplicationPhase = 'stopped'
  #running: Promise<void> | null = null
  #stopping = false
  #unsubscribe: (() => void) | null = null
  /** What the hub holds, once it was asked; null after a failure. */
  #hubSize: number | null = null
  #failures = 0
  /** When the hub wants this site's backlog. */
  #turnAt = Number.NEGATIVE_INFINITY
  #askTurnAgainMs = Number.POSITIVE_INFINITY
  #lastError: string | undefined
  #tallyAt = Number.NEGATIVE_INFINITY
  #feedAt = Number.NEGATIVE_INFINITY
  #headAt = Number.NEGATIVE_INFINITY
  #followUps: readonly number[] = []

  constructor(options: ReplicatorOptions) {
    this.#options = options
    const { batchEvents = batchEventsMax, batchesInFlight = 2, timer = realTimer } = options
    this.#timer = timer
    this.#liveEvents = options.liveEvents ?? liveEventsMax
    this.#bell = new Doorbell(timer)
    this.#bounds = options.retry ?? usualRetryBounds
    this.#pollEveryMs = options.pollEveryMs ?? 5_000
    this.#size = new BatchSize({ start: batchEventsStart, most: batchEvents, inFlight: batchesInFlight })
    this.#throttle = new ClientThrottle(timer, this.#bounds.baseMs * 120)
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
    this.#throttle.forget()
    this.#bell.ring()
  }

  status(): ReplicationStatus {
    const { journal, clock } = this.#options
    const { receiptSize } = journal.replication.state()
    // A hub restored from a backup holds less than it vouched for: that waits again.
    const covered = Math.min(receiptSize, this.#hubSize ?? receiptSize)
    const waiting = journal.size - covered
    const now = this.#timer.now()
    const ratePerSecond = this.#rate.perSecond(now)
    const secondsLeft = waiting / ratePerSecond + Math.max(0, this.#turnAt - now) / 1000
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
      let waitMs: number
      if (this.#failures > 0 && this.#throttle.holdsBack(this.#options.chance())) {
        waitMs = retryDelay(this.#failures, this.#options.chance(), this.#bounds, { kind: 'overloaded' })
      } else {
        this.#phase = 'sending'
        try {
          await this.#round()
          this.#options.onStanding?.(null)
          this.#failures = 0
          this.#lastError = undefined
          const turnMs = this.#msToTurn()
          this.#phase = turnMs > 0 ? 'waiting' : 'idle'
          if (turnMs === 0 && this.#unsent()) continue
          waitMs = turnMs > 0 ? Math.min(turnMs, this.#pollEveryMs) : this.#nextLook()
        } catch (error) {
          waitMs = this.#afterFailure(error)
        }
      }
      if (!this.#stopping) await this.#bell.wait(waitMs)
    }
  }

  /** How long the backlog still has to wait for its turn; what is live does not wait. */
  #msToTurn(): number {
    if (this.#hubSize === null || this.#options.journal.size - this.#hubSize <= this.#liveEvents) return 0
    return Math.max(0, this.#turnAt - this.#timer.now())
  }

  /** How long to wait after a failure. No failure ends the loop: the next start would meet the same one. */
  #afterFailure(error: unknown): number {
    // A hub that is only full has not taken the batch: there is nothing to ask.
    const isFull = error instanceof HubLinkError && error.kind === 'overloaded'
    if (!isFull) this.#hubSize = null
    this.#failures += 1
    if (error instanceof ForkedError) {
      this.#phase = 'quarantined'
      this.#lastError = error.message
      this.#options.onStanding?.(error.message)
      return this.#bounds.capMs
    }
    const isLinkError = error instanceof HubLinkError
    this.#phase = isLinkError && error.reason === 'site-quarantined' ? 'quarantined' : 'waiting'
    this.#lastError = isLinkError ? error.message : 'internal'
    if (this.#phase === 'quarantined') this.#options.onStanding?.(this.#lastError)
    if (!isLinkError) this.#options.onFault?.(error)
    // On the next contact the figures go first again.
    if (!isFull) this.#tallyAt = Number.NEGATIVE_INFINITY
    return retryDelay(this.#failures, this.#options.chance(), this.#bounds, isLinkError ? error : {})
  }

  async #round(): Promise<void> {
    // Asked now and then even when all is well: a hub that was restored says nothing by itself.
    const isOld = !this.#unsent() && this.#timer.now() - this.#headAt > headEveryMs
    if (this.#hubSize === null || isOld) await this.#askHead()
    await this.#sendTallyIfDue()
    await this.#fetchReceiptIfMissing()
    await this.#sendBatches()
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
    // A hub that has less than it vouched for was restored; its feed may count anew from there, too.
    if (head.size < journal.replication.state().receiptSize) await this.#readFeedFromStart()
    if (head.receipt) await this.#keepReceipt(head.receipt, [])
    this.#hubSize = head.size
    this.#headAt = this.#timer.now()
  }

  /** The figures. The hub may answer when this site's backlog has its turn. */
  async #sendTallyIfDue(): Promise<void> {
    const { link, tally, tallyEveryMs = 60_000 } = this.#options
    if (this.#timer.now() < this.#tallyAt + Math.min(tallyEveryMs, this.#askTurnAgainMs)) return
    const answer = await this.#observed(async () => link.sendTally(await tally()))
    this.#tallyAt = this.#timer.now()
    const wait = Math.min(answer.backlogAfterMs ?? 0, turnMsMax)
    // A hub that learns that it is faster than it thought says so when it is asked half-way.
    this.#askTurnAgainMs =
      wait === 0 ? tallyEveryMs : Math.min(turnAskMsMost, Math.max(turnAskMsLeast, wait / 2))
    // Some jitter, never earlier: sites with one turn do not knock in one instant.
    this.#turnAt = this.#tallyAt + wait * (1 + 0.1 * this.#options.chance())
  }

  /** The hub has events whose receipt never came back: an empty batch asks for the receipt alone. */
  async #fetchReceiptIfMissing(): Promise<void> {
    const { journal } = this.#options
    const size = this.#hubSize!
    if (journal.replication.state().receiptSize >= size) return
    await this.#lookAfter(this.#send(size + 1, [], size, false))
  }

  /**
   * What the hub lacks, oldest first. While it commits one batch the next is on its way; answers are looked after in
   * order, and a batch that overtook the one before it is sent again.
   */
  async #sendBatches(): Promise<void> {
    const { journal } = this.#options
    const underWay: UnderWay[] = []
    try {
      for (let next = this.#hubSize! + 1; ; ) {
        while (this.#mayStartAnother(next, underWay)) {
          const lines = withinBytes(journal.lines(next, this.#size.events))
          const to = next + lines.length - 1
          underWay.push(this.#send(next, lines, to, underWay.length > 0))
          this.#noteWhatIsAnswered(lines)
          next = to + 1
        }
        const first = underWay.shift()
        if (first === undefined) return
        if (!(await this.#lookAfter(first))) {
          await Promise.all(underWay.splice(0).map(({ answer }) => answer))
          next = this.#hubSize! + 1
        }
        await this.#readFeedIfDue()
        await this.#sendTallyIfDue()
      }
    } finally {
      // What became of these is not known to us. Every one is settled before anybody asks.
      const rest = await Promise.all(underWay.map(({ answer }) => answer))
      if (rest.some((each) => !isFullHub(each))) this.#hubSize = null
    }
  }

  #mayStartAnother(next: number, underWay: readonly UnderWay[]): boolean {
    const { size } = this.#options.journal
    if (this.#stopping || next > size || underWay.length >= this.#size.inFlight) return false
    if (underWay.some(({ stuck }) => stuck)) return false
    // Live events come one by one: a second small batch would only wait behind the first.
    if (underWay.length > 0 && size - next < this.#liveEvents) return false
    return this.#msToTurn() === 0
  }

  #noteWhatIsAnswered(lines: readonly StoredLine[]): void {
    const { answerFollows } = this.#options
    if (answerFollows && lines.some(({ line }) => answerFollows(line))) this.#followUps = followUpsMs
  }

  #send(from: number, lines: readonly StoredLine[], to: number, behindAnother: boolean): UnderWay {
    const { journal, link } = this.#options
    const lane: Lane = journal.size - from < this.#liveEvents ? 'live' : 'backlog'
    const began = this.#timer.now()
    const sent = this.#observed(() =>
      link.sendEvents({
        epoch: journal.epoch,
        from,
        lines: lines.map(({ line }) => line),
        checkpoint: journal.checkpoint(to),
        lane,
      }),
    )
    const answer: UnderWay['answer'] = sent.then(
      (receipt) => {
        batch.stuck = !('receipt' in receipt)
        return { receipt, ms: this.#timer.now() - began }
      },
      (failed: unknown) => {
        batch.stuck = true
        // A hub too full for a backlog says when its turn is, before anybody knocks again.
        if (lane === 'backlog' && isFullHub({ failed })) this.#tallyAt = Number.NEGATIVE_INFINITY
        return { failed }
      },
    )
    const batch: UnderWay = { from, to, behindAnother, stuck: false, answer }
    return batch
  }

  /** Reads a batch's answer and keeps its receipt. False when it has to be sent again, now. */
  async #lookAfter({ from, to, behindAnother, answer }: UnderWay): Promise<boolean> {
    const settled = await answer
    if ('failed' in settled) {
      if (settled.failed instanceof HubLinkError) this.#size.failed(settled.failed.kind)
      throw settled.failed
    }
    const { receipt, ms } = settled
    const count = to - from + 1
    if ('receipt' in receipt) {
      const size = await this.#keepReceipt(receipt.receipt, receipt.outcomes)
      if (size < to) throw new HubLinkError('rejected', { reason: 'receipt-too-small' })
      this.#hubSize = size
      this.#rate.add(count, this.#timer.now())
      this.#size.answered(count, ms)
      this.#failures = 0
      this.#lastError = undefined
      return true
    }
    if (receipt.error === 'fork' || receipt.error === 'wrong-epoch') throw new ForkedError(receipt.error)
    if (receipt.error === 'batch-too-large' && count > 1) {
      this.#size.tooLarge(count)
      return false
    }
    if (receipt.error === 'gap' && behindAnother) {
      this.#size.overtaken()
      return false
    }
    throw new HubLinkError('rejected', { reason: receipt.error })
  }

  async #keepReceipt(note: string, outcomes: BatchReceipt['outcomes']): Promise<number> {
    const { journal, witness, onReceipt } = this.#options
    const { size, grew } = await keepReceipt(journal, witness, note, outcomes)
    if (grew) onReceipt?.(size)
    return size
  }

  async #readFeedIfDue(): Promise<void> {
    if (this.#timer.now() - this.#feedAt < this.#pollEveryMs) return
    const { journal, link } = this.#options
    for (let more = true; more && !this.#stopping; ) {
      const cursor = journal.replication.state().feedCursor
      const page = await this.#observed(() => link.feed(cursor, feedPageMax))
      if (page.entries.length > 0) await applyFeedPage(journal, this.#options.applyFeed, page.entries)
      more = page.more === true && page.entries.length > 0
      if (page.size !== undefined && page.size < cursor) {
        await this.#readFeedFromStart()
        this.#hubSize = null
        more = true
      }
    }
    this.#feedAt = this.#timer.now()
  }

  /** What is known already changes nothing; what the hub numbered anew is no longer passed over. */
  async #readFeedFromStart(): Promise<void> {
    const { journal } = this.#options
    await journal.transact(() => journal.replication.saveFeedCursor(0))
    this.#feedAt = Number.NEGATIVE_INFINITY
  }

  async #observed<T>(call: () => Promise<T>): Promise<T> {
    const began = this.#timer.now()
    const observe = (outcome: LinkObservation['outcome']) => {
      if (outcome === 'ok' || heardBy.has(outcome)) this.#throttle.heard(outcome === 'ok')
      this.#options.onObservation?.({
        at: this.#options.clock.now().toISOString(),
        outcome,
        latencyMs: this.#timer.now() - began,
      })
    }
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

/** Failures of a hub that is there and has too much to do. */
const heardBy: ReadonlySet<string> = new Set(['overloaded', 'timeout', 'server-error'])
/** A hub that says "next week" gets the backlog after ten minutes, and may refuse it. */
const turnMsMax = 600_000
/** A site with nothing to send learns within ten minutes that a restored hub has lost what it had. */
const headEveryMs = 600_000
const turnAskMsLeast = 5_000
/** A hub that has just started knows nothing of its speed: whoever got a late turn hears of a better one soon. */
const turnAskMsMost = 15_000
