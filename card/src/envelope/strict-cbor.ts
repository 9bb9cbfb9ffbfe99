import type { Bytes } from './bytes.ts'
import { type CborForm, readCbor, Tagged } from './cbor-reader.ts'
import { writeCbor } from './cbor-writer.ts'
import { type Refused, refuse } from './refused.ts'

/** CBOR maps arrive as `Map`, because COSE and CWT use integers as keys. */
export type CborMap = Map<unknown, unknown>

/** RFC 8392 allows a CWT to be tagged 61; COSE_Sign1 is 18. Every other tag is refused. */
const tags = [18, 61]

/** What we wrote ourselves: one value, one byte string. */
const ours: CborForm = { sorted: true, indefinite: false, floats: false, tags, simple: false }

/** The frame around a signature, and its headers, which foreign issuers do not sort. */
const frame: CborForm = { ...ours, sorted: false }

/** What a foreign issuer signed: dates may be floats or tagged 1, lengths indefinite. */
const foreign: CborForm = {
  sorted: false,
  indefinite: true,
  floats: true,
  tags: [...tags, 0, 1],
  simple: false,
}

export const cborForms = { ours, frame, foreign } as const

/** Exactly one item of the form asked for; bytes in it are views of the input. */
export function decodeCbor(
  bytes: Uint8Array,
  form: keyof typeof cborForms = 'ours',
): unknown | Refused<'not-cbor'> {
  try {
    return readCbor(bytes, cborForms[form])
  } catch {
    return refuse('not-cbor')
  }
}

/** Deterministic encoding (RFC 8949, 4.2.1): one value, one byte string. */
export function encodeCbor(value: unknown): Bytes {
  return writeCbor(value)
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

export function isBytes(value: unknown): value is Bytes {
  return value instanceof Uint8Array
}

export function isText(value: unknown, maxLength = 200): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
