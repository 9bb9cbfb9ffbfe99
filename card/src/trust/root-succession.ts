import type { Bytes } from '../envelope/bytes.ts'
import { compressPoint, decompressPoint, type PublicKey } from '../envelope/cose-key.ts'
import { decodeSign1, header, isPlain, verifySign1 } from '../envelope/cose-sign1.ts'
import { claim, claimFromInstant, decodeClaims, instantFromClaim } from '../envelope/cwt.ts'
import { isLowS } from '../envelope/es256.ts'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'
import { type CborMap, isBytes, isCount } from '../envelope/strict-cbor.ts'

/**
 * A root steps down: it signs the key of the one that follows, and up to which bundle its own word counts.
 *
 * A verifier is pinned to the first root it met. From there it follows these, one after the other, to the
 * root of today, and needs nobody's advice on the way. The line between two roots is the bundle's counter, not
 * a date: whoever finds an old root's key later can sign no bundle that a verifier would still take.
 */
export const rootSuccessionType = 'application/sentra-root+cwt'

export interface RootSuccession {
  readonly newRoot: PublicKey
  readonly issuedAt: string
  /** The new root's bundles bear this date or a later one. */
  readonly validFrom: string
  /** Bundles up to this counter are the old root's, later ones the new root's. */
  readonly lastCounter: number
}

export type SuccessionRefusal = 'not-a-root-succession' | 'bad-signature'

/** Opens a succession by the root it is signed by; by any other it is refused. */
export async function openRootSuccession(
  bytes: Uint8Array,
  oldRoot: PublicKey,
): Promise<RootSuccession | Refused<SuccessionRefusal>> {
  const sign1 = decodeSign1(bytes)
  if (isRefused(sign1) || !isPlain(sign1)) return refuse('not-a-root-succession')
  if (sign1.protectedHeader.get(header.type) !== rootSuccessionType) return refuse('not-a-root-succession')
  if (!(await verifySign1(sign1, oldRoot)) || !isLowS(sign1.signature)) return refuse('bad-signature')
  return decodeSuccession(decodeClaims(sign1.payload)) ?? refuse('not-a-root-succession')
}

export function encodeSuccession(succession: RootSuccession): CborMap {
  const { newRoot, issuedAt, validFrom, lastCounter } = succession
  return new Map<unknown, unknown>([
    [claim.notBefore, claimFromInstant(validFrom)],
    [claim.issuedAt, claimFromInstant(issuedAt)],
    [claim.rootSuccession, [lastCounter, compressPoint(newRoot)]],
  ])
}

function decodeSuccession(claims: CborMap | null): RootSuccession | null {
  const issuedAt = instantFromClaim(claims?.get(claim.issuedAt))
  const validFrom = instantFromClaim(claims?.get(claim.notBefore))
  const content = claims?.get(claim.rootSuccession)
  if (!issuedAt || !validFrom || !Array.isArray(content) || content.length !== 2) return null
  const [lastCounter, point] = content
  const newRoot = isBytes(point) && point.length === 33 ? decompressPoint(point) : null
  return isCount(lastCounter) && newRoot ? { newRoot, issuedAt, validFrom, lastCounter } : null
}

/** One root of a line: which bundles are its own. */
export interface Reign {
  readonly key: PublicKey
  readonly validFrom: string
  /** Counters above this one … */
  readonly above: number
  /** … up to this one; infinite for the root of today. */
  readonly upTo: number
}

/** The roots from the pinned one to today's, and the signed words that lead from each to the next. */
export interface RootLine {
  readonly reigns: readonly Reign[]
  readonly successions: readonly Bytes[]
}

/** A root lives ten years. A longer list is none of ours, and each entry may cost a signature check. */
export const successionsMax = 16

/**
 * Follows successions from a root as far as they lead. Those of other roots are passed over, as is a second one
 * of the same root: the first that is known stands, so `known` ones must come first. Counters only rise.
 */
export async function followRoots(pinned: PublicKey, successions: readonly Uint8Array[]): Promise<RootLine> {
  const reigns: Reign[] = [
    { key: pinned, validFrom: '', above: Number.NEGATIVE_INFINITY, upTo: Number.POSITIVE_INFINITY },
  ]
  const used: Bytes[] = []
  for (let next = true; next && used.length < successionsMax; ) {
    next = false
    const last = reigns.at(-1)!
    for (const bytes of successions.slice(0, successionsMax)) {
      const opened = await openRootSuccession(bytes, last.key)
      if (isRefused<string>(opened) || opened.lastCounter < last.above) continue
      reigns[reigns.length - 1] = { ...last, upTo: opened.lastCounter }
      const { newRoot: key, validFrom, lastCounter: above } = opened
      reigns.push({ key, validFrom, above, upTo: Number.POSITIVE_INFINITY })
      used.push(new Uint8Array(bytes))
      next = true
      break
    }
  }
  return { reigns, successions: used }
}

export function rootOfToday(line: RootLine): PublicKey {
  return line.reigns.at(-1)!.key
}
