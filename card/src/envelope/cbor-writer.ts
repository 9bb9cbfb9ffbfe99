import type { Bytes } from './bytes.ts'
import { Tagged } from './cbor-reader.ts'

/**
 * Writes deterministic CBOR (RFC 8949, 4.2.1): shortest heads, keys in bytewise order, one form for
 * each value. Whole numbers, texts, bytes, booleans, null, arrays, maps and tags; our formats hold
 * nothing else, and anything else throws.
 */
export function writeCbor(value: unknown): Bytes {
  length = 0
  write(value)
  return buffer.slice(0, length)
}

/** A byte string behind an opening that is already written: how an envelope is put together from its parts. */
export function writeBehind(opening: Uint8Array, ...strings: readonly Uint8Array[]): Bytes {
  length = 0
  room(opening.length)
  buffer.set(opening)
  length = opening.length
  for (const string of strings) writeBytes(string)
  return buffer.slice(0, length)
}

let buffer = new Uint8Array(4096)
let length = 0
const encoder = new TextEncoder()

function write(value: unknown): void {
  if (typeof value === 'number') writeNumber(value)
  else if (typeof value === 'string') writeText(value)
  else if (value instanceof Uint8Array) writeBytes(value)
  else if (value instanceof Map) writeMap(value, value.size)
  else if (Array.isArray(value)) {
    head(4, value.length)
    for (const item of value) write(item)
  } else if (value === null || typeof value === 'boolean') {
    room(1)
    buffer[length++] = value === null ? 0xf6 : value ? 0xf5 : 0xf4
  } else if (value instanceof Tagged) {
    head(6, value.tag)
    write(value.value)
  } else if (typeof value === 'object') {
    const entries = Object.entries(value)
    writeMap(entries, entries.length)
  } else throw new TypeError(`no card holds a ${typeof value}`)
}

function writeBytes(value: Uint8Array): void {
  head(2, value.length)
  room(value.length)
  buffer.set(value, length)
  length += value.length
}

function writeNumber(value: number): void {
  if (!Number.isSafeInteger(value)) throw new TypeError('no card holds a number that is not whole')
  if (value < 0) head(1, -1 - value)
  else head(0, value)
}

function writeText(text: string): void {
  // A character of UTF-16 takes at most three bytes; the head in front is written once the size is known.
  room(9 + 3 * text.length)
  let end = length + (text.length < 24 ? 1 : text.length < 256 ? 2 : 3)
  const start = end
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code > 127) {
      const bytes = encoder.encode(text)
      head(3, bytes.length)
      buffer.set(bytes, length)
      length += bytes.length
      return
    }
    buffer[end++] = code
  }
  head(3, text.length)
  if (length !== start) throw new RangeError('a text of a card is shorter than 64 KiB')
  length = end
}

function writeMap(entries: Iterable<readonly [unknown, unknown]>, count: number): void {
  head(5, count)
  const first = length
  let [before, beforeValue] = [-1, -1]
  let sorted = true
  for (const [key, value] of entries) {
    const start = length
    write(key)
    if (before >= 0 && compareKeys(before, beforeValue, start, length) >= 0) sorted = false
    before = start
    beforeValue = length
    write(value)
  }
  if (!sorted) sortMap(entries, first)
}

/** Writes a map whose keys came in another order anew: each entry by itself, then all by their keys. */
function sortMap(entries: Iterable<readonly [unknown, unknown]>, first: number): void {
  length = first
  const places: { start: number; value: number; end: number }[] = []
  for (const [key, value] of entries) {
    const start = length
    write(key)
    const valueStart = length
    write(value)
    places.push({ start, value: valueStart, end: length })
  }
  places.sort((left, right) => compareKeys(left.start, left.value, right.start, right.value))
  const written = buffer.slice(0, length)
  length = first
  for (const { start, end } of places) {
    buffer.set(written.subarray(start, end), length)
    length += end - start
  }
}

function compareKeys(left: number, leftEnd: number, right: number, rightEnd: number): number {
  const size = Math.min(leftEnd - left, rightEnd - right)
  for (let offset = 0; offset < size; offset += 1) {
    const difference = buffer[left + offset]! - buffer[right + offset]!
    if (difference !== 0) return difference
  }
  return leftEnd - left - (rightEnd - right)
}

function head(major: number, argument: number): void {
  room(9)
  const type = major << 5
  if (argument < 24) buffer[length++] = type | argument
  else if (argument < 256) {
    buffer[length++] = type | 24
    buffer[length++] = argument
  } else if (argument < 65_536) {
    buffer[length++] = type | 25
    buffer[length++] = argument >> 8
    buffer[length++] = argument & 0xff
  } else {
    const wide = argument > 0xffff_ffff
    buffer[length++] = type | (wide ? 27 : 26)
    const view = new DataView(buffer.buffer, length)
    if (wide) view.setBigUint64(0, BigInt(argument))
    else view.setUint32(0, argument)
    length += wide ? 8 : 4
  }
}

function room(size: number): void {
  if (length + size <= buffer.length) return
  const larger = new Uint8Array(2 * (length + size))
  larger.set(buffer)
  buffer = larger
}
