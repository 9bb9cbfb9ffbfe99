import { HubLinkError } from './hub-link.ts'
import type { LinkObservation } from './outage-detector.ts'
import { type HttpAnswer, sendOnce } from './send-once.ts'

/**
 * How a service is known from an answer, so that a hotel's sign-in page, which answers 200 to everything, is not
 * taken for it.
 * - `sentra-hub`: our own health page: JSON of a certain shape
 * - `text`: a service of somebody else, known by words its answer always has
 * - `host`: nothing is known of its answers: any answer that is no failure and does not lead to another host
 */
export type ProbeExpectation =
  | { readonly kind: 'sentra-hub' }
  | { readonly kind: 'text'; readonly contains: string }
  | { readonly kind: 'host' }

/** Asks once whether a service answers. Never throws: what was met is the observation. */
export async function probeTarget(
  url: URL,
  options: {
    readonly expect: ProbeExpectation
    readonly timeoutMs: number
    readonly now: () => Date
    readonly signal?: AbortSignal
  },
): Promise<LinkObservation> {
  const began = performance.now()
  const observed = (outcome: LinkObservation['outcome']): LinkObservation => ({
    at: options.now().toISOString(),
    outcome,
    latencyMs: performance.now() - began,
  })
  try {
    const answer = await sendOnce(url, {
      method: 'GET',
      body: new Uint8Array(0),
      headers: { accept: 'application/json, text/html;q=0.5', 'cache-control': 'no-cache' },
      timeoutMs: options.timeoutMs,
      signal: options.signal,
    })
    return observed(outcomeOf(answer, url, options.expect))
  } catch (error) {
    if (error instanceof HubLinkError) return observed(error.kind)
    throw error
  }
}

function outcomeOf(answer: HttpAnswer, url: URL, expect: ProbeExpectation): LinkObservation['outcome'] {
  const { status } = answer
  if (status === 511) return 'captive-portal'
  if (status === 429 || (status === 503 && answer.retryAfterMs !== undefined)) return 'overloaded'
  if (status >= 500) return 'server-error'
  return isTheService(answer, url, expect) ? 'ok' : 'captive-portal'
}

function isTheService(answer: HttpAnswer, url: URL, expect: ProbeExpectation): boolean {
  if (expect.kind === 'sentra-hub') return answer.status === 200 && isHubHealth(answer.json)
  if (expect.kind === 'text') return answer.text.includes(expect.contains)
  if (answer.status < 300 || answer.status >= 400) return true
  return answer.location !== null && URL.parse(answer.location, url.href)?.host === url.host
}

/** What a hub's `/healthz` says: which product, and that it is a hub. A page of somebody else does not. */
export const hubHealth = { ok: true, product: 'sentra', service: 'hub' } as const

function isHubHealth(json: unknown): boolean {
  const health = json as Partial<typeof hubHealth> | null | undefined
  return health?.ok === true && health.product === hubHealth.product && health.service === hubHealth.service
}
