import { createPublicKey } from 'node:crypto'
import type { DocumentSigner } from '@sentra/contract'
import { toBase64Url } from '../envelope/bytes.ts'
import { compressPoint } from '../envelope/cose-key.ts'
import { publicKeyOf } from '../issue/es256-signer.ts'
import { openSignerCertificate, type SignerCertificate } from './signer-certificate.ts'

/**
 * Trust lists of WHO's Global Digital Health Certification Network: DID documents in which each
 * verification method is one key of one nation.
 *
 *   did:web:tng-cdn.who.int:v2:trustlist:<domain>:<country>:<usage>#<kid>
 *   publicKeyJwk: { kty, crv, x, y } or { kty, n, e }, with x5c when there is a certificate
 *
 * This reads the document; that it came from WHO is for the one who fetched it to make sure, and the
 * signers count only once the root has signed the trust bundle they are put into. Signing authorities
 * (SCA) and upload keys are passed over: only document signers (DSC) sign cards.
 */
export interface DidImport {
  readonly signers: readonly DocumentSigner[]
  /** What was passed over, by its id, and why. */
  readonly skipped: readonly { readonly id: string; readonly reason: SkipReason }[]
}

export type SkipReason = 'not-a-document-signer' | 'unsupported-key' | 'no-country' | 'expired' | 'duplicate'

export interface DidImportOptions {
  readonly now: Date
  /** By default every domain; otherwise only keys of this one, such as `DCC` or `DIVOC`. */
  readonly domain?: string
  /** For keys without a certificate, which says how long they count: by default a year. */
  readonly daysWithoutCertificate?: number
}

/** Throws when the document has no list of verification methods. */
export function documentSignersFromDid(document: unknown, options: DidImportOptions): DidImport {
  const methods = (document as { verificationMethod?: unknown } | null)?.verificationMethod
  if (!Array.isArray(methods)) throw new TypeError('a trust list is a DID document with verificationMethod')
  const signers = new Map<string, DocumentSigner>()
  const skipped: { id: string; reason: SkipReason }[] = []
  for (const method of methods as unknown[]) {
    const entry = readMethod(method, options)
    if (entry === null) continue
    if (entry.reason === undefined && signers.has(entry.signer.kid))
      skipped.push({ id: entry.id, reason: 'duplicate' })
    else if (entry.reason === undefined) signers.set(entry.signer.kid, entry.signer)
    else skipped.push({ id: entry.id, reason: entry.reason })
  }
  return { signers: Array.from(signers.values()), skipped }
}

type Entry = { id: string; signer: DocumentSigner; reason?: undefined } | { id: string; reason: SkipReason }

/** Null for a reference to another document, and for a key of another domain. */
function readMethod(method: unknown, options: DidImportOptions): Entry | null {
  const { id, publicKeyJwk } = (method ?? {}) as { id?: unknown; publicKeyJwk?: unknown }
  if (typeof id !== 'string' || typeof publicKeyJwk !== 'object' || publicKeyJwk === null) return null
  const [path = '', fragment = ''] = id.split('#')
  const [domain = '', country = '', usage = ''] = path.split(':trustlist:')[1]?.split(':') ?? []
  if (options.domain !== undefined && domain !== options.domain && domain !== '-') return null
  if (usage !== '' && usage !== 'DSC') return { id, reason: 'not-a-document-signer' }
  if (!/^[A-Z]{2,3}$/.test(country)) return { id, reason: 'no-country' }

  const jwk = publicKeyJwk as { x5c?: string[] }
  const certificate = certificateOf(jwk)
  const now = options.now.toISOString()
  if (certificate && certificate.validUntil < now) return { id, reason: 'expired' }
  const publicKey = keyOf(jwk)
  const kid = certificate ? toBase64Url(certificate.kid) : kidOfFragment(fragment)
  if (!publicKey || !kid) return { id, reason: 'unsupported-key' }
  const days = options.daysWithoutCertificate ?? 365
  // A bare key does not say since when it signs; being listed vouches for what it signed before.
  const validFrom = certificate?.validFrom ?? new Date(0).toISOString()
  const validUntil =
    certificate?.validUntil ?? new Date(options.now.getTime() + days * 86_400_000).toISOString()
  const signer = { kid, publicKey, validFrom, validUntil, country }
  return { id, signer: certificate?.usages ? { ...signer, usages: [...certificate.usages] } : signer }
}

function certificateOf({ x5c }: { x5c?: string[] }): SignerCertificate | null {
  if (!Array.isArray(x5c) || typeof x5c[0] !== 'string') return null
  const opened = openSignerCertificate(Buffer.from(x5c[0], 'base64'))
  return 'refused' in opened ? null : opened
}

/** As the trust bundle holds it: a compressed point for P-256, SubjectPublicKeyInfo otherwise. */
function keyOf(jwk: object): string | null {
  try {
    const key = createPublicKey({ key: jwk as never, format: 'jwk' })
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1')
      return toBase64Url(compressPoint(publicKeyOf(key)))
    return toBase64Url(key.export({ type: 'spki', format: 'der' }))
  } catch {
    return null
  }
}

/** The fragment is the kid in base64, percent-encoded as a DID demands. */
function kidOfFragment(fragment: string): string | null {
  try {
    const bytes = Buffer.from(decodeURIComponent(fragment), 'base64')
    return bytes.length === 8 ? toBase64Url(bytes) : null
  } catch {
    return null
  }
}
