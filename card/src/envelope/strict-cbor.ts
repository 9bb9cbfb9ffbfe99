import { decode, encode, rfc8949EncodeOptions, Tagged } from 'cborg'
import { type Bytes, copyBytes } from './bytes.ts'
import { type Refused, refuse } from './refused.ts'

/** CBOR maps arrive as `Map`, because COSE and CWT use integers as keys. */
export type CborMap = Map<unknown, unknown>

/** RFC 8392 allows a CWT to be tagged 61; COSE_Sign1 is 18. Every other tag is refused. */
const knownTags = { 18: Tagged.decoder(18), 61: Tagged.decoder(61) }

/**
 * Decodes exactly one CBOR item. Refuses trailing bytes, integers longer than they need to be,
 * a key given twice, and unknown tags.
 */
export function decodeCbor(bytes: Uint8Array): unknown | Refused<'not-cbor'> {
  try {
    return decode(bytes, {
      strict: true,
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowUndefined: false,
      tags: knownTags,
    })
  } catch {
    return refuse('not-cbor')
  }
}

/** Deterministic encoding (RFC 8949, 4.2.1): one value, one byte string. */
export function encodeCbor(value: unknown): Bytes {
  return copyBytes(encode(value, rfc8949EncodeOptions))
}

export function tagged(tag: number, value: unknown): Tagged {
  return new Tagged(tag, value)
}

export function untag(value: unknown): { tag: number | null; value: unknown } {
  return value instanceof Tagged ? { tag: value.tag, value: value.value } : { tag: null, value }
}

export function isMap(value: unknown): value is CborMap {
  return value instanceof Map
}

export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array
}

export function isText(value: unknown, maxLength = 200): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
