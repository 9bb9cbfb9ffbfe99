import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CommandAnswer,
  type CommandData,
  type CommandName,
  type QueryAnswer,
  type QueryName,
  queries,
  type RefusalBody,
} from '@sentra/contract'
import { type HttpAnswer, type HttpClient, NoAnswerError } from './http-client.ts'

export interface StaffMember {
  readonly staffId: string
  pin: string
}

/** A named refusal of the site: an answer, not an accident. */
export type Refused = { readonly refused: string; readonly body: RefusalBody }
export const isRefused = <T extends object>(answer: T | Refused): answer is Refused => 'refused' in answer

/** The site answered something that is neither a fact nor a named refusal. */
export class UnexpectedAnswerError extends Error {}

/** What the simulation knows was acknowledged: compared with the log at the end. */
export interface AcknowledgedCommand {
  readonly commandId: string
  readonly command: CommandName
  readonly seq: number
  readonly outcome: CommandAnswer['outcome']
}

/**
 * One person at one station of the site, over the public HTTP interface and nothing else.
 *
 * When no answer comes (the site was killed) the same request is sent again, with the same command id,
 * until it is answered: what a station does too.
 */
export class SiteClient {
  readonly staff: StaffMember
  readonly #http: HttpClient
  readonly #nextId: () => string
  readonly #acknowledged: AcknowledgedCommand[]
  readonly #losesAnswer: () => boolean
  #token = ''
  #signingIn: Promise<void> | null = null

  constructor(options: {
    http: HttpClient
    staff: StaffMember
    nextId: () => string
    acknowledged: AcknowledgedCommand[]
    /** True when the answer to a command gets lost on the Wi-Fi, so that it is asked again. */
    losesAnswer: () => boolean
  }) {
    this.#http = options.http
    this.staff = options.staff
    this.#nextId = options.nextId
    this.#acknowledged = options.acknowledged
    this.#losesAnswer = options.losesAnswer
  }

  async signIn(): Promise<void> {
    const { staffId, pin } = this.staff
    const answer = await this.#persist('POST', queries.signIn.path, { staffId, pin }, false)
    if (answer.status !== 200) throw unexpected('sign in', answer)
    this.#token = (JSON.parse(answer.body.toString()) as QueryAnswer<'signIn'>).token
  }

  /** Sends a command until it is answered. A named refusal is returned, anything else unexpected thrown. */
  async command<N extends CommandName>(name: N, data: CommandData<N>): Promise<CommandAnswer | Refused> {
    const commandId = this.#nextId()
    const request = { commandId, data }
    let answer = await this.#persist('POST', `/v1/commands/${name}`, request)
    if (answer.status === 200 && oncePinAnswer !== name && this.#losesAnswer()) {
      answer = await this.#persist('POST', `/v1/commands/${name}`, request)
    }
    const body = readJson(answer)
    if (answer.status >= 200 && answer.status < 300) {
      const recorded = body as CommandAnswer
      const { seq } = recorded.event
      this.#acknowledged.push({ commandId, command: name, seq, outcome: recorded.outcome })
      return recorded
    }
    if (answer.status < 500 && isRefusal(body)) return { refused: body.error, body }
    throw unexpected(name, answer)
  }

  /** A command that nothing stands against; a refusal ends the run with its name. */
  async must<N extends CommandName>(name: N, data: CommandData<N>): Promise<CommandAnswer> {
    const answer = await this.command(name, data)
    if (!isRefused(answer)) return answer
    throw new UnexpectedAnswerError(
      `${this.staff.staffId} asked for ${name} and was refused: ${answer.refused} – ${answer.body.message?.en ?? ''} ${JSON.stringify(answer.body.details ?? {})} ${answer.body.field ?? ''}`,
    )
  }

  async ask<N extends QueryName>(
    name: N,
    options: { path?: Record<string, string>; query?: Record<string, string>; body?: unknown } = {},
  ): Promise<QueryAnswer<N>> {
    const { method, path } = queries[name]
    const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(options.path?.[key] ?? ''))
    const search = options.query ? `?${new URLSearchParams(options.query)}` : ''
    const answer = await this.#persist(method, filled + search, options.body)
    if (answer.status !== 200) throw unexpected(name, answer)
    return readJson(answer) as QueryAnswer<N>
  }

  /** A file or raw answer: PDF, log lines, notes. */
  async fetch(path: string): Promise<HttpAnswer> {
    return this.#persist('GET', path, undefined)
  }

  async #persist(method: string, path: string, body: unknown, mayRenew = true): Promise<HttpAnswer> {
    for (let tries = 0; ; tries += 1) {
      try {
        const headers: Record<string, string> = this.#token ? { authorization: `Bearer ${this.#token}` } : {}
        const answer = await this.#http.send(method, path, { headers, body })
        if (answer.status === 401 && mayRenew && tries < 3) {
          this.#signingIn ??= this.signIn().finally(() => {
            this.#signingIn = null
          })
          await this.#signingIn
          continue
        }
        if (answer.status === 503 && !isForAPerson(answer) && tries < retriesMax) {
          await sleep(retryPauseMs)
          continue
        }
        return answer
      } catch (error) {
        if (!(error instanceof NoAnswerError) || tries >= retriesMax) throw error
        await sleep(retryPauseMs)
      }
    }
  }
}

/** The first PIN is shown once: who loses that answer needs a new PIN, not a repeat. */
const oncePinAnswer: CommandName = 'staff.enrol'

/** A restart takes two or three seconds; a station that still has no answer after thirty gives up. */
const retryPauseMs = 50
const retriesMax = 600

/** A full disk has no room in a moment either: somebody must make it. */
const isForAPerson = ({ body }: HttpAnswer) => body.includes('"site-disk-full"')

const isRefusal = (body: unknown): body is RefusalBody =>
  typeof body === 'object' && body !== null && typeof (body as RefusalBody).error === 'string'

function readJson(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body.toString())
  } catch {
    throw unexpected('an answer in JSON', answer)
  }
}

function unexpected(what: string, answer: HttpAnswer): UnexpectedAnswerError {
  return new UnexpectedAnswerError(`${what}: ${answer.status} ${answer.body.toString().slice(0, 400)}`)
}
