import type { Bytes } from './bytes.ts'
import { bytesName } from './bytes-name.ts'
import { type Refused, refuse } from './refused.ts'

/**
 * Base45 (RFC 9285): two bytes become three characters of the QR code's alphanumeric mode.
 *
 * Decoding is strict, because each text must stand for exactly one byte string: no character outside
 * the alphabet, no group above 65535 (or 255 for a last single byte), no dangling character.
 */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const codes = Uint8Array.from(Array.from(alphabet, (letter) => letter.charCodeAt(0)))
/** Two characters at once: the low ones of a group, for each value below 45 × 45. */
const pairs = Uint16Array.from(
  { length: 2025 },
  (_, value) => codes[value % 45]! | (codes[Math.floor(value / 45)]! << 8),
)
/** What a character counts in each place of its group; one outside the alphabet so much that no group can hold it. */
const foreign = 1 << 24
const [ones, fortyFives, squares] = [1, 45, 2025].map((weight) => {
  const table = new Int32Array(256).fill(foreign)
  for (const [value, letter] of codes.entries()) table[letter] = value * weight
  return table
}) as [Int32Array, Int32Array, Int32Array]

// Reused: a card's text is written or read in one go.
let letters = new Uint8Array(4096)

/** `prefix` is put in front as it is; it must be ASCII. */
export function encodeBase45(bytes: Uint8Array, prefix = ''): string {
  const size = prefix.length + Math.ceil((bytes.length * 3) / 2)
  if (size > letters.length) letters = new Uint8Array(2 * size)
  const out = letters
  let place = 0
  while (place < prefix.length) out[place] = prefix.charCodeAt(place++)
  const even = bytes.length & ~1
  for (let index = 0; index < even; index += 2) {
    const value = (bytes[index]! << 8) | bytes[index + 1]!
    const high = (value / 2025) | 0
    const pair = pairs[value - high * 2025]!
    out[place] = pair
    out[place + 1] = pair >> 8
    out[place + 2] = codes[high]!
    place += 3
  }
  if (even !== bytes.length) {
    const pair = pairs[bytes[even]!]!
    out[place++] = pair
    out[place++] = pair >> 8
  }
  return bytesName(out, 0, place)
}

export function decodeBase45(text: string, start = 0): Bytes | Refused<'not-base45'> {
  const length = text.length - start
  const rest = length % 3
  if (rest === 1) return refuse('not-base45')
  if (text.length > letters.length) letters = new Uint8Array(2 * text.length)
  // A character beyond ASCII takes more than one byte, so that the sizes differ.
  if (encoder.encodeInto(text, letters).written !== text.length) return refuse('not-base45')
  const from = letters
  const bytes = new Uint8Array(((length - rest) / 3) * 2 + (rest === 2 ? 1 : 0))
  let offset = 0
  let index = start
  // The bits of all groups, one over the other: any above the sixteenth means that one group was too large.
  let seen = 0
  for (const end = text.length - rest; index < end; index += 3) {
    const value = (ones[from[index]!]! + fortyFives[from[index + 1]!]! + squares[from[index + 2]!]!) | 0
    seen |= value
    bytes[offset] = value >> 8
    bytes[offset + 1] = value
    offset += 2
  }
  if (seen > 0xffff) return refuse('not-base45')
  if (rest === 0) return bytes
  const last = ones[from[index]!]! + fortyFives[from[index + 1]!]!
  if (last > 0xff) return refuse('not-base45')
  bytes[offset] = last
  return bytes
}

const encoder = new TextEncoder()
