import type { Bytes } from './bytes.ts'

/**
 * Deflate (RFC 1951) for a local card's envelope: one block, with the fixed codes or stored, whichever
 * is shorter. Two signatures, a key and two identifiers are most of it, so no compressor finds more than
 * a repeated name; a general one spends as long on preparing its tables as on the card. A card that fits
 * QR version 16 as it is, is stored: packing it would cost its writer and each reader time, and save no
 * module.
 */
export function deflateRaw(bytes: Uint8Array): Bytes {
  if (bytes.length <= fitsVersion16) return storedBlock(bytes)
  const longest = 5 + bytes.length
  if (longest > output.length) output = new Uint8Array(2 * longest)
  const size = fixedBlock(bytes, longest)
  return size < longest ? output.slice(0, size) : storedBlock(bytes)
}

/** 656 characters at level M, less `HC1:`, are 434 bytes; less eleven for zlib and the block. */
const fitsVersion16 = 423

function storedBlock(bytes: Uint8Array): Bytes {
  const block = new Uint8Array(5 + bytes.length)
  block.set([1, bytes.length & 0xff, bytes.length >> 8, ~bytes.length & 0xff, (~bytes.length >> 8) & 0xff])
  block.set(bytes, 5)
  return block
}

// One block at a time: the functions below share their place in it.
let output = new Uint8Array(4096)
let at = 0
let bits = 0
let bitCount = 0

const hashBits = 10
const places = new Int32Array(1 << hashBits)

/** The size of the block, or `limit` as soon as it grows that long. */
function fixedBlock(bytes: Uint8Array, limit: number): number {
  at = 0
  bits = 0b011
  bitCount = 3
  places.fill(-1)
  for (let index = 0; index < bytes.length; ) {
    const length = index + 2 < bytes.length ? matchAt(bytes, index) : 0
    if (length > 2) index += length
    else put(literals[bytes[index]!]!, literalBits(bytes[index++]!))
    if (at + 4 >= limit) return limit
  }
  put(0, 7)
  if (bitCount > 0) put(0, 8 - bitCount)
  return at
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
