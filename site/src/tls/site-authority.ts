import 'reflect-metadata'
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type webcrypto,
  X509Certificate,
} from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { secretFile } from '../keys/secret-file.ts'
import { siteNameConstraints } from './name-constraints.ts'

/**
 * The site's own root certificate, which a tablet is told to trust once.
 *
 * A browser gives camera and service worker only to pages it trusts, and on a network without internet nobody
 * else can vouch for the laptop. The key never leaves it; see name-constraints.ts for what the root cannot do.
 */
export interface SiteAuthority {
  readonly siteId: string
  readonly certificate: X509Certificate
  /** Signs certificates; a WebCrypto key, because the library that encodes them wants one. */
  readonly signingKey: webcrypto.CryptoKey
}

/**
 * Opens the root, or makes it at the first start. One that is about to end is replaced, and the tablets must then
 * trust the new one. A clock that runs behind never replaces it: a flat clock battery must not cost the trust.
 */
export async function openSiteAuthority(
  directory: string,
  siteId: string,
  now: Date,
): Promise<SiteAuthority> {
  const known = readAuthorityCertificate(directory)
  if (known && now.getTime() > known.validToDate.getTime() - rootReplacedBeforeMs) {
    rmSync(certificateFile(directory))
    rmSync(keyFile(directory), { force: true })
  }
  const pem = secretFile(keyFile(directory), newKeyPem)
  const signingKey = toCryptoKey(pem)
  if (!existsSync(certificateFile(directory))) {
    const made = await makeRoot(siteId, pem, now)
    secretFile(certificateFile(directory), () => made)
  }
  return { siteId, certificate: readAuthorityCertificate(directory)!, signingKey }
}

/** The root certificate that lies there, or null before the first start with https. */
export function readAuthorityCertificate(directory: string): X509Certificate | null {
  const file = certificateFile(directory)
  return existsSync(file) ? new X509Certificate(secretFile(file, () => '')) : null
}

/** SHA-256 over the certificate as systems show it, in eight groups that two people can read to each other. */
export function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replace(/(.{11}):/g, '$1 ')
}

async function makeRoot(siteId: string, pem: string, now: Date): Promise<string> {
  const publicKey = toPublicCryptoKey(pem)
  const root = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [`Sentra ${siteId} root`] }, { O: ['Sentra'] }],
    keys: { publicKey, privateKey: toCryptoKey(pem) },
    notBefore: new Date(now.getTime() - slowClockMs),
    notAfter: new Date(now.getTime() + rootLifeMs),
    signingAlgorithm: ecdsa,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      siteNameConstraints(siteId),
      await SubjectKeyIdentifierExtension.create(publicKey),
    ],
  })
  return `${root.toString('pem')}\n`
}

export const newKeyPem = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string

export const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const toCryptoKey = (pem: string) => createPrivateKey(pem).toCryptoKey(ecdsa, true, ['sign'])
export const toPublicCryptoKey = (pem: string) => createPublicKey(pem).toCryptoKey(ecdsa, true, ['verify'])

const keyFile = (directory: string) => join(directory, 'site-root-key.pem')
const certificateFile = (directory: string) => join(directory, 'site-root.pem')

const dayMs = 86_400_000
/** As long as a laptop of a campaign serves; visiting every tablet more often would teach people to click. */
const rootLifeMs = 5 * 365 * dayMs
/** Longer than the longest campaign week, so that it never ends between two days of one. */
const rootReplacedBeforeMs = 30 * dayMs
/** A tablet whose clock is a day behind must not refuse. */
export const slowClockMs = dayMs
