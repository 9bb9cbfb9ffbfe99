import { hkdfSync } from 'node:crypto'
import { sealIdentityOf } from '@sentra/journal'
import type { HubIdentity } from '../issue/hub-identity.ts'

/**
 * What bundles to this hub are encrypted to. It follows from the hub's secret, so all hubs of one registry open the
 * same bundles and there is no further key to keep.
 */
export function bundleIdentity({ secret }: Pick<HubIdentity, 'secret'>) {
  return sealIdentityOf(new Uint8Array(hkdfSync('sha256', secret, '', 'sentra bundle identity v1', 32)))
}
