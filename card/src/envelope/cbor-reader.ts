import type { Bytes } from './bytes.ts'
import { bytesName } from './bytes-name.ts'

/**
 * Reads CBOR (RFC 8949) with the eyes of a customs officer: what has a shorter form is refused, what
 * follows the item is refused, a key given twice is refused.
 *
 * How much else is allowed depends on who wrote the bytes. Our own are deterministic (4.2.1): sorted
 * keys, no indefinite lengths, no floats, so one value has one form. A foreign signer's payload is
 * covered by his signature, so its key order, floats and indefinite lengths do no harm and are read.
 * The frame around a signature is covered by nothing: there, lengths are always definite.
 */
export interface CborForm {
  /** Map keys must come in bytewise order. */
  readonly sorted: boolean
  readonly indefinite: boolean
  readonly floats: boolean
  /** Null: every tag. */
  readonly tags: readonly number[] | null
  /** `undefined` and unassigned simple values. */
  readonly simple: boolean
}

export class Tagged {
  readonly tag: number
  readonly value: unknown
  constructor(tag: number, value: unknown) {
    this.tag = tag
    this.value = value
  }
}

/** A simple value without a meaning of its own (RFC 8949, 3.3). */
export class Simple {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

/** Honest cards nest seven deep. */
const depthMax = 24
const refused = new Error('not CBOR of the form asked for')
const broken = Symbol('break')

/** One item and nothing after it; throws otherwise. Bytes in the result are views of the input. */
export function readCbor(bytes: Uint8Array, form: CborForm): unknown {
  const reader = new CborReader(bytes, form)
  const item = reader.item(0)
  if (item === broken || reader.at !== bytes.length) throw refused
  return item
}

class CborReader {
  at = 0
  readonly bytes: Bytes
  readonly form: CborForm

  constructor(bytes: Uint8Array, form: CborForm) {
    // What is taken out of a Buffer would be Buffers, too.
    this.bytes =
      bytes.constructor === Uint8Array
        ? (bytes as Bytes)
        : new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length)
    this.form = form
  }

  item(depth: number): unknown {
    if (depth > depthMax || this.at >= this.bytes.length) throw refused
    const first = this.bytes[this.at++]!
    const major = first >> 5
    const info = first & 31
    if (major === 7) return this.special(info)
    if (info === 31) return this.indefinite(major, depth)
    const count = this.argument(info)
    if (major === 0) return count
    if (major === 1) return typeof count === 'bigint' ? -1n - count : -1 - count
    if (typeof count === 'bigint') throw refused
    if (major === 6) return this.tagged(count, depth)
    if (count > this.bytes.length - this.at) throw refused
    if (major === 2) return this.take(count)
    if (major === 3) return this.text(count)
    return major === 4 ? this.array(count, depth) : this.map(count, depth)
  }

  /** The number in an item's head, which must not have fitted a shorter head. */
  argument(info: number): number | bigint {
    if (info < 24) return info
    if (info > 27) throw refused
    const size = 1 << (info - 24)
    const start = this.at
    this.at += size
    if (this.at > this.bytes.length) throw refused
    let value = 0
    for (let index = start; index < this.at; index += 1) value = value * 256 + this.bytes[index]!
    if (value < shortest[info - 24]!) throw refused
    if (value <= Number.MAX_SAFE_INTEGER) return value
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + start, 8).getBigUint64(0)
  }

  take(count: number): Bytes {
    this.at += count
    if (this.at > this.bytes.length) throw refused
    return this.bytes.subarray(this.at - count, this.at)
  }

  text(count: number): string {
    const { bytes, at } = this
    const end = at + count
    if (end > bytes.length) throw refused
    this.at = end
    for (let index = at; index < end; index += 1)
      if (bytes[index]! > 127) return utf8Decoder.decode(bytes.subarray(at, end))
    return bytesName(bytes, at, end)
  }

  array(count: number, depth: number): unknown[] {
    const items: unknown[] = []
    for (let index = 0; index < count; index += 1) items.push(this.value(depth))
    return items
  }

  map(count: number, depth: number): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>()
    let before = -1
    let beforeEnd = 0
    for (let index = 0; index < count; index += 1) {
      const start = this.at
      const key = this.key(map, depth)
      if (this.form.sorted && before >= 0 && !this.rises(before, beforeEnd, start)) throw refused
      before = start
      beforeEnd = this.at
      map.set(key, this.value(depth))
    }
    return map
  }

  value(depth: number): unknown {
    const item = this.item(depth + 1)
    if (item === broken) throw refused
    return item
  }

  /** Keys are numbers or texts: of those, equal ones are found. */
  key(map: Map<unknown, unknown>, depth: number): unknown {
    const key = this.value(depth)
    const kind = typeof key
    if ((kind !== 'number' && kind !== 'string' && kind !== 'bigint') || map.has(key)) throw refused
    return key
  }

  rises(left: number, leftEnd: number, right: number): boolean {
    for (let offset = 0; left + offset < leftEnd; offset += 1) {
      const difference = (this.bytes[right + offset] ?? 0) - this.bytes[left + offset]!
      if (difference !== 0) return difference > 0
    }
    return right + leftEnd - left < this.at
  }

  tagged(tag: number, depth: number): Tagged {
    if (this.form.tags && !this.form.tags.includes(tag)) throw refused
    return new Tagged(tag, this.value(depth))
  }

  special(info: number): unknown {
    if (info === 20) return false
    if (info === 21) return true
    if (info === 22) return null
    if (info === 31 && this.form.indefinite) return broken
    if (info >= 25 && info <= 27 && this.form.floats) return this.float(1 << (info - 24))
    if (!this.form.simple) throw refused
    if (info === 23) return undefined
    if (info < 20) return new Simple(info)
    const value = info === 24 ? this.take(1)[0]! : 0
    // 24 to 31 in two bytes were an example of RFC 7049 and are ill-formed since RFC 8949; no card holds any.
    if (value < 24) throw refused
    return new Simple(value)
  }

  float(size: number): number {
    const { buffer, byteOffset } = this.take(size)
    const view = new DataView(buffer, byteOffset, size)
    if (size === 8) return view.getFloat64(0)
    return size === 4 ? view.getFloat32(0) : halfFloat(view.getUint16(0))
  }

  indefinite(major: number, depth: number): unknown {
    if (!this.form.indefinite || major < 2 || major > 5) throw refused
    if (major === 5) {
      const map = new Map<unknown, unknown>()
      while (this.bytes[this.at] !== 0xff) {
        const key = this.key(map, depth)
        map.set(key, this.value(depth))
      }
      this.at += 1
      return map
    }
    const parts: unknown[] = []
    while (this.bytes[this.at] !== 0xff) {
      if (major < 4 && (this.bytes[this.at] ?? 0) >> 5 !== major) throw refused
      if (major < 4 && (this.bytes[this.at]! & 31) === 31) throw refused
      parts.push(this.value(depth))
    }
    this.at += 1
    if (major === 4) return parts
    return major === 3 ? parts.join('') : Uint8Array.from((parts as Bytes[]).flatMap((part) => [...part]))
  }
}

const shortest = [24, 256, 65_536, 4_294_967_296]
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** RFC 8949, appendix D. */
function halfFloat(bits: number): number {
  const exponent = (bits >> 10) & 0x1f
  const mantissa = bits & 0x3ff
  const size =
    exponent === 0
      ? mantissa * 2 ** -24
      : exponent === 31
        ? mantissa === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : (mantissa + 1024) * 2 ** (exponent - 25)
  return bits & 0x8000 ? -size : size
}
