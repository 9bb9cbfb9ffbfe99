import { createHash, X509Certificate } from 'node:crypto'
import type { DocumentUsage } from '@sentra/contract'
import type { Bytes } from '../envelope/bytes.ts'
import { type ForeignKey, foreignKey } from '../envelope/foreign-key.ts'
import { type Refused, refuse } from '../envelope/refused.ts'

/** A document signer as its X.509 certificate presents it. Who signed the certificate is not asked here. */
export interface SignerCertificate {
  /** First 8 bytes of the SHA-256 of the certificate: the name that cards call it by (HCERT, 3.3.1). */
  readonly kid: Bytes
  readonly key: ForeignKey
  readonly country: string | null
  readonly validFrom: string
  readonly validUntil: string
  /** Null: no usage of the EU DCC is named, so every one is allowed. */
  readonly usages: readonly DocumentUsage[] | null
}

/** DER or PEM. Refuses what is no certificate, and keys of a kind no nation signs cards with. */
export function openSignerCertificate(
  bytes: Uint8Array | string,
): SignerCertificate | Refused<'not-a-certificate' | 'unsupported-key'> {
  const certificate = readX509(bytes)
  if (!certificate) return refuse('not-a-certificate')
  const key = foreignKey(certificate.publicKey.export({ type: 'spki', format: 'der' }))
  if (!key) return refuse('unsupported-key')
  const usages = usagesOf((certificate.keyUsage as string[] | undefined) ?? [])
  return {
    kid: new Uint8Array(createHash('sha256').update(certificate.raw).digest().subarray(0, 8)),
    key,
    country: /(?:^|\n)C=([A-Z]{2,3})(?:\n|$)/.exec(certificate.subject)?.[1] ?? null,
    validFrom: certificate.validFromDate.toISOString(),
    validUntil: certificate.validToDate.toISOString(),
    usages: usages.length === 0 ? null : usages,
  }
}

function readX509(bytes: Uint8Array | string): X509Certificate | null {
  try {
    return new X509Certificate(bytes)
  } catch {
    return null
  }
}

/** Extended key usages of the EU DCC; some certificates of 2021 have a zero more in them. */
function usagesOf(identifiers: readonly string[]): DocumentUsage[] {
  const last = identifiers.map((one) => /^1\.3\.6\.1\.4\.1\.(?:0\.)?1847\.2021\.1\.([123])$/.exec(one)?.[1])
  const named = { '1': 'test', '2': 'vaccination', '3': 'recovery' } as const
  return last.flatMap((digit) => (digit ? [named[digit as keyof typeof named]] : []))
}
