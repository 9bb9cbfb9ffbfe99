import { connect, type Socket } from 'node:net'

/**
 * Connections as a bad line, a crashed phone or a mischief makes them: bytes as the test wants them, when it wants
 * them, and nothing read unless it says so.
 */
export class BadSocket {
  readonly opened: Promise<void>
  /** Performance time of its end, whoever ended it; undefined while it lives. */
  closedAt: number | undefined
  received = ''
  readonly #socket: Socket
  #trickle: NodeJS.Timeout | undefined

  constructor(url: string, options: { from?: string; reads?: boolean } = {}) {
    const { hostname, port } = new URL(url)
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      allowHalfOpen: true,
      ...(options.from ? { localAddress: options.from } : {}),
    })
    this.opened = new Promise((resolve) => {
      this.#socket.once('connect', () => resolve())
      this.#socket.once('close', () => resolve())
    })
    this.#socket.on('error', () => {})
    this.#socket.once('end', () => this.destroy())
    if (options.reads !== false) this.read()
    this.#socket.once('close', () => {
      this.closedAt = performance.now()
      clearInterval(this.#trickle)
    })
  }

  /** A socket that is not read may not notice its end. */
  read(): void {
    this.#socket.setEncoding('latin1').on('data', (part: string) => {
      this.received += part
    })
  }

  write(text: string): this {
    this.#socket.write(text)
    return this
  }

  /** One byte at a time from now on. */
  trickle(text: string, everyMs: number): this {
    let at = 0
    this.#trickle = setInterval(() => {
      this.#socket.write(text.charAt(at % text.length))
      at += 1
    }, everyMs)
    return this
  }

  /** Says that nothing more will come, and stays. */
  halfClose(): this {
    this.#socket.end()
    return this
  }

  destroy(): void {
    clearInterval(this.#trickle)
    this.#socket.destroy()
  }
}
