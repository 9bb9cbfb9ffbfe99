/**
 * - `refused`: nobody listens
 * - `black-hole`: the request is swallowed
 * - `half-open`: the request arrives, the answer never does
 * - `no-name`: the receiver's name does not resolve
 * - `captive-portal`: somebody else answers
 * - `slow`: each way takes up to a minute
 */
export const lineTroubles = [
  'refused',
  'black-hole',
  'half-open',
  'no-name',
  'captive-portal',
  'slow',
] as const

/** How the line of one sender is. */
export type LinkCondition = 'up' | (typeof lineTroubles)[number]

/**
 * What a line does to a request unasked: loses it, loses its answer, delivers it twice at once, delivers it again up to
 * thirty days later, lets one that was sent later overtake it.
 */
export const surprises = [
  'lostRequests',
  'lostAnswers',
  'duplicates',
  'late-duplicates',
  'overtaken',
] as const
export type Surprise = (typeof surprises)[number]

/**
 * The way between those who send and one who receives, as its users know it.
 *
 *     sender ──▶ [ condition of its line, surprises ] ──▶ receiver
 */
export interface Network {
  /** `fetch` for whoever runs on a machine. */
  readonly fetch: (input: URL | string, init?: RequestInit) => Promise<Response>
  /** From now on the line of this machine is so; until then it is up. */
  set(machineName: string, condition: LinkCondition): void
}

/** Whoever takes requests at the other end. */
export interface Receiver {
  /** Whether it runs: what is cut off then was reset, what is not was refused. */
  readonly alive: boolean
  /** Whether anybody is at this address. */
  listensTo(request: NetworkRequest): boolean
  /** @throws ReceiverGoneError when it dies before it has answered */
  take(request: NetworkRequest, sender: string): Promise<NetworkAnswer>
}

/** The receiver died: whoever waited for its answer waits for nothing. */
export class ReceiverGoneError extends Error {}

export interface NetworkRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

export interface NetworkAnswer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array<ArrayBuffer>
}
