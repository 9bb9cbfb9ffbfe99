import 'reflect-metadata'
import { type KeyObject, randomBytes } from 'node:crypto'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** The governance of WHO's trust network: an authority of four years, signers of two, and no level between. */
const years = { authority: 4, signer: 2 }
/** id-EU-DCC key usage: vaccination certificates, and nothing else. */
const vaccinationsOnly = '1.3.6.1.4.1.1847.2021.1.2'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** The national authority's own certificate, as PEM. It lives with the root, offline. */
export async function nationalAuthorityCertificate(
  authority: KeyObject,
  country: string,
  now: Date,
): Promise<string> {
  const privateKey = await privateKeyOf(authority)
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=National SCA, C=${country}`,
    notBefore: now,
    notAfter: later(now, years.authority),
    signingAlgorithm: algorithm,
    keys: { privateKey, publicKey: await publicKeyOf(pointOf(authority)) },
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(await publicKeyOf(pointOf(authority))),
    ],
  })
  return certificate.toString('pem')
}

/** A document signer's certificate by the national authority: for the trust lists of other countries. */
export async function documentSignerCertificate(
  request: { point: Uint8Array<ArrayBuffer>; country: string; now: Date },
  authority: { key: KeyObject; certificate: string },
): Promise<string> {
  const issuer = new X509Certificate(authority.certificate)
  const wanted = later(request.now, years.signer)
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: `CN=Document signer, C=${request.country}`,
    issuer: issuer.subject,
    notBefore: request.now,
    // A certificate must not outlive the one that vouches for it.
    notAfter: wanted < issuer.notAfter ? wanted : issuer.notAfter,
    signingAlgorithm: algorithm,
    publicKey: await publicKeyOf(request.point),
    signingKey: await privateKeyOf(authority.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([vaccinationsOnly]),
      await SubjectKeyIdentifierExtension.create(await publicKeyOf(request.point)),
    ],
  })
  return certificate.toString('pem')
}

const privateKeyOf = (key: KeyObject) =>
  crypto.subtle.importKey(
    'pkcs8',
    key.export({ type: 'pkcs8', format: 'der' }) as Uint8Array<ArrayBuffer>,
    algorithm,
    false,
    ['sign'],
  )

const publicKeyOf = (point: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey('raw', point, algorithm, true, ['verify'])

function pointOf(key: KeyObject): Uint8Array<ArrayBuffer> {
  const { x, y } = key.export({ format: 'jwk' })
  return new Uint8Array(
    Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]),
  )
}

/** 127 bits by chance: positive, and never the same twice. */
const serial = () => Buffer.concat([Buffer.of(randomBytes(1)[0]! & 0x7f), randomBytes(15)]).toString('hex')

function later(moment: Date, count: number): Date {
  const date = new Date(moment)
  date.setUTCFullYear(date.getUTCFullYear() + count)
  return date
}
