import type { HubIdentity, Projector } from '@sentra/hub/parts'
import {
  type Machine,
  type NetworkAnswer,
  type NetworkRequest,
  ReceiverGoneError,
  type VirtualTime,
} from '@sentra/testkit/faults'
import { pino } from 'pino'
import type { Engines } from './engines.ts'
import type { HubLife } from './hub-server.ts'
import type { Trace } from './trace.ts'

const log = pino({ level: 'silent' })
let runs = 0

/**
 * One hub: the real routes, accept path and projector over the database of this process. It can be killed between any
 * two statements, made to meet a database that does not answer, and started again.
 */
export class HubMachine {
  readonly #engines: Engines
  readonly #time: VirtualTime
  readonly #trace: Trace
  readonly #identity: HubIdentity
  #machine: Machine = { name: 'hub', alive: false }
  #life: HubLife | null = null
  #projector: Projector | null = null
  #statementsToLive = Number.POSITIVE_INFINITY
  #whenKilled: () => void = () => {}
  /** Tries are counted by address; each run has one of its own. */
  readonly #address: string
  /** PostgreSQL is away: every statement fails, the hub lives. */
  failing = false

  private constructor(engines: Engines, time: VirtualTime, trace: Trace, identity: HubIdentity) {
    this.#engines = engines
    this.#time = time
    this.#trace = trace
    this.#identity = identity
    this.#address = `run-${++runs}`
  }

  static async make(engines: Engines, time: VirtualTime, trace: Trace, dataDir: string): Promise<HubMachine> {
    await engines.database.empty()
    const database = engines.database.connect({ before: () => {}, after: () => {} })
    const identity = await engines.hub.openHubIdentity(database, dataDir, new Date(time.now()), {
      clock: { now: () => new Date(time.now()) },
    })
    return new HubMachine(engines, time, trace, identity)
  }

  get alive(): boolean {
    return this.#machine.alive
  }

  start(): void {
    if (this.alive) return
    const machine = { name: 'hub', alive: true }
    this.#machine = machine
    this.#statementsToLive = Number.POSITIVE_INFINITY
    const { hub } = this.#engines
    const clock = { now: () => new Date(this.#time.now()) }
    const database = this.#connection(machine)
    const projector = this.#time.within(machine, () =>
      hub.startProjector(database, this.#identity, clock, log, { pollMilliseconds: 7_200_000 }),
    )
    this.#projector = projector
    const admission = hub.openAdmission()
    this.#life = { database, identity: this.#identity, clock, admission, onAccepted: projector.wake }
    this.#trace.add('hub', 'started')
  }

  /** SIGKILL, now. */
  async kill(): Promise<void> {
    if (this.alive) this.#trace.add('hub', 'killed')
    this.#machine.alive = false
    this.#life = null
    this.#projector = null
    await this.#engines.database.breakPromises()
  }

  /** SIGKILL behind the `count`-th statement from now, and then `then`. */
  killAfter(count: number, then: () => void): void {
    this.#statementsToLive = count
    this.#whenKilled = then
  }

  /** @throws ReceiverGoneError when the process dies before it has answered */
  async handle(request: NetworkRequest): Promise<NetworkAnswer> {
    const machine = this.#machine
    const life = this.#life
    if (!machine.alive || life === null) throw new ReceiverGoneError('the hub is gone')
    const answer = await this.#time.within(machine, () =>
      this.#engines.hubServer.inject(life, {
        remoteAddress: this.#address,
        method: request.method as 'GET',
        url: request.path,
        headers: request.headers,
        ...(request.method === 'GET' ? {} : { payload: Buffer.from(request.body) }),
      }),
    )
    if (!machine.alive) throw new ReceiverGoneError('the hub is gone')
    const headers: Record<string, string> = {}
    for (const name of ['content-type', 'retry-after', 'sentra-backlog-after'])
      if (answer.headers[name] !== undefined) headers[name] = String(answer.headers[name])
    return { status: answer.statusCode, headers, body: Uint8Array.from(answer.rawPayload) }
  }

  /** Everything accepted is projected. */
  async drain(): Promise<void> {
    const machine = this.#machine
    await this.#time.within(machine, () => this.#projector?.drain())
  }

  /** What an operator does after a restore (docs/runbooks/backup-and-restore.md). */
  async beginAfterRestore(): Promise<void> {
    await this.#engines.hub.beginAfterRestore(
      this.#engines.database.connect({ before: () => {}, after: () => {} }),
    )
  }

  /** A code for a site that comes for the first time, or with a new epoch. */
  async enrolmentCode(siteName: string): Promise<string> {
    const database = this.#engines.database.connect({ before: () => {}, after: () => {} })
    const { code } = await this.#engines.hub.createEnrolmentCode(database, {
      siteName,
      validHours: 24 * 14,
      now: new Date(this.#time.now()),
    })
    return code
  }

  #connection(machine: Machine) {
    return this.#engines.database.connect({
      before: () => {
        if (!machine.alive) throw Object.assign(new ReceiverGoneError('the hub is gone'), { code: '57P01' })
        if (this.failing) throw Object.assign(new Error('the database does not answer'), { code: '57P03' })
      },
      after: () => {
        if (machine !== this.#machine || !machine.alive) return
        this.#statementsToLive -= 1
        if (this.#statementsToLive > 0) return
        machine.alive = false
        this.#life = null
        this.#trace.add('hub', 'killed in the middle of its work')
        this.#whenKilled()
        void this.#engines.database.breakPromises()
        throw Object.assign(new ReceiverGoneError('the hub is gone'), { code: '57P01' })
      },
    })
  }
}
