import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inflateSync } from 'node:zlib'
import type { BatchReceipt, BatchRefusal, FeedEntry, FeedPage, JournalEvent } from '@sentra/contract'
import { answerBundle } from '../bundle/answer-bundle.ts'
import { encodeReplyBundle } from '../bundle/reply-bundle.ts'
import { seal, sealIdentityOf, unseal } from '../bundle/seal.ts'
import { decodeSiteBundle } from '../bundle/site-bundle.ts'
import { cosignCheckpoint, siteVerifier } from '../checkpoint/checkpoint.ts'
import { privateKeyFromSeed } from '../checkpoint/ed25519-key.ts'
import { noteSigner, verifierOf } from '../checkpoint/note-key.ts'
import { emptyFrontier, type Frontier, frontierRoot } from '../merkle/frontier.ts'
import { type AcceptedRecord, acceptBatch } from '../replication/accept-batch.ts'
import { HubLinkError } from '../replication/hub-link.ts'
import { verifySiteRequest } from '../replication/site-request.ts'
import { checkpointHeader } from '../replication/wire.ts'
import { testLogKey } from './temporary-journal.ts'

/** For tests: the hub's rules behind a real HTTP server, with its memory for a database. */

export const testWitness = noteSigner('hub.test', privateKeyFromSeed(new Uint8Array(32).fill(3)), 'witness')

/** What bundles to this hub are encrypted to. */
export const testBundleIdentity = sealIdentityOf(new Uint8Array(32).fill(4))

export interface HubSeen {
  readonly method: string
  readonly path: string
  readonly at: number
  readonly lines: number
}

/** What to do with a request instead of, or after, the right thing. */
export type Mishap = (
  request: HubSeen,
  response: ServerResponse | undefined,
) => 'handled' | 'lose-answer' | undefined

export class TestHub {
  frontier: Frontier = emptyFrontier
  records: AcceptedRecord[] = []
  receipt: string | null = null
  witness = testWitness
  feed: FeedEntry[] = []
  seen: HubSeen[] = []
  now = () => new Date()
  validate: (event: JournalEvent) => string | null = () => null
  mishap: Mishap = () => undefined
  #server: Server | null = null
  #port = 0

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Listens, after the first time at the port it had. */
  async open(): Promise<void> {
    const server = createServer((request, response) => {
      void this.#answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  async close(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server === null) return
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }

  sent(what: string): HubSeen[] {
    return this.seen.filter(({ path }) => path.includes(what))
  }

  /** A copy of what it holds: restoring an older one is what a backup does. */
  backup(): () => void {
    const { frontier, records, receipt } = this
    const copy = records.slice()
    return () => {
      this.frontier = frontier
      this.records = copy.slice()
      this.receipt = receipt
    }
  }

  /** The way over files: takes a sealed bundle in and gives the sealed reply. */
  carry = async (sealed: Uint8Array): Promise<Uint8Array> => {
    const opened = await unseal(sealed, (await testBundleIdentity).identity)
    const read = opened === undefined ? { fault: 'damaged-bundle' as const } : decodeSiteBundle(opened)
    const { publicKey } = siteVerifier('krw-01', 1, testLogKey)
    if ('fault' in read || !read.isSignedBy(publicKey))
      throw new HubLinkError('rejected', { reason: 'bad-signature' })
    const { bundle } = read
    const [batch] = bundle.batches
    const path = batch ? '/events' : bundle.tally ? '/tally' : bundle.feed ? '/feed' : '/head'
    const seen = { method: 'PUT', path, at: performance.now(), lines: batch?.lines.length ?? 0 }
    this.seen.push(seen)
    const mishap = this.mishap(seen, undefined)
    if (mishap === 'handled') throw new HubLinkError('unreachable')
    const reply = await answerBundle(
      bundle,
      {
        head: async () => ({ ...this.#head(), receipt: this.receipt }),
        keepTally: async () => {},
        acceptEvents: async ({ from, lines, checkpoint }) =>
          this.#accept(from, [...lines], checkpoint)[1] as BatchReceipt | BatchRefusal,
        readFeed: async (after, limit) => this.#feedAfter(after, limit),
      },
      this.now(),
    )
    if (mishap === 'lose-answer') throw new HubLinkError('unreachable')
    return seal(encodeReplyBundle(reply, [this.witness], this.now()), bundle.replyTo)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const { method = '', url: path = '' } = request
    const lines = path.includes('/events') ? inflateSync(body).toString('utf8').split('\n').slice(0, -1) : []
    const seen = { method, path, at: performance.now(), lines: lines.length }
    this.seen.push(seen)
    const mishap = this.mishap(seen, response)
    if (mishap === 'handled') return
    const site = siteVerifier('krw-01', 1, testLogKey)
    const fault = verifySiteRequest({
      method,
      path,
      body,
      authorization: request.headers.authorization,
      site: 'krw-01',
      publicKey: site.publicKey,
      now: this.now(),
    })
    const [status, answer] = fault
      ? [401, { error: fault, now: this.now().toISOString() }]
      : this.#route(path, lines, String(request.headers[checkpointHeader] ?? ''))
    if (mishap === 'lose-answer') {
      request.socket.destroy()
      return
    }
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(answer === null ? '' : JSON.stringify(answer))
  }

  #route(path: string, lines: string[], checkpoint: string): [number, unknown] {
    const url = new URL(path, this.url)
    if (path.includes('/head')) return [200, { ...this.#head(), receipt: this.receipt }]
    if (path.includes('/tally')) return [204, null]
    if (path.includes('/feed')) {
      return [
        200,
        this.#feedAfter(Number(url.searchParams.get('after')), Number(url.searchParams.get('limit'))),
      ]
    }
    return this.#accept(
      Number(url.searchParams.get('from')),
      lines,
      Buffer.from(checkpoint, 'base64').toString('utf8'),
    )
  }

  #feedAfter(after: number, limit: number): FeedPage {
    const entries = this.feed.filter(({ feedSeq }) => feedSeq > after)
    const size = this.feed.at(-1)?.feedSeq ?? 0
    const nothingFollows = entries.length === 0 && after > 0
    return {
      entries: entries.slice(0, limit),
      more: entries.length > limit,
      ...(nothingFollows ? { size } : {}),
    }
  }

  #accept(from: number, lines: string[], checkpointNote: string): [number, unknown] {
    const taken = acceptBatch({
      site: 'krw-01',
      knownHead: { epoch: 1, size: this.frontier.size, frontier: this.frontier },
      from,
      lines,
      checkpointNote,
      siteVerifier: siteVerifier('krw-01', 1, testLogKey),
      existingLeafHash: (seq) => this.records[seq - 1]?.leafHash,
      validate: this.validate,
    })
    if ('refused' in taken) return [409, { error: taken.refused, head: this.#head() }]
    if (taken.newSize > this.frontier.size || this.receipt === null) {
      this.records.push(...taken.records.filter(({ seq }) => seq > this.frontier.size))
      this.frontier = taken.newFrontier
      this.receipt = cosignCheckpoint(checkpointNote, this.witness, this.now())
    }
    const outcomes = taken.records.map(({ seq, event, outcome, reason }) => ({
      seq,
      eventId: event?.eventId,
      outcome,
      reason,
    }))
    return [200, { head: this.#head(), outcomes, receipt: this.receipt }]
  }

  #head() {
    return {
      epoch: 1,
      size: this.frontier.size,
      root: Buffer.from(frontierRoot(this.frontier)).toString('base64'),
    }
  }
}

export const testWitnessVerifier = verifierOf(testWitness)
