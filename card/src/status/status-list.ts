import type { TrustBundle } from '@sentra/contract'
import { decodeSign1, header, isPlain, kidOf, verifySign1 } from '../envelope/cose-sign1.ts'
import { claim, decodeClaims, instantFromClaim } from '../envelope/cwt.ts'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'
import { isBytes, isCount, isMap, isText } from '../envelope/strict-cbor.ts'
import { findKey } from '../trust/trust-bundle.ts'
import { expandStatuses, type StatusArray } from './status-bits.ts'

/**
 * A status list token in CWT form: which cards of one list are no longer plainly valid.
 * It names nobody. Whole lists are fetched, so nobody learns who was checked.
 */
export const statusListType = 'application/statuslist+cwt'

/** Registered values; 3 is left to applications, and here means exchanged, which is not fraud. */
export const cardStatus = { valid: 0, withdrawn: 1, suspended: 2, exchanged: 3 } as const
export type CardStatus = (typeof cardStatus)[keyof typeof cardStatus]

declare const opened: unique symbol

/** A list whose signature was checked in this process. */
export interface StatusList extends StatusArray {
  /** The name by which cards refer to it. */
  readonly uri: string
  readonly issuedAt: string
  /** After this moment a zero means "valid then", not "valid now". */
  readonly expiresAt: string | null
  /** How long a verifier may wait before it fetches again. */
  readonly timeToLiveSeconds: number | null
  /** When the last card that was on the list will have expired: then a verifier may forget it. */
  readonly liveUntil: string | null
  readonly [opened]: true
}

export type StatusListRefusal = 'not-a-status-list' | 'unknown-signer' | 'bad-signature'

export async function openStatusList(
  bytes: Uint8Array,
  trust: TrustBundle,
): Promise<StatusList | Refused<StatusListRefusal>> {
  const sign1 = decodeSign1(bytes)
  if (isRefused(sign1) || !isPlain(sign1)) return refuse('not-a-status-list')
  if (sign1.protectedHeader.get(header.type) !== statusListType) return refuse('not-a-status-list')
  const kid = kidOf(sign1)
  const signer = kid && findKey(trust.statusSigners, kid)
  if (!signer) return refuse('unknown-signer')
  if (!(await verifySign1(sign1, signer.key))) return refuse('bad-signature')

  const claims = decodeClaims(sign1.payload, 'foreign')
  const uri = claims?.get(claim.subject)
  const issuedAt = instantFromClaim(claims?.get(claim.issuedAt))
  const expiry = claims?.get(claim.expiresAt)
  const expiresAt = expiry === undefined ? null : instantFromClaim(expiry)
  const timeToLive = claims?.get(claim.timeToLive)
  const list = claims?.get(claim.statusList)
  if (!isText(uri) || !issuedAt || !isMap(list) || !isBytes(list.get('lst')))
    return refuse('not-a-status-list')
  if (expiry !== undefined && !expiresAt) return refuse('not-a-status-list')
  if (issuedAt < signer.entry.validFrom || issuedAt > signer.entry.validUntil) return refuse('unknown-signer')

  const array = expandStatuses(list.get('bits'), list.get('lst') as Uint8Array)
  if (isRefused<'not-a-status-list'>(array)) return array
  const timeToLiveSeconds = isCount(timeToLive) ? timeToLive : null
  const liveUntil = instantFromClaim(claims?.get(claim.liveUntil))
  return { ...array, uri, issuedAt, expiresAt, timeToLiveSeconds, liveUntil } as StatusList
}
