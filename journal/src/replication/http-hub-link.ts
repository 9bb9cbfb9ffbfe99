import type { KeyObject } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import {
  type BatchReceipt,
  type BatchRefusal,
  type FeedPage,
  isBatchReceipt,
  isBatchRefusal,
  isFeedPage,
  isJournalHead,
  type JournalHead,
  type Tally,
} from '@sentra/contract'
import type { Clock } from '../clock.ts'
import { type Batch, type HubLink, HubLinkError, type TallyAnswer } from './hub-link.ts'
import { type HttpAnswer, sendOnce } from './send-once.ts'
import { signSiteRequest } from './site-request.ts'
import { checkpointHeader, journalPaths, laneHeader } from './wire.ts'

export interface HttpHubLinkOptions {
  /** `https://hub.example` */
  readonly hubUrl: string
  readonly site: string
  readonly logKey: KeyObject
  readonly clock: Clock
  /** For a question; sending a batch has three times as long. */
  readonly timeoutMs?: number
  /** Ends calls under way, at shutdown. */
  readonly signal?: AbortSignal
}

interface Call {
  readonly method: string
  readonly path: string
  readonly body?: Uint8Array
  readonly headers?: Record<string, string>
  readonly timeoutMs?: number
}

/** The hub over HTTP: signed requests, a deadline on each, answers checked against the contract. */
export class HttpHubLink implements HubLink {
  readonly #options: HttpHubLinkOptions
  readonly #timeoutMs: number
  /** What to add to our clock to have the hub's: a laptop may believe it is 1970. */
  #clockOffsetMs = 0
  /** What the hub's last answer said, and when by a steady clock. */
  #hubTime: { said: number; at: number } | null = null

  constructor(options: HttpHubLinkOptions) {
    this.#options = options
    this.#timeoutMs = options.timeoutMs ?? 10_000
  }

  async head(): Promise<JournalHead> {
    const answer = await this.request({ method: 'GET', path: journalPaths.head(this.#options.site) })
    return expected(answer, isJournalHead)
  }

  async feed(after: number, limit: number): Promise<FeedPage> {
    const answer = await this.request({
      method: 'GET',
      path: journalPaths.feed(this.#options.site, after, limit),
    })
    return expected(answer, isFeedPage)
  }

  async sendTally(tally: Tally): Promise<TallyAnswer> {
    const answer = await this.#authorized({
      method: 'PUT',
      path: journalPaths.tally(this.#options.site),
      body: Buffer.from(JSON.stringify(tally), 'utf8'),
      headers: { 'content-type': 'application/json', [laneHeader]: 'tally' },
    })
    succeeded(answer)
    return answer.backlogAfterMs === undefined ? {} : { backlogAfterMs: answer.backlogAfterMs }
  }

  async sendEvents(batch: Batch): Promise<BatchReceipt | BatchRefusal> {
    const text = batch.lines.map((line) => `${line}\n`).join('')
    const answer = await this.#authorized({
      method: 'PUT',
      path: journalPaths.events(this.#options.site, batch.epoch, batch.from),
      // Level 1: five times smaller already, and a weak laptop stays free for its desks.
      body: deflateSync(Buffer.from(text, 'utf8'), { level: 1 }),
      headers: {
        'content-type': 'application/x-ndjson',
        'content-encoding': 'deflate',
        [checkpointHeader]: Buffer.from(batch.checkpoint, 'utf8').toString('base64'),
        ...(batch.lane === undefined ? {} : { [laneHeader]: batch.lane }),
      },
      timeoutMs: this.#timeoutMs * 3,
    })
    if (isBatchRefusal(answer.json)) return answer.json
    return expected(succeeded(answer), isBatchReceipt)
  }

  /** Lines of one of this site's logs as the hub holds them, from `from`; none behind the last. */
  async formerEvents(epoch: number, from: number): Promise<string[]> {
    const answer = (await this.request({
      method: 'GET',
      path: journalPaths.formerEvents(this.#options.site, epoch, from),
    })) as { lines?: unknown } | null
    const lines = answer?.lines
    if (Array.isArray(lines) && lines.every((line) => typeof line === 'string')) return lines
    throw new HubLinkError('captive-portal', { reason: 'not the hub answered (another form)' })
  }

  /**
   * Any other signed request to this hub, for example for a device certificate. Answers with the JSON of a
   * 2xx; throws HubLinkError for everything else.
   */
  async request(call: Call): Promise<unknown> {
    return succeeded(await this.#authorized(call))
  }

  /** By how many milliseconds the hub's clock is ahead of ours; null when it has not answered for a minute. */
  hubAheadMs(): number | null {
    if (this.#hubTime === null) return null
    const since = performance.now() - this.#hubTime.at
    if (since > heardLatelyMs) return null
    return this.#hubTime.said + since - this.#options.clock.now().getTime()
  }

  /** Signs and sends; when the hub finds our clock off, once more with the hub's time. */
  async #authorized(call: Call): Promise<HttpAnswer> {
    const answer = await this.#send(call)
    const { error, now } = (answer.json ?? {}) as { error?: unknown; now?: unknown }
    if (answer.status !== 401 || error !== 'clock-skew') return answer
    const hubNow = typeof now === 'number' ? now * 1000 : Date.parse(String(now))
    if (Number.isNaN(hubNow)) return answer
    this.#clockOffsetMs = hubNow - this.#options.clock.now().getTime()
    return this.#send(call)
  }

  async #send({
    method,
    path,
    body = new Uint8Array(0),
    headers = {},
    timeoutMs = this.#timeoutMs,
  }: Call): Promise<HttpAnswer> {
    const { hubUrl, site, logKey, clock, signal } = this.#options
    const created = Math.max(0, Math.floor((clock.now().getTime() + this.#clockOffsetMs) / 1000))
    const authorization = signSiteRequest({ method, path, body, site, created, logKey })
    const answer = await sendOnce(new URL(path, hubUrl), {
      method,
      body,
      headers: { ...headers, authorization },
      timeoutMs,
      signal,
    })
    const isHub = answer.status < 300 && (answer.json !== undefined || answer.status === 204)
    if (isHub && answer.date !== undefined) this.#hubTime = { said: answer.date, at: performance.now() }
    return answer
  }
}

function succeeded(answer: HttpAnswer): unknown {
  const { status, json, retryAfterMs } = answer
  const reason = nameOf(json)
  if (status >= 200 && status < 300) return json
  if (status === 429 || (status === 503 && (retryAfterMs !== undefined || reason !== undefined))) {
    throw new HubLinkError('overloaded', { reason, retryAfterMs })
  }
  // 511: "Network Authentication Required" (RFC 6585), which only a network in between says.
  if (status >= 500 && status !== 511)
    throw new HubLinkError('server-error', { reason: reason ?? `status ${status}`, retryAfterMs })
  // Our hub names its refusals. A 404 without a name, or a redirect, is somebody else's web server.
  if (status >= 400 && reason !== undefined) throw new HubLinkError('rejected', { reason, retryAfterMs })
  throw new HubLinkError('captive-portal', { reason: `not the hub answered (status ${status})` })
}

function expected<T>(json: unknown, check: (value: unknown) => value is T): T {
  if (check(json)) return json
  throw new HubLinkError('captive-portal', { reason: 'not the hub answered (another form)' })
}

function nameOf(json: unknown): string | undefined {
  const error = (json as { error?: unknown } | null | undefined)?.error
  return typeof error === 'string' && /^[a-z][a-z0-9-]{0,60}$/.test(error) ? error : undefined
}

/** A site in touch asks every few seconds. */
const heardLatelyMs = 60_000
