import { type Bytes, copyBytes } from './bytes.ts'
import type { PublicKey } from './cose-key.ts'
import { verifyEs256 } from './es256.ts'
import { isRefused, type Refused, refuse } from './refused.ts'
import { type CborMap, decodeCbor, encodeCbor, isBytes, isMap, tagged, untag } from './strict-cbor.ts'

/**
 * COSE_Sign1 (RFC 9052, 4.2), small and strict: one signer, one signature over one payload that
 * travels with it. The outer form must be tag 18 or no tag, four parts, and nothing after them.
 */
export interface Sign1 {
  readonly tagged: boolean
  readonly protectedBytes: Bytes
  readonly protectedHeader: CborMap
  readonly unprotectedHeader: CborMap
  readonly payload: Bytes
  readonly signature: Bytes
}

/** Labels of the IANA COSE header registry. `kcwt` is RFC 9528, `typ` RFC 9596. */
export const header = { algorithm: 1, critical: 2, kid: 4, kcwt: 13, type: 16 } as const
export const es256 = -7

const sign1Tag = 18

export function decodeSign1(bytes: Uint8Array): Sign1 | Refused<'not-sign1'> {
  const item = decodeCbor(bytes)
  return isRefused(item) ? refuse('not-sign1') : sign1FromCbor(item)
}

/** The same for an item that was already decoded, such as a certificate inside a header. */
export function sign1FromCbor(item: unknown): Sign1 | Refused<'not-sign1'> {
  const { tag, value } = untag(item)
  if (tag !== null && tag !== sign1Tag) return refuse('not-sign1')
  if (!Array.isArray(value) || value.length !== 4) return refuse('not-sign1')
  const [protectedBytes, unprotectedHeader, payload, signature] = value
  if (!isBytes(protectedBytes) || !isMap(unprotectedHeader)) return refuse('not-sign1')
  if (!isBytes(payload) || !isBytes(signature)) return refuse('not-sign1')

  const protectedHeader = protectedBytes.length === 0 ? new Map() : decodeCbor(protectedBytes)
  if (!isMap(protectedHeader)) return refuse('not-sign1')
  for (const label of unprotectedHeader.keys()) {
    if (protectedHeader.has(label)) return refuse('not-sign1')
  }
  return {
    tagged: tag === sign1Tag,
    protectedBytes: copyBytes(protectedBytes),
    protectedHeader,
    unprotectedHeader,
    payload: copyBytes(payload),
    signature: copyBytes(signature),
  }
}

/**
 * True when the signature is the key's own. The algorithm must be named in the protected header,
 * where nobody can change it, and be ES256; a header we do not understand and must (`crit`) fails.
 */
export async function verifySign1(sign1: Sign1, key: PublicKey, externalAad?: Bytes): Promise<boolean> {
  if (!usesEs256(sign1)) return false
  return verifyEs256(key, toBeSigned(sign1.protectedBytes, sign1.payload, externalAad), sign1.signature)
}

export function usesEs256({ protectedHeader }: Sign1): boolean {
  return protectedHeader.get(header.algorithm) === es256 && !protectedHeader.has(header.critical)
}

/** What is signed: `Sig_structure` of RFC 9052, 4.4. */
export function toBeSigned(
  protectedBytes: Uint8Array,
  payload: Uint8Array,
  externalAad = new Uint8Array(),
): Bytes {
  return encodeCbor(['Signature1', protectedBytes, externalAad, payload])
}

/** The kid, from whichever header holds it. */
export function kidOf(sign1: Sign1): Uint8Array | null {
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
