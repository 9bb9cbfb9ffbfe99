import { networkInterfaces } from 'node:os'
import { isLocalAddress } from './name-constraints.ts'

/**
 * The IPv4 addresses under which tablets on the local network reach this laptop now; sorted, no doubles.
 * Routers of halls and hotspots hand out private ones; any other the site's certificate could not name.
 */
export function localAddresses(interfaces = networkInterfaces()): string[] {
  const found = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isLocalAddress(address))
    .map(({ address }) => address)
  return [...new Set(found)].sort()
}
