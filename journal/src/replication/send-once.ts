import { HubLinkError } from './hub-link.ts'
import { answerBytesMax } from './wire.ts'

/** One HTTP exchange, no second try, with a deadline over all of it, the answer's last byte included. */
export interface HttpAnswer {
  readonly status: number
  /** The parsed body, or undefined when it is no JSON. */
  readonly json: unknown
  readonly retryAfterMs: number | undefined
}

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
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: request.headers,
      // A hub never redirects; a hotel's sign-in page does.
      redirect: 'manual',
      signal: request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]),
      ...(request.method === 'GET' ? {} : { body: Uint8Array.from(request.body) }),
    })
    const text = await readBounded(response)
    return {
      status: response.status,
      json: parseJson(text),
      retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), response.headers.get('date')),
    }
  } catch (error) {
    if (error instanceof HubLinkError) throw error
    if (deadline.aborted) throw new HubLinkError('timeout', { cause: error })
    const code = codeOf(error)
    throw new HubLinkError(code === 'ECONNREFUSED' ? 'refused' : 'unreachable', {
      reason: code,
      cause: error,
    })
  }
}

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
