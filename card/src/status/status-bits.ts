import { type Bytes, copyBytes } from '../envelope/bytes.ts'
import { deflateZlib, inflateSignedZlib } from '../envelope/inflate.ts'
import { isRefused, type Refused, refuse } from '../envelope/refused.ts'

/**
 * The array of a Token Status List (IETF draft-ietf-oauth-status-list): `bits` per token, the first
 * token in the lowest bits of the first byte, compressed with zlib.
 */
export type StatusBits = 1 | 2 | 4 | 8

export interface StatusArray {
  readonly bits: StatusBits
  readonly bytes: Bytes
}

/** Ours have 2^20 entries. One list of a hundred million cards at two bits still opens; nobody may make us hold more. */
export const statusArrayMaxLength = 32 * 1024 * 1024

export function emptyStatusArray(bits: StatusBits, entries: number): StatusArray {
  return { bits, bytes: new Uint8Array(Math.ceil((entries * bits) / 8)) }
}

/** Undefined when the list has no such index: a token outside its list must be refused. */
export function statusAt(array: StatusArray, index: number): number | undefined {
  const byte = array.bytes[Math.floor((index * array.bits) / 8)]
  if (byte === undefined || !Number.isSafeInteger(index)) return undefined
  return (byte >> ((index * array.bits) % 8)) & (2 ** array.bits - 1)
}

/** A new array with these statuses changed. Throws on an index or a value the array has no room for. */
export function withStatuses(
  array: StatusArray,
  changes: Iterable<readonly [index: number, status: number]>,
): StatusArray {
  const bytes = copyBytes(array.bytes)
  const mask = 2 ** array.bits - 1
  for (const [index, status] of changes) {
    const position = Math.floor((index * array.bits) / 8)
    if (position < 0 || position >= bytes.length)
      throw new RangeError(`status index ${index} is outside the list`)
    if (status < 0 || status > mask)
      throw new RangeError(`status ${status} needs more than ${array.bits} bits`)
    const shift = (index * array.bits) % 8
    bytes[position] = (bytes[position]! & ~(mask << shift)) | (status << shift)
  }
  return { bits: array.bits, bytes }
}

export function compressStatuses(array: StatusArray): Bytes {
  return deflateZlib(array.bytes)
}

export function expandStatuses(
  bits: unknown,
  compressed: Uint8Array,
): StatusArray | Refused<'not-a-status-list'> {
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) return refuse('not-a-status-list')
  const bytes = inflateSignedZlib(compressed, statusArrayMaxLength)
  return isRefused(bytes) ? refuse('not-a-status-list') : { bits, bytes }
}
