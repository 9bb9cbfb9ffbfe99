import type { Bytes } from './bytes.ts'
import { type Refused, refuse } from './refused.ts'

/**
 * Base45 (RFC 9285): two bytes become three characters of the QR code's alphanumeric mode.
 *
 * Decoding is strict, because each text must stand for exactly one byte string: no character outside
 * the alphabet, no group above 65535 (or 255 for a last single byte), no dangling character.
 */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
/** A character outside the alphabet counts so high that no group can hold it. */
const foreign = 1 << 24
const values = new Int32Array(128).fill(foreign)
for (const [value, character] of Array.from(alphabet).entries()) values[character.charCodeAt(0)] = value

export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    const value = bytes[index]! * 256 + bytes[index + 1]!
    const high = (value / 2025) | 0
    text += pairs[value - high * 2025]! + alphabet[high]!
  }
  return bytes.length % 2 === 0 ? text : text + pairs[bytes.at(-1)!]!
}

/** The first two characters of a group, for each remainder of 2025. */
const pairs = Array.from({ length: 2025 }, (_, value) => alphabet[value % 45]! + alphabet[(value / 45) | 0]!)

export function decodeBase45(text: string): Bytes | Refused<'not-base45'> {
  if (text.length % 3 === 1) return refuse('not-base45')
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0))
  let offset = 0
  let index = 0
  for (; index + 2 < text.length; index += 3) {
    const value = valueAt(text, index) + valueAt(text, index + 1) * 45 + valueAt(text, index + 2) * 2025
    if (value > 0xffff) return refuse('not-base45')
    bytes[offset++] = value >> 8
    bytes[offset++] = value & 0xff
  }
  if (index === text.length) return bytes
  const last = valueAt(text, index) + valueAt(text, index + 1) * 45
  if (last > 0xff) return refuse('not-base45')
  bytes[offset] = last
  return bytes
}

function valueAt(text: string, index: number): number {
  return values[text.charCodeAt(index)] ?? foreign
}
