import type { Chance } from '@sentra/testkit'
import type { Machine, VirtualTime } from '@sentra/testkit/faults'
import type { FaultCounts } from './fault-counts.ts'
import { type HubAnswer, HubGoneError, type HubMachine, type HubRequest } from './hub-machine.ts'
import { NarrowDoor } from './narrow-door.ts'
import type { Receipts } from './receipts.ts'
import type { Trace } from './trace.ts'

/**
 * - `black-hole`: the request is swallowed
 * - `half-open`: the request arrives, the answer never does
 * - `no-name`: the hub's name does not resolve
 * - `captive-portal`: somebody else answers
 * - `slow`: each way takes up to a minute
 */
export type LinkCondition =
  | 'up'
  | 'refused'
  | 'black-hole'
  | 'half-open'
  | 'no-name'
  | 'captive-portal'
  | 'slow'

/** What a line does on an ordinary bad day, as shares of all requests. */
const lostRequests = 0.01
const lostAnswers = 0.02
const doubled = 0.05
const dayMs = 86_400_000

/**
 * Everything between the sites and the hub. Requests are lost, doubled, delivered again up to thirty days later, and
 * overtake each other; answers are lost after the hub has done its work. It takes the place of `fetch`.
 */
export class Network {
  readonly #time: VirtualTime
  readonly #chance: Chance
  readonly #trace: Trace
  readonly #counts: FaultCounts
  readonly #hub: HubMachine
  readonly #receipts: Receipts
  readonly #air: Machine = { name: 'air', alive: true }
  readonly #conditions = new Map<string, LinkCondition>()
  /** How much a busy hub takes of whom. */
  readonly door: NarrowDoor
  /** No more surprises: the faults have stopped. */
  calm = false
  /** Signs an old request anew, as the sender itself would after a long sleep. */
  signAgain: (request: HubRequest) => HubRequest | null = () => null

  constructor(parts: {
    time: VirtualTime
    chance: Chance
    trace: Trace
    counts: FaultCounts
    hub: HubMachine
    receipts: Receipts
  }) {
    this.#time = parts.time
    this.#chance = parts.chance
    this.#trace = parts.trace
    this.#counts = parts.counts
    this.#hub = parts.hub
    this.#receipts = parts.receipts
    this.door = new NarrowDoor(parts.time.now)
  }

  set(machineName: string, condition: LinkCondition): void {
    this.#conditions.set(machineName, condition)
    this.#trace.add(machineName, `line is ${condition}`)
  }

  /** `fetch` for whoever runs on a machine of this world. */
  readonly fetch = (input: URL | string, init: RequestInit = {}): Promise<Response> => {
    const machine = this.#time.machine()
    if (machine === undefined) throw new Error('a request from no machine')
    const url = new URL(input)
    const request: HubRequest = {
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
      this.#time.within(this.#air, () => void this.#carry(machine, request, answer, fail))
    })
  }

  async #carry(
    machine: Machine,
    request: HubRequest,
    answer: (response: Response) => void,
    fail: (code: string) => void,
  ): Promise<void> {
    const condition = this.#conditions.get(machine.name) ?? 'up'
    await this.#time.sleep(this.#delay(condition))
    // Public files lie on another web server, which is no part of this.
    const isPublic = !/^\/(v1\/journals|v1\/enrolments|readyz)/.test(request.path)
    if (condition === 'refused' || isPublic) return fail('ECONNREFUSED')
    if (condition === 'no-name') return fail('ENOTFOUND')
    if (condition === 'captive-portal')
      return answer(new Response('<html>Selamat datang</html>', { status: 200 }))
    if (condition === 'black-hole' || this.#happens('lostRequests', lostRequests)) return
    if (this.#happens('duplicates', doubled)) this.#deliverAgain(machine, request)
    const answered = this.door.refusal(machine.name, request) ?? (await this.#deliver(machine, request))
    if (answered === 'gone') {
      await this.#time.sleep(this.#delay(condition))
      return fail(this.#hub.alive ? 'ECONNRESET' : 'ECONNREFUSED')
    }
    if (condition === 'half-open' || this.#happens('lostAnswers', lostAnswers)) return
    await this.#time.sleep(this.#delay(condition))
    const body = answered.status === 204 ? null : answered.body
    answer(new Response(body, { status: answered.status, headers: answered.headers }))
  }

  async #deliver(machine: Machine, request: HubRequest): Promise<HubAnswer | 'gone'> {
    const what = `${request.method} ${request.path}`
    try {
      const answered = await this.#hub.handle(request)
      this.#trace.add(machine.name, `${what} ${answered.status}`)
      if (answered.status === 200) this.#receipts.note(request.path, answered.body)
      return answered
    } catch (error) {
      if (!(error instanceof HubGoneError)) throw error
      this.#trace.add(machine.name, `${what} broke off`)
      return 'gone'
    }
  }

  /** Soon, or when nobody thinks of it any more. */
  #deliverAgain(machine: Machine, request: HubRequest): void {
    const late = this.#chance.happens(0.5)
    const wait = late ? this.#chance.number() * 30 * dayMs : this.#chance.number() * 5_000
    void this.#time.sleep(wait).then(async () => {
      const again = late ? this.signAgain(request) : request
      if (again !== null) await this.#deliver(machine, again)
    })
  }

  #delay(condition: LinkCondition): number {
    const share = this.#chance.number()
    if (condition === 'slow') return 1_000 + share * share * 59_000
    return 5 + share * share * share * (this.calm ? 100 : 2_000)
  }

  #happens(what: string, probability: number): boolean {
    if (this.calm || !this.#chance.happens(probability)) return false
    this.#counts.add(what)
    return true
  }
}

function bytesOf(body: RequestInit['body']): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array(0)
  return typeof body === 'string' ? Buffer.from(body, 'utf8') : (body as Uint8Array)
}
