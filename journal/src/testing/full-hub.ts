import type { BatchReceipt, BatchRefusal, JournalHead, Tally } from '@sentra/contract'
import { cosignCheckpoint, siteVerifier } from '../checkpoint/checkpoint.ts'
import { emptyFrontier, type Frontier, frontierRoot } from '../merkle/frontier.ts'
import { acceptBatch } from '../replication/accept-batch.ts'
import { type Batch, type HubLink, HubLinkError, type TallyAnswer } from '../replication/hub-link.ts'
import { TurnBook } from '../replication/turn-book.ts'
import type { SimulatedTimer } from './simulated-timer.ts'
import { testLogKey } from './temporary-journal.ts'
import { testWitness } from './test-hub.ts'

/**
 * For tests: a hub with the real rules and a known capacity, in simulated time. It works on `slots` batches at once,
 * each of which takes `batchMs` and so much for each event; whoever comes when all are taken is refused at once.
 */
export class FullHub {
  away = true
  asked = 0
  taken = 0
  refused = 0
  events = 0
  twice = 0
  light = 0
  /** How many batches arrived in each second since the hub came back. */
  readonly arrivals: number[] = []
  #busy = 0
  #since = 0
  readonly #timer: SimulatedTimer
  readonly #turns: TurnBook | null
  readonly #slots: number
  readonly #batchMs: number
  readonly #eventMs: number

  constructor(
    timer: SimulatedTimer,
    options: { slots: number; batchMs: number; eventMs: number; givesTurns: boolean },
  ) {
    this.#timer = timer
    this.#slots = options.slots
    this.#batchMs = options.batchMs
    this.#eventMs = options.eventMs
    this.#turns = options.givesTurns ? new TurnBook({ now: () => timer.now(), eventsPerSecond: 400 }) : null
  }

  /** Batches of `events` that it could take in a second, all slots busy. */
  batchesPerSecond(events: number): number {
    return (1000 * this.#slots) / (this.#batchMs + events * this.#eventMs)
  }

  comesBack(): void {
    this.away = false
    this.#since = this.#timer.now()
  }

  linkOf(site: string, roundTripMs: number): HubLink {
    let frontier: Frontier = emptyFrontier
    let receipt: string | undefined
    const leaves: Uint8Array[] = []
    const head = (): JournalHead => ({
      epoch: 1,
      size: frontier.size,
      root: Buffer.from(frontierRoot(frontier)).toString('base64'),
      ...(receipt === undefined ? {} : { receipt }),
    })
    const reach = async () => {
      await this.#timer.sleep(roundTripMs)
      if (this.away) throw new HubLinkError('refused')
    }
    const ask = async () => {
      await reach()
      this.light += 1
    }
    return {
      head: async () => {
        await ask()
        return head()
      },
      feed: async () => {
        await ask()
        return { entries: [], more: false }
      },
      sendTally: async ({ backlog }: Tally): Promise<TallyAnswer> => {
        await ask()
        return { backlogAfterMs: this.#turns?.turnOf(site, backlog) ?? 0 }
      },
      sendEvents: async ({ from, lines, checkpoint }: Batch): Promise<BatchReceipt | BatchRefusal> => {
        await reach()
        this.asked += 1
        const second = Math.floor((this.#timer.now() - this.#since) / 1000)
        this.arrivals[second] = (this.arrivals[second] ?? 0) + 1
        if (this.#busy >= this.#slots) {
          this.refused += 1
          this.#turns?.refused()
          const turnMs = this.#turns?.turnOf(site, 0) ?? 0
          throw new HubLinkError('overloaded', { reason: 'hub-busy', retryAfterMs: Math.max(3_000, turnMs) })
        }
        this.#busy += 1
        await this.#timer.sleep(this.#batchMs + lines.length * this.#eventMs)
        this.#busy -= 1
        const taken = acceptBatch({
          site: 'krw-01',
          knownHead: { epoch: 1, size: frontier.size, frontier },
          from,
          lines,
          checkpointNote: checkpoint,
          siteVerifier: siteVerifier('krw-01', 1, testLogKey),
          existingLeafHash: (seq) => leaves[seq - 1],
          validate: () => null,
        })
        if ('refused' in taken) return { error: taken.refused, head: head() } as BatchRefusal
        for (const { seq, leafHash, outcome } of taken.records) {
          if (outcome === 'duplicate') this.twice += 1
          else this.events += 1
          leaves[seq - 1] = leafHash
        }
        frontier = taken.newFrontier
        receipt = cosignCheckpoint(checkpoint, testWitness, new Date())
        this.taken += 1
        this.#turns?.took(site, lines.length)
        const outcomes = taken.records.map(({ seq, outcome }) => ({ seq, outcome }))
        return { head: head(), outcomes, receipt }
      },
    }
  }
}
