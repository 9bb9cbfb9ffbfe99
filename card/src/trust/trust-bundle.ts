import type {
  DeniedDevice,
  DocumentSigner,
  DocumentUsage,
  ExtendedList,
  TrustBundle,
  TrustedKey,
} from '@sentra/contract'
import { fromBase64Url, toBase64Url } from '../envelope/bytes.ts'
import { bytesName } from '../envelope/bytes-name.ts'
import { decompressPoint, type PublicKey } from '../envelope/cose-key.ts'
import { decodeSign1, header, isPlain, verifySign1 } from '../envelope/cose-sign1.ts'
import { claim, claimFromInstant, decodeClaims, instantFromClaim } from '../envelope/cwt.ts'
import { type ForeignKey, foreignKey } from '../envelope/foreign-key.ts'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'
import { type CborMap, isBytes, isCount, isText } from '../envelope/strict-cbor.ts'
import type { Reign, RootLine } from './root-succession.ts'

/**
 * The trust bundle: one small signed file from which a verifier knows every key that counts.
 *
 * Its counter only ever grows. A verifier keeps the highest it has seen and refuses an older one, or
 * a thief would hand out yesterday's bundle, in which his laptop is still good.
 */
export const trustBundleType = 'application/sentra-trust+cwt'

declare const opened: unique symbol
/** A bundle whose signature was checked in this process; there is no other way to get one. */
export type OpenedTrust = TrustBundle & { readonly [opened]: true }

export type TrustRefusal = 'not-a-trust-bundle' | 'bad-signature' | 'older-than-known'

/** `root`: the one root to accept, or the line of roots that a verifier followed from the one it pinned. */
export async function openTrustBundle(
  bytes: Uint8Array,
  root: PublicKey | RootLine,
  options: { notOlderThanCounter?: number } = {},
): Promise<OpenedTrust | Refused<TrustRefusal>> {
  const sign1 = decodeSign1(bytes)
  if (isRefused(sign1) || !isPlain(sign1)) return refuse('not-a-trust-bundle')
  if (sign1.protectedHeader.get(header.type) !== trustBundleType) return refuse('not-a-trust-bundle')

  const bundle = decodeBundle(decodeClaims(sign1.payload))
  if (!bundle) return refuse('not-a-trust-bundle')
  const key = root instanceof Uint8Array ? root : reignOf(bundle, root)?.key
  if (!key || !(await verifySign1(sign1, key))) return refuse('bad-signature')
  if (bundle.counter < (options.notOlderThanCounter ?? 0)) return refuse('older-than-known')
  return bundle as OpenedTrust
}

/** Each root signs the bundles of its own counters and time, and no other root's. */
function reignOf({ counter, issuedAt }: TrustBundle, { reigns }: RootLine): Reign | undefined {
  const reign = reigns.find(({ above, upTo }) => counter > above && counter <= upTo)
  return reign && issuedAt >= reign.validFrom ? reign : undefined
}

export function encodeBundle(bundle: TrustBundle): CborMap {
  const content = [
    bundle.counter,
    bundle.siteCas.map((entry) => encodeKey(entry)),
    bundle.documentSigners.map(encodeSigner),
    bundle.statusSigners.map((entry) => encodeKey(entry)),
    bundle.deniedDevices.map(encodeDenied),
    // Only when there is one: a bundle without extensions has the form it always had.
    ...(bundle.extendedLists?.length ? [bundle.extendedLists.map(encodeExtended)] : []),
  ]
  return new Map<unknown, unknown>([
    [claim.expiresAt, claimFromInstant(bundle.expiresAt)],
    [claim.issuedAt, claimFromInstant(bundle.issuedAt)],
    [claim.trustBundle, content],
  ])
}

function decodeBundle(claims: CborMap | null): TrustBundle | null {
  const issuedAt = instantFromClaim(claims?.get(claim.issuedAt))
  const expiresAt = instantFromClaim(claims?.get(claim.expiresAt))
  const content = claims?.get(claim.trustBundle)
  if (!issuedAt || !expiresAt || !Array.isArray(content)) return null
  if (content.length !== 5 && content.length !== 6) return null
  const [counter, ...lists] = content
  const siteCas = decodeAll(lists[0], decodeKey)
  const documentSigners = decodeAll(lists[1], decodeSigner)
  const statusSigners = decodeAll(lists[2], decodeKey)
  const deniedDevices = decodeAll(lists[3], decodeDenied)
  if (!isCount(counter) || !siteCas || !documentSigners || !statusSigners || !deniedDevices) return null
  const bundle = { counter, issuedAt, expiresAt, siteCas, documentSigners, statusSigners, deniedDevices }
  if (content.length === 5) return bundle
  const extendedLists = decodeAll(lists[4], decodeExtended)
  return extendedLists ? { ...bundle, extendedLists } : null
}

function encodeKey(entry: TrustedKey): unknown[] {
  const dates = [claimFromInstant(entry.validFrom), claimFromInstant(entry.validUntil)]
  return [fromBase64Url(entry.kid), fromBase64Url(entry.publicKey), ...dates]
}

function encodeSigner(entry: DocumentSigner): unknown[] {
  const parts = [...encodeKey(entry), entry.country]
  return entry.usages ? [...parts, entry.usages.map((usage) => documentUsages.indexOf(usage))] : parts
}

const documentUsages: readonly DocumentUsage[] = ['vaccination', 'test', 'recovery']

function decodeKey(parts: unknown): TrustedKey | null {
  return Array.isArray(parts) && isBytes(parts[1]) && parts[1].length === 33 ? decodeEntry(parts) : null
}

function decodeEntry(parts: unknown): TrustedKey | null {
  if (!Array.isArray(parts)) return null
  const [kid, point, from, until] = parts
  const validFrom = instantFromClaim(from)
  const validUntil = instantFromClaim(until)
  if (!isBytes(kid) || !isBytes(point) || !validFrom || !validUntil) return null
  return { kid: toBase64Url(kid), publicKey: toBase64Url(point), validFrom, validUntil }
}

function decodeSigner(parts: unknown): DocumentSigner | null {
  const entry = decodeEntry(parts)
  if (!entry || !Array.isArray(parts) || parts.length > 6) return null
  const key = parts[1] as Uint8Array
  const country = parts[4]
  if (!isText(country, 3) || (key.length !== 33 && !foreignKey(key))) return null
  if (parts.length < 6) return { ...entry, country }
  const usages = decodeAll(parts[5], (place) => documentUsages[place as number] ?? null)
  return usages ? { ...entry, country, usages } : null
}

export function encodeExtended(entry: ExtendedList): unknown[] {
  return [entry.statusList, claimFromInstant(entry.validUntil)]
}

export function decodeExtended(parts: unknown): ExtendedList | null {
  if (!Array.isArray(parts) || parts.length !== 2) return null
  const [statusList, until] = parts
  const validUntil = instantFromClaim(until)
  return isText(statusList) && validUntil ? { statusList, validUntil } : null
}

function encodeDenied(entry: DeniedDevice): unknown[] {
  return [
    fromBase64Url(entry.certificateId),
    claimFromInstant(entry.deniedAt),
    entry.goodCards.map(fromBase64Url),
  ]
}

function decodeDenied(parts: unknown): DeniedDevice | null {
  if (!Array.isArray(parts) || parts.length !== 3) return null
  const [certificateId, at, cards] = parts
  const deniedAt = instantFromClaim(at)
  const goodCards = decodeAll(cards, (card) => (isBytes(card) ? toBase64Url(card) : null))
  if (!isBytes(certificateId) || !deniedAt || !goodCards) return null
  return { certificateId: toBase64Url(certificateId), deniedAt, goodCards }
}

export function decodeAll<Item>(list: unknown, decodeOne: (item: unknown) => Item | null): Item[] | null {
  if (!Array.isArray(list)) return null
  const items = list.map(decodeOne)
  return items.every((item) => item !== null) ? (items as Item[]) : null
}

/** Finds a key by the name in an envelope. Points are decompressed once per entry and remembered. */
export function findKey<Entry extends TrustedKey>(
  entries: readonly Entry[],
  kid: Uint8Array,
): { entry: Entry; key: PublicKey } | null {
  const entry = findEntry(entries, kid)
  const key = entry && (points.get(entry) ?? decompressPoint(fromBase64Url(entry.publicKey)))
  if (!entry || !key) return null
  points.set(entry, key)
  return { entry, key }
}

/** The same for a document signer, whose key may be of another kind than P-256. */
export function findDocumentSigner(
  entries: readonly DocumentSigner[],
  kid: Uint8Array,
): { entry: DocumentSigner; key: PublicKey | ForeignKey } | null {
  const entry = findEntry(entries, kid)
  if (!entry) return null
  if (entry.publicKey.length <= pointLength) return findKey(entries, kid)
  const key = foreign.get(entry) ?? foreignKey(fromBase64Url(entry.publicKey))
  if (!key) return null
  foreign.set(entry, key)
  return { entry, key }
}

/** A compressed point in base64url. */
const pointLength = 44
const foreign = new WeakMap<DocumentSigner, ForeignKey>()

function findEntry<Entry extends TrustedKey>(entries: readonly Entry[], kid: Uint8Array): Entry | undefined {
  const known =
    byKid.get(entries) ?? new Map(entries.map((entry) => [bytesName(fromBase64Url(entry.kid)), entry]))
  byKid.set(entries, known)
  return known.get(bytesName(kid)) as Entry | undefined
}

const byKid = new WeakMap<readonly TrustedKey[], ReadonlyMap<string, TrustedKey>>()
const points = new WeakMap<TrustedKey, PublicKey>()
