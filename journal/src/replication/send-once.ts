import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import { HubLinkError, type LinkFailure } from './hub-link.ts'
import { answerBytesMax, backlogAfterHeader } from './wire.ts'

/** One HTTP exchange, no second try, with a deadline over all of it, the answer's last byte included. */
export interface HttpAnswer {
  readonly status: number
  readonly text: string
  /** The parsed body, or undefined when it is no JSON. */
  readonly json: unknown
  readonly retryAfterMs: number | undefined
  /** A busy hub: this site's backlog has its turn after so long. */
  readonly backlogAfterMs: number | undefined
  /** The answering machine's clock, in milliseconds; undefined when it does not say. */
  readonly date: number | undefined
  /** Where a redirect points. */
  readonly location: string | null
}

/** @throws HubLinkError for everything that is no HTTP answer; `kind` says what was met */
export async function sendOnce(
  url: URL,
  request: {
    readonly method: string
    readonly body: Uint8Array
    readonly headers: Record<string, string>
    readonly timeoutMs: number
    readonly signal: AbortSignal | undefined
  },
): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(request.timeoutMs)
  const progress: Progress = { connected: false, answering: false }
  try {
    return await progressOf.run(progress, async () => {
      const response = await fetch(url, {
        method: request.method,
        headers: request.headers,
        // A hub never redirects; a hotel's sign-in page does.
        redirect: 'manual',
        signal: request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]),
        ...(request.method === 'GET' ? {} : { body: Uint8Array.from(request.body) }),
      })
      progress.answering = true
      const text = await readBounded(response)
      return {
        status: response.status,
        text,
        json: parseJson(text),
        retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), response.headers.get('date')),
        backlogAfterMs: parseRetryAfter(response.headers.get(backlogAfterHeader), null),
        date: parseDate(response.headers.get('date')),
        location: response.headers.get('location'),
      }
    })
  } catch (error) {
    if (error instanceof HubLinkError) throw error
    if (deadline.aborted) {
      const swallowed = progress.connected && !progress.answering
      throw new HubLinkError(swallowed ? 'black-hole' : 'timeout', { cause: error })
    }
    const code = codeOf(error)
    throw new HubLinkError(kindOf(code), { reason: code, cause: error })
  }
}

/** How far a call came before its deadline: nobody let us in, or somebody took the call and keeps silent. */
interface Progress {
  connected: boolean
  answering: boolean
}

const progressOf = new AsyncLocalStorage<Progress>()
const progressOfRequest = new WeakMap<object, Progress>()
// fetch does not say whether it got a connection; its diagnostics do (undici, “Diagnostics Channel Support”).
subscribe('undici:request:create', (message) => {
  const progress = progressOf.getStore()
  if (progress) progressOfRequest.set((message as { request: object }).request, progress)
})
subscribe('undici:client:sendHeaders', (message) => {
  const progress = progressOfRequest.get((message as { request: object }).request)
  if (progress) progress.connected = true
})

function kindOf(code: string | undefined): LinkFailure {
  if (code === 'ECONNREFUSED') return 'refused'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return 'dns'
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'timeout'
  // A sign-in page in front of a https address shows its own certificate.
  return code !== undefined && foreignCertificate.has(code) ? 'captive-portal' : 'unreachable'
}

const foreignCertificate = new Set([
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

async function readBounded(response: Response): Promise<string> {
  if (response.body === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > answerBytesMax)
      throw new HubLinkError('unreachable', { reason: 'the answer is too long for a hub' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseDate(header: string | null): number | undefined {
  const date = header === null ? Number.NaN : Date.parse(header)
  return Number.isNaN(date) ? undefined : date
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Seconds, or a date, which is read against the server's own clock and not ours (RFC 9110 section 10.2.3). */
export function parseRetryAfter(value: string | null, serverDate: string | null): number | undefined {
  if (value === null) return undefined
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000
  const wait = Date.parse(value) - Date.parse(serverDate ?? '')
  return Number.isNaN(wait) ? undefined : Math.max(0, wait)
}

/** fetch wraps the socket's error, and a host with several addresses wraps it once more. */
function codeOf(error: unknown): string | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each instanceof AggregateError && each.errors.length > 0) each = each.errors[0] as Error
    const { code } = each as { code?: unknown }
    if (typeof code === 'string' && code !== '') return code
    if (!(each instanceof Error)) return undefined
  }
  return undefined
}
