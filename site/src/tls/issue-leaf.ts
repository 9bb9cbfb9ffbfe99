import 'reflect-metadata'
import type { X509Certificate } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  X509Certificate as Certificate,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { permittedNames } from './name-constraints.ts'
import { ecdsa, newKeyPem, type SiteAuthority, slowClockMs, toPublicCryptoKey } from './site-authority.ts'

/** What the web server shows to a browser. Lives in memory only: the next start makes another. */
export interface Leaf {
  readonly certificatePem: string
  readonly keyPem: string
  /** The addresses it names besides the loopback ones, as given. */
  readonly addresses: readonly string[]
  readonly beginsAt: Date
}

/**
 * Issues the certificate of the web server for the site's name, `localhost` and the laptop's addresses of now.
 *
 * The root's first day is a lower bound for the time: on a laptop whose clock has fallen back to 1970 the
 * certificate still begins where tablets, whose clocks are right, may accept it.
 */
export async function issueLeaf(
  authority: SiteAuthority,
  addresses: readonly string[],
  now: Date,
): Promise<Leaf> {
  const root = authority.certificate
  const begins = beginning(authority, now)
  const keyPem = newKeyPem()
  const names = permittedNames(authority.siteId)
  const ips = [...new Set(['127.0.0.1', '::1', ...addresses])]
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [names[0]!] }],
    issuer: new Certificate(root.raw).subjectName,
    publicKey: toPublicCryptoKey(keyPem),
    signingKey: authority.signingKey,
    signingAlgorithm: ecdsa,
    notBefore: new Date(begins),
    notAfter: new Date(Math.min(begins + leafLifeMs, root.validToDate.getTime())),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...ips.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await AuthorityKeyIdentifierExtension.create(publicKeyOf(root)),
    ],
  })
  return { certificatePem: `${certificate.toString('pem')}\n`, keyPem, addresses, beginsAt: new Date(begins) }
}

/**
 * Whether another one is due: the laptop has other addresses now, this one has thirty days left, or the clock
 * has been set back since.
 */
export function needsNewLeaf(
  authority: SiteAuthority,
  leaf: Leaf,
  addresses: readonly string[],
  now: Date,
): boolean {
  const age = beginning(authority, now) - leaf.beginsAt.getTime()
  return leaf.addresses.join() !== addresses.join() || age < 0 || age > leafLifeMs - leafReplacedBeforeMs
}

const beginning = (authority: SiteAuthority, now: Date) =>
  Math.max(now.getTime() - slowClockMs, authority.certificate.validFromDate.getTime())
const publicKeyOf = (root: X509Certificate) =>
  toPublicCryptoKey(root.publicKey.export({ type: 'spki', format: 'pem' }) as string)

const dayMs = 86_400_000
/** Browsers accept at most 398 days, publicly 200; a shorter life costs nothing, because nobody touches it. */
const leafLifeMs = 180 * dayMs
const leafReplacedBeforeMs = 30 * dayMs
