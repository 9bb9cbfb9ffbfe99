import { adler32 } from './adler32.ts'
import type { Bytes } from './bytes.ts'

/**
 * zlib for a card's envelope: one block, with the fixed codes or stored. Signatures, keys and identifiers
 * are most of it, so no compressor finds more than a repeated name, and a general one spends as long on
 * preparing its tables as on the card. The reader gains too: he has no tables to build.
 *
 * What counts is the version of the QR, not the byte. A card is packed only where that saves a version;
 * stored, it costs neither its writer nor a reader anything.
 */
export function deflateEnvelope(bytes: Uint8Array): Bytes {
  return packed(bytes, roomBelow(bytes.length + storedExtra)) ?? stored(bytes)
}

/** The same for a local card, whose site cannot wait: one that fits QR version 16 as it is, is stored unseen. */
export function deflateLocalCard(bytes: Uint8Array): Bytes {
  return bytes.length + storedExtra <= roomOfVersion16 ? stored(bytes) : deflateEnvelope(bytes)
}

/** zlib's header and checksum, and the head of a stored block. */
const storedExtra = 11

/**
 * Bytes that fit a QR at level M behind `HC1:`, from version 8 to 40: its alphanumeric characters
 * (ISO/IEC 18004, table 7) less four, two bytes in three of them.
 */
const rooms = [
  221, 262, 311, 366, 419, 483, 528, 600, 656, 734, 816, 909, 970, 1035, 1134, 1248, 1326, 1451, 1542, 1637,
  1732, 1839, 1994, 2113, 2238, 2369, 2506, 2632, 2780, 2894, 3054, 3220, 3391,
].map((characters) => Math.floor(((characters - 4) * 2) / 3))
const roomOfVersion16 = rooms[8]!

/** What the next smaller version holds: a card of `size` bytes must come down to this to gain anything. */
function roomBelow(size: number): number {
  return rooms.findLast((room) => room < size) ?? 0
}

function stored(bytes: Uint8Array): Bytes {
  const { length } = bytes
  if (length > 0xffff) throw new RangeError('an envelope is shorter than 64 KiB')
  const whole = new Uint8Array(length + storedExtra)
  whole[0] = 0x78
  whole[1] = 0x01
  whole[2] = 1
  whole[3] = length
  whole[4] = length >> 8
  whole[5] = ~length
  whole[6] = ~length >> 8
  whole.set(bytes, 7)
  return endWithChecksum(whole, bytes)
}

/** Null when it would be longer than `limit`. */
function packed(bytes: Uint8Array, limit: number): Bytes | null {
  // A match may lie 32 KiB back at most.
  if (bytes.length > 0x8000) return null
  if (limit + 16 > output.length) output = new Uint8Array(2 * limit)
  const size = fixedBlock(bytes, limit - 4)
  if (size === null) return null
  output[0] = 0x78
  output[1] = 0x01
  return endWithChecksum(output.slice(0, size + 4), bytes)
}

function endWithChecksum(whole: Bytes, bytes: Uint8Array): Bytes {
  const sum = adler32(bytes)
  const end = whole.length - 4
  whole[end] = sum >>> 24
  whole[end + 1] = sum >>> 16
  whole[end + 2] = sum >>> 8
  whole[end + 3] = sum
  return whole
}

// One block at a time: the functions below share their place in it.
let output = new Uint8Array(4096)
let at = 0
let bits = 0
let bitCount = 0

const hashBits = 10
const places = new Int32Array(1 << hashBits)

/** Writes the block behind zlib's header; its end, or null as soon as it grows beyond `limit`. */
function fixedBlock(bytes: Uint8Array, limit: number): number | null {
  at = 2
  bits = 0b011
  bitCount = 3
  places.fill(-1)
  for (let index = 0; index < bytes.length; ) {
    const length = index + 2 < bytes.length ? matchAt(bytes, index) : 0
    if (length > 2) index += length
    else put(literals[bytes[index]!]!, literalBits(bytes[index++]!))
    if (at > limit) return null
  }
  put(0, 7)
  if (bitCount > 0) put(0, 8 - bitCount)
  return at <= limit ? at : null
}

/** Writes the last place with the same three bytes as a match; its length, or 0. */
function matchAt(bytes: Uint8Array, index: number): number {
  const three = (bytes[index]! << 16) | (bytes[index + 1]! << 8) | bytes[index + 2]!
  const hash = Math.imul(three, 0x9e37_79b1) >>> (32 - hashBits)
  const place = places[hash]!
  places[hash] = index
  if (place < 0) return 0
  let length = 0
  while (length < 258 && index + length < bytes.length && bytes[place + length] === bytes[index + length])
    length += 1
  if (length < 3) return 0
  putLength(length)
  putDistance(index - place)
  return length
}

function put(code: number, count: number): void {
  bits |= code << bitCount // At most 7 + 13 bits.
  bitCount += count
  while (bitCount >= 8) {
    output[at++] = bits & 0xff
    bits >>>= 8
    bitCount -= 8
  }
}

function literalBits(byte: number): number {
  return byte < 144 ? 8 : 9
}

/** Fixed codes of the bytes, turned around because deflate writes codes from their high end. */
const literals = Uint16Array.from({ length: 256 }, (_, byte) =>
  byte < 144 ? reversed(0x30 + byte, 8) : reversed(0x190 + byte - 144, 9),
)

function reversed(value: number, count: number): number {
  let result = 0
  for (let index = 0; index < count; index += 1) result |= ((value >> index) & 1) << (count - 1 - index)
  return result
}

function putLength(length: number): void {
  // Codes 257 to 284 in groups of four, each group with one more extra bit; 285 is 258.
  if (length === 258) {
    put(reversed(0xc5, 8), 8)
    return
  }
  const offset = length - 3
  const extra = offset < 8 ? 0 : 29 - Math.clz32(offset)
  const symbol = 257 + extra * 4 + (offset >> extra)
  if (symbol < 280) put(reversed(symbol - 256, 7), 7)
  else put(reversed(0xc0 + symbol - 280, 8), 8)
  put(offset & ((1 << extra) - 1), extra)
}

function putDistance(distance: number): void {
  const offset = distance - 1
  const extra = offset < 4 ? 0 : 30 - Math.clz32(offset)
  put(reversed(extra * 2 + (offset >> extra), 5), 5)
  put(offset & ((1 << extra) - 1), extra)
}
