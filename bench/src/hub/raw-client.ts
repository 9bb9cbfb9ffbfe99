import { connect, type Socket } from 'node:net'

/** One connection that sends ready bytes and reads one answer at a time: a client that costs as little as it can. */
export class RawClient {
  readonly #socket: Socket
  #had: Buffer = Buffer.alloc(0)
  #waiting: { resolve(status: number): void; reject(error: Error): void } | undefined
  lastBody = ''

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (part) => this.#read(part as Buffer))
    const broken = (error?: Error) => this.#waiting?.reject(error ?? new Error('the connection ended'))
    socket.on('error', broken)
    socket.on('close', () => broken())
  }

  static open(port: number): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new RawClient(socket)))
      socket.once('error', reject)
    })
  }

  /** Answers with the status. */
  send(bytes: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(bytes)
    })
  }

  close(): void {
    this.#waiting = undefined
    this.#socket.destroy()
  }

  #read(part: Buffer): void {
    this.#had = this.#had.length === 0 ? part : Buffer.concat([this.#had, part])
    const end = this.#had.indexOf('\r\n\r\n')
    if (end === -1) return
    const head = this.#had.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (this.#had.length < end + 4 + length) return
    const status = Number(head.slice(9, 12))
    if (status !== 200) this.lastBody = this.#had.toString('utf8', end + 4, end + 4 + length)
    this.#had = this.#had.subarray(end + 4 + length)
    if (!this.#waiting) throw new Error(`an answer nobody waits for: ${head}`)
    const { resolve } = this.#waiting
    resolve(status)
  }
}
