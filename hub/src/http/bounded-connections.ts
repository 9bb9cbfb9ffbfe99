import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** All together; one address (many sites may share one behind a provider's NAT); what a slow one may take. */
export type ConnectionBounds = { all: number; perAddress: number }

export const usualConnectionBounds: ConnectionBounds = { all: 4_000, perAddress: 1_000 }

/** Headers come in one packet or two; twenty seconds are generous on a bad line. */
export const headersWithinMs = 20_000

/**
 * Bounds the connections of a server: somebody who opens thousands takes nothing from the others. Together with the
 * time limits for headers and bodies, a sender that trickles bytes loses its place.
 */
export function boundConnections(server: Server, bounds: ConnectionBounds = usualConnectionBounds): void {
  server.maxConnections = bounds.all
  server.headersTimeout = headersWithinMs
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
