import { Agent, request } from 'node:http'
import { v7 } from 'uuid'

/** Some desks that receive stock as fast as they are answered, and remember what they were promised. */
export class Desks {
  /** Commands that were answered: they may never be lost. */
  readonly acknowledged = new Map<string, object>()
  /** Sent, and then the line was cut: recorded or not, and each is sent again with the same identity. */
  readonly unknown = new Map<string, object>()
  token = ''
  #agent = new Agent({ keepAlive: true })
  #lot = 0

  /** Until the site is gone. Answers with what was acknowledged in this life of the site. */
  async work(port: number, desks: number): Promise<string[]> {
    const answered: string[] = []
    this.#agent.destroy()
    this.#agent = new Agent({ keepAlive: true, maxSockets: desks })
    const desk = async () => {
      for (;;) {
        const commandId = v7()
        const data = {
          productId: 'covid19-biofarma',
          lotNumber: `K${++this.#lot}`,
          expirationDate: '2036-12-31',
          vials: 1,
          dosesPerVial: 10,
        }
        this.unknown.set(commandId, data)
        const outcome = await this.receive(port, commandId, data)
        if (outcome === null) return
        this.#keep(commandId, data)
        answered.push(commandId)
      }
    }
    await Promise.all(Array.from({ length: desks }, desk))
    return answered
  }

  /** What was left open by the cut: sent again, each is recorded or was. Answers with how many had been. */
  async settleUnknown(port: number): Promise<number> {
    let were = 0
    for (const [commandId, data] of [...this.unknown]) {
      const outcome = await this.receive(port, commandId, data)
      if (outcome === null) throw new Error('the site went away while what was open was settled')
      if (outcome === 'duplicate') were += 1
      this.#keep(commandId, data)
    }
    return were
  }

  /** Null when nobody answered; throws for any other answer than yes. */
  async receive(port: number, commandId: string, data: object): Promise<'recorded' | 'duplicate' | null> {
    const answer = await this.send(port, '/v1/commands/stock.receive', { commandId, data })
    if (answer === null) return null
    if (answer.status !== 200) throw new Error(`status ${answer.status}: ${JSON.stringify(answer.body)}`)
    return (answer.body as { outcome: 'recorded' | 'duplicate' }).outcome
  }

  send(port: number, path: string, body: object): Promise<{ status: number; body: unknown } | null> {
    const text = JSON.stringify(body)
    return new Promise((resolve) => {
      const call = request(
        {
          agent: this.#agent,
          port,
          path,
          host: '127.0.0.1',
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
            ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
          },
        },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', () => resolve(null))
          response.on('aborted', () => resolve(null))
          response.on('end', () => {
            const whole = Buffer.concat(parts).toString('utf8')
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(whole) })
          })
        },
      )
      call.on('error', () => resolve(null))
      call.end(text)
    })
  }

  end(): void {
    this.#agent.destroy()
  }

  #keep(commandId: string, data: object): void {
    this.unknown.delete(commandId)
    this.acknowledged.set(commandId, data)
  }
}
