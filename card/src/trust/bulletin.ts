import type { Bulletin, DeniedDevice, GoodPlaces } from '@sentra/contract'
import { fromBase64Url, toBase64Url } from '../envelope/bytes.ts'
import { decodeSign1, header, isPlain, kidOf, verifySign1 } from '../envelope/cose-sign1.ts'
import { claim, claimFromInstant, decodeClaims, instantFromClaim } from '../envelope/cwt.ts'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'
import { type CborMap, isBytes, isCount, isText } from '../envelope/strict-cbor.ts'
import { decodeAll, decodeExtended, encodeExtended, findKey, type OpenedTrust } from './trust-bundle.ts'

/**
 * The bulletin: which laptops are stolen and which lists live longer, signed by a status signer.
 *
 * It can only take trust away from laptops and lengthen the life of lists; it adds no key. So the key that
 * signs it may lie at the hub while the root is far away. Short, it says up to which place the cards of a
 * stolen laptop had been reported; with the names of those cards it also stops a thief who signs a reported
 * place anew. What the bundle says of a laptop is at least as exact, and wins.
 */
export const bulletinType = 'application/sentra-bulletin+cwt'

declare const opened: unique symbol
/** A bulletin whose signature was checked in this process. */
export type OpenedBulletin = Bulletin & { readonly [opened]: true }

export type BulletinRefusal = 'not-a-bulletin' | 'unknown-signer' | 'bad-signature' | 'older-than-known'

export async function openBulletin(
  bytes: Uint8Array,
  trust: OpenedTrust,
  options: { notOlderThanCounter?: number } = {},
): Promise<OpenedBulletin | Refused<BulletinRefusal>> {
  const sign1 = decodeSign1(bytes)
  if (isRefused(sign1) || !isPlain(sign1)) return refuse('not-a-bulletin')
  if (sign1.protectedHeader.get(header.type) !== bulletinType) return refuse('not-a-bulletin')
  const kid = kidOf(sign1)
  const signer = kid && findKey(trust.statusSigners, kid)
  if (!signer) return refuse('unknown-signer')
  if (!(await verifySign1(sign1, signer.key))) return refuse('bad-signature')
  const bulletin = decodeBulletin(decodeClaims(sign1.payload))
  if (!bulletin) return refuse('not-a-bulletin')
  const { issuedAt } = bulletin
  if (issuedAt < signer.entry.validFrom || issuedAt > signer.entry.validUntil) return refuse('unknown-signer')
  if (bulletin.counter < (options.notOlderThanCounter ?? 0)) return refuse('older-than-known')
  return bulletin as OpenedBulletin
}

/** What is trusted once the urgent word has been heard. Old bad news stays bad news, so its own end does not matter. */
export function trustWithBulletin(trust: OpenedTrust, bulletin: OpenedBulletin): OpenedTrust {
  const known = new Set(trust.deniedDevices.map(({ certificateId }) => certificateId))
  const news = bulletin.deniedDevices.filter(({ certificateId }) => !known.has(certificateId))
  const extended = new Map((trust.extendedLists ?? []).map((entry) => [entry.statusList, entry]))
  for (const entry of bulletin.extendedLists) {
    const before = extended.get(entry.statusList)
    if (!before || before.validUntil < entry.validUntil) extended.set(entry.statusList, entry)
  }
  return {
    ...trust,
    deniedDevices: [...trust.deniedDevices, ...news],
    extendedLists: [...extended.values()],
  }
}

export function encodeBulletin(bulletin: Bulletin): CborMap {
  const denied = bulletin.deniedDevices.map((entry) => [
    fromBase64Url(entry.certificateId),
    claimFromInstant(entry.deniedAt),
    (entry.goodPlaces ?? []).map(({ statusList, from, below }) => [statusList, from, below]),
    ...(entry.goodCards.length > 0 ? [entry.goodCards.map(fromBase64Url)] : []),
  ])
  return new Map<unknown, unknown>([
    [claim.expiresAt, claimFromInstant(bulletin.expiresAt)],
    [claim.issuedAt, claimFromInstant(bulletin.issuedAt)],
    [claim.bulletin, [bulletin.counter, denied, bulletin.extendedLists.map(encodeExtended)]],
  ])
}

function decodeBulletin(claims: CborMap | null): Bulletin | null {
  const issuedAt = instantFromClaim(claims?.get(claim.issuedAt))
  const expiresAt = instantFromClaim(claims?.get(claim.expiresAt))
  const content = claims?.get(claim.bulletin)
  if (!issuedAt || !expiresAt || !Array.isArray(content) || content.length !== 3) return null
  const counter: unknown = content[0]
  const deniedDevices = decodeAll(content[1], decodeDenied)
  const extendedLists = decodeAll(content[2], decodeExtended)
  if (!isCount(counter) || !deniedDevices || !extendedLists) return null
  return { counter, issuedAt, expiresAt, deniedDevices, extendedLists }
}

function decodeDenied(parts: unknown): DeniedDevice | null {
  if (!Array.isArray(parts) || parts.length < 3 || parts.length > 4) return null
  const [certificateId, at, places, cards] = parts
  const deniedAt = instantFromClaim(at)
  const goodPlaces = decodeAll(places, decodePlaces)
  const goodCards =
    parts.length === 3 ? [] : decodeAll(cards, (card) => (isBytes(card) ? toBase64Url(card) : null))
  if (!isBytes(certificateId) || !deniedAt || !goodPlaces || !goodCards) return null
  const entry = { certificateId: toBase64Url(certificateId), deniedAt, goodCards }
  return goodPlaces.length > 0 ? { ...entry, goodPlaces } : entry
}

function decodePlaces(parts: unknown): GoodPlaces | null {
  if (!Array.isArray(parts) || parts.length !== 3) return null
  const [statusList, from, below] = parts
  return isText(statusList) && isCount(from) && isCount(below) ? { statusList, from, below } : null
}
