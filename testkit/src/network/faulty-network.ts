import type { Chance } from '../chance/chance.ts'
import type { Machine, VirtualTime } from '../time/virtual-time.ts'
import {
  type LinkCondition,
  type Network,
  type NetworkAnswer,
  type NetworkRequest,
  type Receiver,
  ReceiverGoneError,
  type Surprise,
} from './network.ts'

/** What a line does on an ordinary bad day, as shares of all requests. */
const lostRequests = 0.01
const lostAnswers = 0.02
const doubled = 0.05
const dayMs = 86_400_000

export interface NetworkParts {
  /** Delays pass in it, and a killed machine hears no answer. */
  readonly time: Pick<VirtualTime, 'machine' | 'within' | 'sleep'>
  /** Everything that happens unasked is drawn from it: the same requests meet the same days. */
  readonly chance: Chance
  readonly receiver: Receiver
  readonly onCondition?: (machineName: string, condition: LinkCondition) => void
  readonly onSurprise?: (what: Surprise) => void
  /**
   * What a sender makes of an old request that it sends after a long sleep; null: it does not send it. Without this it
   * sends the same bytes.
   */
  readonly sendAgain?: (request: NetworkRequest) => NetworkRequest | null
}

/**
 * A network that takes the place of `fetch`. Requests are lost, doubled, delivered again up to thirty days later, and
 * overtake each other; answers are lost after the receiver has done its work.
 */
export class FaultyNetwork implements Network {
  readonly #parts: NetworkParts
  readonly #air: Machine = { name: 'air', alive: true }
  readonly #conditions = new Map<string, LinkCondition>()
  readonly #sent = new Map<string, number>()
  readonly #latestArrived = new Map<string, number>()
  /** No more surprises: the faults have stopped. */
  calm = false

  constructor(parts: NetworkParts) {
    this.#parts = parts
  }

  set(machineName: string, condition: LinkCondition): void {
    this.#conditions.set(machineName, condition)
    this.#parts.onCondition?.(machineName, condition)
  }

  readonly fetch = (input: URL | string, init: RequestInit = {}): Promise<Response> => {
    const { time } = this.#parts
    const machine = time.machine()
    if (machine === undefined) throw new Error('a request from no machine')
    const url = new URL(input)
    const request: NetworkRequest = {
      method: init.method ?? 'GET',
      path: url.pathname + url.search,
      headers: Object.fromEntries(new Headers(init.headers).entries()),
      body: bytesOf(init.body),
    }
    return new Promise((resolve, reject) => {
      const { signal } = init
      let over = false
      const settle = (how: () => void) => {
        if (over || !machine.alive) return
        over = true
        how()
      }
      if (signal?.aborted) reject(signal.reason)
      signal?.addEventListener('abort', () => settle(() => reject(signal.reason)))
      const answer = (response: Response) => settle(() => resolve(response))
      const fail = (code: string) =>
        settle(() =>
          reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })),
        )
      time.within(this.#air, () => void this.#carry(machine.name, request, answer, fail))
    })
  }

  async #carry(
    sender: string,
    request: NetworkRequest,
    answer: (response: Response) => void,
    fail: (code: string) => void,
  ): Promise<void> {
    const { time, receiver } = this.#parts
    const condition = this.#conditions.get(sender) ?? 'up'
    const number = (this.#sent.get(sender) ?? 0) + 1
    this.#sent.set(sender, number)
    await time.sleep(this.#delay(condition))
    if (condition === 'refused' || !receiver.listensTo(request)) return fail('ECONNREFUSED')
    if (condition === 'no-name') return fail('ENOTFOUND')
    if (condition === 'captive-portal')
      return answer(new Response('<html>Selamat datang</html>', { status: 200 }))
    if (condition === 'black-hole' || this.#happens('lostRequests', lostRequests)) return
    if (this.#happens('duplicates', doubled)) this.#deliverAgain(sender, request)
    this.#noteOrder(sender, number)
    const answered = await this.#deliver(sender, request)
    if (answered === 'gone') {
      await time.sleep(this.#delay(condition))
      return fail(receiver.alive ? 'ECONNRESET' : 'ECONNREFUSED')
    }
    if (condition === 'half-open' || this.#happens('lostAnswers', lostAnswers)) return
    await time.sleep(this.#delay(condition))
    const body = answered.status === 204 ? null : answered.body
    answer(new Response(body, { status: answered.status, headers: answered.headers }))
  }

  async #deliver(sender: string, request: NetworkRequest): Promise<NetworkAnswer | 'gone'> {
    try {
      return await this.#parts.receiver.take(request, sender)
    } catch (error) {
      if (!(error instanceof ReceiverGoneError)) throw error
      return 'gone'
    }
  }

  /** Soon, or when nobody thinks of it any more. */
  #deliverAgain(sender: string, request: NetworkRequest): void {
    const { chance, time, sendAgain = (same) => same, onSurprise } = this.#parts
    const late = chance.happens(0.5)
    const wait = late ? chance.number() * 30 * dayMs : chance.number() * 5_000
    void time.sleep(wait).then(async () => {
      const again = late ? sendAgain(request) : request
      if (again === null) return
      if (late) onSurprise?.('late-duplicates')
      await this.#deliver(sender, again)
    })
  }

  #noteOrder(sender: string, number: number): void {
    const latest = this.#latestArrived.get(sender) ?? 0
    if (number < latest) this.#parts.onSurprise?.('overtaken')
    else this.#latestArrived.set(sender, number)
  }

  #delay(condition: LinkCondition): number {
    const share = this.#parts.chance.number()
    if (condition === 'slow') return 1_000 + share * share * 59_000
    return 5 + share * share * share * (this.calm ? 100 : 2_000)
  }

  #happens(what: Surprise, probability: number): boolean {
    if (this.calm || !this.#parts.chance.happens(probability)) return false
    this.#parts.onSurprise?.(what)
    return true
  }
}

function bytesOf(body: RequestInit['body']): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array(0)
  return typeof body === 'string' ? Buffer.from(body, 'utf8') : (body as Uint8Array)
}
