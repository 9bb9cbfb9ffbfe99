import type { Bytes } from '../envelope/bytes.ts'
import { claim, claimFromInstant } from '../envelope/cwt.ts'
import { encodeCbor } from '../envelope/strict-cbor.ts'
import { compressStatuses, type StatusArray } from '../status/status-bits.ts'
import { statusListType } from '../status/status-list.ts'
import type { Signed, Signer } from './es256-signer.ts'
import { signEnvelope } from './sign-envelope.ts'

export interface StatusListTerms {
  /** The name by which cards refer to the list; exactly the same string. */
  readonly uri: string
  readonly issuedAt: Date
  /** By default 7 days: after that a verifier says "status as of". */
  readonly expiresAt?: Date
  /** When the last card that is on the list by now will have expired. Not known: the list is kept. */
  readonly liveUntil?: Date
  /** By default 12 hours. */
  readonly timeToLiveSeconds?: number
}

export function signStatusList<By extends Signer>(
  array: StatusArray,
  terms: StatusListTerms,
  statusSigner: By,
): Signed<By, Bytes> {
  const expiresAt = terms.expiresAt ?? new Date(terms.issuedAt.getTime() + 7 * 86_400_000)
  const payload = encodeCbor(
    new Map<number, unknown>([
      [claim.subject, terms.uri],
      [claim.expiresAt, claimFromInstant(expiresAt.toISOString())],
      [claim.issuedAt, claimFromInstant(terms.issuedAt.toISOString())],
      [claim.timeToLive, terms.timeToLiveSeconds ?? 12 * 60 * 60],
      ...(terms.liveUntil
        ? [[claim.liveUntil, claimFromInstant(terms.liveUntil.toISOString())] as const]
        : []),
      [claim.statusList, { bits: array.bits, lst: compressStatuses(array) }],
    ]),
  )
  return signEnvelope(payload, statusSigner, { type: statusListType })
}
