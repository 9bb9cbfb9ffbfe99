import {
  type NetworkAnswer,
  type NetworkRequest,
  type Receiver,
  ReceiverGoneError,
} from '@sentra/testkit/faults'
import type { HubMachine } from './hub-machine.ts'
import type { NarrowDoor } from './narrow-door.ts'
import type { Receipts } from './receipts.ts'
import type { Trace } from './trace.ts'

/** The hub as the network meets it: its door, and a witness who keeps what it promised. */
export class HubReceiver implements Receiver {
  readonly #hub: HubMachine
  readonly #door: NarrowDoor
  readonly #receipts: Receipts
  readonly #trace: Trace

  constructor(parts: { hub: HubMachine; door: NarrowDoor; receipts: Receipts; trace: Trace }) {
    this.#hub = parts.hub
    this.#door = parts.door
    this.#receipts = parts.receipts
    this.#trace = parts.trace
  }

  get alive(): boolean {
    return this.#hub.alive
  }

  /** Public files lie on another web server, which is no part of this. */
  listensTo(request: NetworkRequest): boolean {
    return /^\/(v1\/journals|v1\/enrolments|readyz)/.test(request.path)
  }

  async take(request: NetworkRequest, sender: string): Promise<NetworkAnswer> {
    const refusal = this.#door.refusal(sender, request)
    if (refusal !== null) return refusal
    const what = `${request.method} ${request.path}`
    try {
      const answered = await this.#hub.handle(request)
      this.#trace.add(sender, `${what} ${answered.status}`)
      if (answered.status === 200) this.#receipts.note(request.path, answered.body)
      return answered
    } catch (error) {
      if (error instanceof ReceiverGoneError) this.#trace.add(sender, `${what} broke off`)
      throw error
    }
  }
}
