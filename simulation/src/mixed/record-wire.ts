import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** One question of a site and the hub's answer, byte for byte: bodies in base64. */
export interface RecordedCall {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly status: number
  readonly answerHeaders: Readonly<Record<string, string>>
  readonly answer: string
}
export type WireRecord = readonly RecordedCall[]

/** More than an hour in a small clinic ever asks. */
const callsMax = 5_000

/** What a hub or a site reads; the rest (dates, connections) is of no meaning to either. */
const told = [
  'authorization',
  'content-type',
  'content-encoding',
  'sentra-checkpoint',
  'sentra-lane',
  'sentra-backlog-after',
  'retry-after',
  'etag',
]

/**
 * A wire between site and hub that remembers what went over it, in order. It changes nothing; where no hub answers,
 * nobody answers here either.
 */
export async function recordWire(
  hub: () => string,
): Promise<{ url: string; taken: () => WireRecord; close: () => void }> {
  const calls: RecordedCall[] = []
  const server = createServer(async (question, reply) => {
    const method = question.method ?? 'GET'
    const path = question.url ?? '/'
    try {
      const body = await buffer(question)
      const onward = httpRequest(`${hub()}${path}`, { method, headers: question.headers, agent: false })
      onward.on('error', () => reply.destroy())
      onward.on('response', async (response) => {
        const answer = await buffer(response).catch(() => null)
        if (answer === null) return reply.destroy()
        if (calls.length < callsMax)
          calls.push({
            method,
            path,
            headers: only(question.headers),
            body: body.toString('base64'),
            status: response.statusCode ?? 0,
            answerHeaders: only(response.headers),
            answer: answer.toString('base64'),
          })
        reply.writeHead(response.statusCode ?? 502, response.headers).end(answer)
      })
      onward.end(body)
    } catch {
      reply.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: () => [...calls],
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const only = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    told.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  )
