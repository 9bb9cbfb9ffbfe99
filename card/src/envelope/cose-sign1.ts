import { platform } from '#platform'
import type { Bytes } from './bytes.ts'
import { bytesName } from './bytes-name.ts'
import { writeBehind } from './cbor-writer.ts'
import type { PublicKey } from './cose-key.ts'
import { verifyEs256 } from './es256.ts'
import { type ForeignKey, hashFor, isKnownAlgorithm } from './foreign-key.ts'
import { isRefused, type Refused, refuse } from './refused.ts'
import { type CborMap, decodeCbor, isBytes, isMap, tagged, untag } from './strict-cbor.ts'

/**
 * COSE_Sign1 (RFC 9052, 4.2), small and strict: one signer, one signature over one payload that
 * travels with it. The outer form is tag 18, or no tag, or both tags of RFC 8392 (61 around 18); four
 * parts with definite lengths, and nothing after them.
 */
export interface Sign1 {
  /** Tag 18 and nothing around it, as our own envelopes are. */
  readonly tagged: boolean
  readonly protectedBytes: Bytes
  /** The same object for the same bytes; never to be changed. */
  readonly protectedHeader: CborMap
  readonly unprotectedHeader: CborMap
  readonly payload: Bytes
  readonly signature: Bytes
}

/** Labels of the IANA COSE header registry. `kcwt` is RFC 9528, `typ` RFC 9596. */
export const header = { algorithm: 1, critical: 2, kid: 4, kcwt: 13, type: 16 } as const
export const es256 = -7

const sign1Tag = 18
const cwtTag = 61

export function decodeSign1(bytes: Uint8Array): Sign1 | Refused<'not-sign1'> {
  const item = decodeCbor(bytes, 'frame')
  return isRefused(item) ? refuse('not-sign1') : sign1FromCbor(item)
}

/** The same for an item that was already decoded, such as a certificate inside a header. */
export function sign1FromCbor(item: unknown): Sign1 | Refused<'not-sign1'> {
  const outer = untag(item)
  const { tag, value } = outer.tag === cwtTag ? untag(outer.value) : outer
  if (tag === null ? outer.tag === cwtTag : tag !== sign1Tag) return refuse('not-sign1')
  if (!Array.isArray(value) || value.length !== 4) return refuse('not-sign1')
  const [protectedBytes, unprotectedHeader, payload, signature] = value
  if (!isBytes(protectedBytes) || !isMap(unprotectedHeader)) return refuse('not-sign1')
  if (!isBytes(payload) || !isBytes(signature)) return refuse('not-sign1')

  const protectedHeader = readHeader(protectedBytes)
  if (!protectedHeader) return refuse('not-sign1')
  const isTagged = outer.tag === sign1Tag
  return { tagged: isTagged, protectedBytes, protectedHeader, unprotectedHeader, payload, signature }
}

/**
 * A gate meets the headers of the same few signers all day; decoding is a pure function of the
 * bytes, so what was decoded is kept. Bound: the laptops of a region, 256 bytes each.
 */
const headers = new Map<string, CborMap>()
const headersMax = 256

function readHeader(bytes: Bytes): CborMap | null {
  if (bytes.length === 0) return emptyHeader
  const name = bytesName(bytes)
  const known = headers.get(name)
  if (known) return known
  // A copy, because what is kept must not hang on the memory of one card.
  const decoded = decodeCbor(new Uint8Array(bytes), 'frame')
  if (!isMap(decoded)) return null
  if (headers.size >= headersMax) headers.clear()
  headers.set(name, decoded)
  return decoded
}

const emptyHeader: CborMap = new Map()

/**
 * True when the signature is the key's own. The algorithm must be named in the protected header,
 * where nobody can change it, and be ES256; a header we do not understand and must (`crit`) fails.
 */
export async function verifySign1(sign1: Sign1, key: PublicKey, externalAad?: Bytes): Promise<boolean> {
  if (!usesEs256(sign1)) return false
  return verifyEs256(key, toBeSigned(sign1.protectedBytes, sign1.payload, externalAad), sign1.signature)
}

/**
 * The same for a foreign issuer's key: the algorithm named must be one that this kind of key signs with.
 * COSE lets the unprotected header name it where the protected one does not; a card may not
 * (`usesKnownAlgorithm`).
 */
export async function verifyForeignSign1(
  sign1: Sign1,
  key: ForeignKey,
  externalAad?: Bytes,
): Promise<boolean> {
  const { protectedHeader, unprotectedHeader } = sign1
  const algorithm = protectedHeader.get(header.algorithm) ?? unprotectedHeader.get(header.algorithm)
  if (hashFor(algorithm, key.kind) === null || sign1.protectedHeader.has(header.critical)) return false
  const coordinates = { 'P-256': 64, 'P-384': 96, 'P-521': 132, Ed25519: 64, Ed448: 114, RSA: null }[key.kind]
  if (coordinates !== null && sign1.signature.length !== coordinates) return false
  // An empty map in the header is signed as no header at all (RFC 9052, 4.4).
  const protectedBytes = protectedHeader.size === 0 ? nothing : sign1.protectedBytes
  const message = toBeSigned(protectedBytes, sign1.payload, externalAad)
  return platform.verifyForeign(key, algorithm as number, message, sign1.signature)
}

/** An algorithm some nation signs with; `none` and whatever else is new are refused. */
export function usesKnownAlgorithm({ protectedHeader }: Sign1): boolean {
  return isKnownAlgorithm(protectedHeader.get(header.algorithm)) && !protectedHeader.has(header.critical)
}

export function usesEs256({ protectedHeader }: Sign1): boolean {
  return protectedHeader.get(header.algorithm) === es256 && !protectedHeader.has(header.critical)
}

const signature1 = Uint8Array.from([
  0x84,
  0x6a,
  ...Array.from('Signature1', (letter) => letter.charCodeAt(0)),
])
const nothing = new Uint8Array()

/** What is signed: `Sig_structure` of RFC 9052, 4.4, as CBOR: ["Signature1", protected, external, payload]. */
export function toBeSigned(protectedBytes: Uint8Array, payload: Uint8Array, externalAad = nothing): Bytes {
  return writeBehind(signature1, protectedBytes, externalAad, payload)
}

/** The kid: the protected header's, and only where that has none, the other's (RFC 9052, 3). */
export function kidOf(sign1: Sign1): Bytes | null {
  const kid = sign1.protectedHeader.get(header.kid) ?? sign1.unprotectedHeader.get(header.kid)
  return isBytes(kid) ? kid : null
}

/** Our own envelopes have one form only: tag 18 and an empty unprotected header. */
export function isPlain(sign1: Sign1): boolean {
  return sign1.tagged && sign1.unprotectedHeader.size === 0
}

export function sign1Item(protectedBytes: Bytes, payload: Bytes, signature: Bytes): unknown {
  return tagged(sign1Tag, [protectedBytes, new Map(), payload, signature])
}
