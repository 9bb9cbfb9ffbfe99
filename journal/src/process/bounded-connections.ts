import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How many connections, and how long each may take over what. Behind a balancer all of them come from one address. */
export type ConnectionBounds = {
  all: number
  /** Many sites may share one behind a provider's NAT. */
  perAddress: number
  /** Headers come in one packet or two; twenty seconds are generous on a bad line. */
  headersMs: number
  /** A batch on a bad line takes a minute at most. */
  requestMs: number
  /** Nothing went either way: the cable was pulled, or the other side does not read its answer. */
  silentMs: number
}

export const usualConnectionBounds: ConnectionBounds = {
  all: 4_000,
  perAddress: 1_000,
  headersMs: 20_000,
  requestMs: 90_000,
  silentMs: 120_000,
}

/** A little longer than a balancer keeps a connection for its next request: then it is never the server who ends it. */
const keptForNextMs = 65_000

/** What the server is made with. Node looks for late ones every thirty seconds unless it is told otherwise. */
export function patienceOf({ headersMs, requestMs, silentMs }: ConnectionBounds) {
  const shortest = Math.min(headersMs, requestMs)
  return {
    requestTimeout: requestMs,
    connectionTimeout: silentMs,
    keepAliveTimeout: Math.min(keptForNextMs, silentMs),
    http: {
      headersTimeout: Math.min(headersMs, requestMs),
      connectionsCheckingInterval: Math.min(5_000, Math.ceil(shortest / 4)),
    },
  }
}

/**
 * Bounds the connections of a server: somebody who opens thousands takes nothing from the others. Together with the
 * time limits for headers and bodies, a sender that trickles bytes loses its place.
 */
export function boundConnections(server: Server, bounds: ConnectionBounds): void {
  server.maxConnections = bounds.all
  const byAddress = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? 'unknown'
    const open = (byAddress.get(address) ?? 0) + 1
    byAddress.set(address, open)
    socket.once('close', () => {
      const left = (byAddress.get(address) ?? 1) - 1
      if (left > 0) byAddress.set(address, left)
      else byAddress.delete(address)
    })
    if (open > bounds.perAddress) socket.destroy()
  })
}

/**
 * True, and the connection ended, when a request came before the one in front of it was answered. Nothing that talks to
 * us does so; and a packet of a thousand small requests would else become a thousand answers in memory for somebody who
 * reads none of them.
 */
export function endPipelining(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.httpVersionMajor !== 1 || response.socket !== null) return false
  request.socket.destroy()
  return true
}
