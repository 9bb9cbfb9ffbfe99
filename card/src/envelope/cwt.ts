import { isoDate, isoInstant } from './iso-time.ts'
import { type CborMap, decodeCbor, isMap, untag } from './strict-cbor.ts'

/** Claim keys of the IANA CWT registry, and ours below -65536 (private use). */
export const claim = {
  issuer: 1,
  subject: 2,
  expiresAt: 4,
  notBefore: 5,
  issuedAt: 6,
  /** A unique identifier (`cti`). */
  tokenId: 7,
  confirmation: 8,
  hcert: -260,
  /** Token Status List: the list itself, its time to live, and a token's place in it. */
  statusList: 65533,
  timeToLive: 65534,
  status: 65535,
  /** Ours: what a site CA says about a device; the root's bundle. */
  device: -65538,
  trustBundle: -65539,
  /** Ours: the urgent word between two bundles. */
  bulletin: -65540,
  /** Ours: a root names the one that follows. */
  rootSuccession: -65541,
  /** Ours: after this moment no card of a status list counts any more. */
  liveUntil: -65542,
} as const

/**
 * Keys inside the `hcert` claim: EU DCC, WHO's digital vaccination certificate (proposed), and our local
 * card. WHO leaves negative keys free to use; ours takes two bytes of the QR, not the five of -65537.
 */
export const hcertKey = { dcc: 1, dvc: -6, localCard: -62 } as const

/** Null when the payload is not a map of claims. A foreign issuer's may have any order, floats and tags. */
export function decodeClaims(payload: Uint8Array, form?: 'foreign'): CborMap | null {
  const claims = untag(decodeCbor(payload, form)).value
  return isMap(claims) ? claims : null
}

/** NumericDate, whole or with a fraction as foreign issuers write it, to an ISO instant. */
export function instantFromClaim(value: unknown): string | null {
  const { tag, value: seconds } = untag(value)
  if (tag !== null && tag !== 1) return null
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= 253_402_300_799)) return null
  return isoInstant(Math.floor(seconds) * 1000)
}

/** Whole seconds, rounded down. */
export function claimFromInstant(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000)
}

/** Days since 1970-01-01 (RFC 8943 without its tag): three bytes where the text needs eleven. */
export function daysFromDate(localDate: string): number {
  return Date.parse(`${localDate}T00:00:00Z`) / 86_400_000
}

export function dateFromDays(days: unknown): string | null {
  if (typeof days !== 'number' || !Number.isSafeInteger(days) || Math.abs(days) > 100_000) return null
  return isoDate(days)
}
