import 'reflect-metadata'
import { BlockList, isIPv4, isIPv6 } from 'node:net'
import { AsnConvert } from '@peculiar/asn1-schema'
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509'
import { Extension } from '@peculiar/x509'

/**
 * What a site's root may vouch for: this site's own name, and addresses that exist only inside a local network.
 *
 * People put this root into their phones. With these limits, critical so that nobody may skip them, a root
 * that is stolen with the laptop still cannot speak for any name or address on the internet (RFC 5280, 4.2.1.10).
 */
export function siteNameConstraints(siteId: string): Extension {
  const permitted = [
    ...permittedNames(siteId).map((dNSName) => new GeneralName({ dNSName })),
    ...localRanges.map(([address, prefix]) => new GeneralName({ iPAddress: `${address}/${prefix}` })),
  ]
  const constraints = new NameConstraints({
    permittedSubtrees: new GeneralSubtrees(permitted.map((base) => new GeneralSubtree({ base }))),
  })
  return new Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints))
}

/** `.internal` is reserved for private networks: nobody on the internet can own it. */
export const permittedNames = (siteId: string) => [`${siteId}.sentra.internal`, 'localhost']

/** Whether a certificate of this site may carry the address; one that may not would spoil all the others in it. */
export function isLocalAddress(address: string): boolean {
  if (isIPv4(address)) return ranges.check(address, 'ipv4')
  return isIPv6(address) && ranges.check(address, 'ipv6')
}

/** Private (RFC 1918, RFC 4193), loopback and link-local (RFC 3927, RFC 4291) addresses. */
const localRanges: [address: string, prefix: number][] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['::1', 128],
]

const ranges = new BlockList()
for (const [address, prefix] of localRanges)
  ranges.addSubnet(address, prefix, isIPv4(address) ? 'ipv4' : 'ipv6')
