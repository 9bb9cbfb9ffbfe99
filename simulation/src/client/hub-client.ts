import type { ConsoleSummary, DoseLine, HubCase } from '@sentra/contract'
import type { HttpClient } from './http-client.ts'

/** What anybody or a signed-in console user sees of the hub. */
export class HubClient {
  readonly #http: HttpClient
  readonly #credentials: { name: string; password: string }
  #token = ''

  constructor(http: HttpClient, credentials: { name: string; password: string }) {
    this.#http = http
    this.#credentials = credentials
  }

  async signIn(): Promise<void> {
    const answer = await this.#http.send('POST', '/v1/console/sign-in', { body: this.#credentials })
    if (answer.status !== 200)
      throw new Error(`console sign-in: ${answer.status} ${answer.body.toString().slice(0, 200)}`)
    this.#token = (JSON.parse(answer.body.toString()) as { token: string }).token
  }

  async summary(): Promise<ConsoleSummary> {
    return JSON.parse((await this.#get('/v1/console/summary')).toString())
  }

  async doses(): Promise<DoseLine[]> {
    const text = (await this.#get('/v1/console/doses')).toString()
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as DoseLine)
  }

  async cases(): Promise<HubCase[]> {
    const answer = JSON.parse((await this.#get('/v1/console/cases')).toString())
    return Array.isArray(answer) ? answer : answer.cases
  }

  /** A static file anybody may have: trust bundle, status lists, the witness key. */
  async file(path: string): Promise<Buffer> {
    return this.#get(path)
  }

  async #get(path: string): Promise<Buffer> {
    const answer = await this.#http.send('GET', path, { headers: { authorization: `Bearer ${this.#token}` } })
    if (answer.status !== 200)
      throw new Error(`hub ${path}: ${answer.status} ${answer.body.toString().slice(0, 200)}`)
    return answer.body
  }
}
