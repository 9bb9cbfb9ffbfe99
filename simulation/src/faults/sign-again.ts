import { parseSiteAuthorization, signSiteRequest } from '@sentra/journal'
import type { NetworkRequest, VirtualTime } from '@sentra/testkit/faults'
import type { Hall } from './clinic.ts'

/**
 * An old request in the sender's own hand, with a fresh date: what a laptop sends that was closed in the middle of a
 * request and is opened weeks later. Null for a request that nobody signs.
 */
export function signAgainFor(halls: readonly Hall[], time: VirtualTime) {
  return (request: NetworkRequest): NetworkRequest | null => {
    const site = parseSiteAuthorization(request.headers.authorization)?.site
    const hall = halls.find(({ name }) => name === site)
    if (hall === undefined) return null
    const { method, path, body } = request
    const authorization = signSiteRequest({
      method,
      path,
      body,
      site: hall.name,
      created: Math.floor(time.now() / 1000),
      logKey: hall.laptop.identity.keys.logKey,
    })
    return { ...request, headers: { ...request.headers, authorization } }
  }
}
