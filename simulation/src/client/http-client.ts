import { Agent, request as httpRequest } from 'node:http'

export interface HttpAnswer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Buffer
}

/** The other end went away before it answered: nobody knows whether the request was carried out. */
export class NoAnswerError extends Error {}

/**
 * Plain HTTP with connections kept alive, as a browser at a desk keeps them. Knows how many requests are
 * on their way, so that a process can be killed while it is really busy.
 */
export class HttpClient {
  readonly base: string
  inFlight = 0
  requests = 0
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 })
  readonly #watchers = new Set<() => void>()

  constructor(base: string) {
    this.base = base
  }

  send(
    method: string,
    path: string,
    options: { headers?: Record<string, string>; body?: unknown; timeoutMs?: number } = {},
  ): Promise<HttpAnswer> {
    const body = options.body === undefined ? undefined : Buffer.from(JSON.stringify(options.body))
    const headers: Record<string, string | number> = { ...options.headers }
    if (body) {
      headers['content-type'] = 'application/json'
      headers['content-length'] = body.length
    }
    this.requests += 1
    this.#count(1)
    return new Promise<HttpAnswer>((resolve, reject) => {
      const fail = (error: Error) => reject(new NoAnswerError(`${method} ${path}: ${error.message}`))
      const request = httpRequest(
        `${this.base}${path}`,
        { method, headers, agent: this.#agent, timeout: options.timeoutMs ?? 20_000 },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', fail)
          response.on('aborted', () => fail(new Error('the answer broke off')))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(parts),
            }),
          )
        },
      )
      request.on('error', fail)
      request.on('timeout', () => request.destroy(new Error('no answer in time')))
      request.end(body)
    }).finally(() => this.#count(-1))
  }

  /** Resolves when at least that many requests are on their way. Give it up with the returned function. */
  whenBusy(count: number): { busy: Promise<void>; giveUp: () => void } {
    let look = () => {}
    const busy = new Promise<void>((resolve) => {
      look = () => {
        if (this.inFlight < count) return
        this.#watchers.delete(look)
        resolve()
      }
      this.#watchers.add(look)
      look()
    })
    return { busy, giveUp: () => this.#watchers.delete(look) }
  }

  close(): void {
    this.#agent.destroy()
  }

  #count(change: number): void {
    this.inFlight += change
    for (const look of [...this.#watchers]) look()
  }
}
