import type { QueryAnswer, QueryName, RefusalBody } from '@sentra/contract'
import { noteReachable, noteTrouble, noteUnreachable } from './reachability.ts'

/** The site said no, by name, with a remedy in both languages. */
export class RefusedError extends Error {
  readonly refusal: RefusalBody
  readonly status: number
  constructor(status: number, refusal: RefusalBody) {
    super(refusal.error)
    this.status = status
    this.refusal = refusal
  }
}

/** Nothing was answered, or not by the site: the same request may be sent again. */
export class UnreachableError extends Error {
  readonly retryAfterSeconds: number | null
  constructor(cause: string, retryAfterSeconds: number | null = null) {
    super(cause)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Longer than any answer of a site on the same LAN, so that a dead socket does not hold a desk. */
const answerMsMax = 10_000
/** A read is answered in milliseconds; with the 5 s between two of them a silent site is noticed within 10 s. */
const readMsMax = 4_500

/** One HTTP exchange with the site. Throws RefusedError or UnreachableError, nothing else. */
export async function exchange<Answer>(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(method === 'GET' ? readMsMax : answerMsMax),
      ...(method === 'POST'
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }
        : {}),
    })
  } catch (error) {
    noteUnreachable()
    throw new UnreachableError(String(error))
  }
  const answer = await response.json().catch(() => null)
  if (response.ok && answer !== null) {
    noteReachable()
    // A read may work where a write does not: what it said stands until the status is read again.
    if (path === questions.status[1]) noteTrouble(null)
    return answer as Answer
  }
  if (response.status < 500 && isRefusal(answer)) {
    noteReachable()
    throw new RefusedError(response.status, answer)
  }
  // A site that says why it cannot go on is there; what it says stands in the banner of every desk.
  if (response.status === 503 && isRefusal(answer)) {
    noteReachable()
    noteTrouble(answer.message)
  } else if (response.status !== 429) noteUnreachable()
  throw new UnreachableError(`HTTP ${response.status}`, Number(response.headers.get('retry-after')) || null)
}

/** Where each question is asked. `site-paths.test.ts` compares it with the contract. */
export const questions = {
  status: ['GET', '/v1/status'],
  queue: ['GET', '/v1/queue'],
  signIn: ['POST', '/v1/sign-in'],
  signOut: ['POST', '/v1/sign-out'],
  me: ['GET', '/v1/me'],
  staff: ['GET', '/v1/staff'],
  findTicket: ['POST', '/v1/tickets/find'],
  tickets: ['GET', '/v1/tickets'],
  visit: ['GET', '/v1/visits/:visitId'],
  visitsAtStage: ['GET', '/v1/stages/:stage/visits'],
  findPeople: ['POST', '/v1/people/find'],
  findCard: ['POST', '/v1/cards/find'],
  uncollectedCards: ['GET', '/v1/cards/uncollected'],
  voidRequests: ['GET', '/v1/cards/void-requests'],
  stock: ['GET', '/v1/stock'],
  days: ['GET', '/v1/days'],
  outages: ['GET', '/v1/outages'],
  setAside: ['GET', '/v1/set-aside'],
} as const satisfies Partial<Record<QueryName, readonly ['GET' | 'POST', string]>>

export type Question = keyof typeof questions

/** Asks the site a question of the contract. `params` fill `:name` in its path. */
export function ask<N extends Question>(
  name: N,
  input: { params?: Record<string, string>; body?: unknown } = {},
): Promise<QueryAnswer<N>> {
  const [method, path] = questions[name]
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(input.params?.[key] ?? ''))
  return exchange(method, filled, input.body)
}

function isRefusal(answer: unknown): answer is RefusalBody {
  if (typeof answer !== 'object' || answer === null) return false
  const { error, message } = answer as Partial<RefusalBody>
  return typeof error === 'string' && typeof message?.id === 'string'
}
