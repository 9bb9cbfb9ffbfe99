import type { Bytes } from './bytes.ts'
import { type Refused, refuse } from './refused.ts'

/**
 * Base45 (RFC 9285): two bytes become three characters of the QR code's alphanumeric mode.
 *
 * Decoding is strict, because each text must stand for exactly one byte string: no character outside
 * the alphabet, no group above 65535 (or 255 for a last single byte), no dangling character.
 */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const values: (number | undefined)[] = []
for (const [value, character] of Array.from(alphabet).entries()) values[character.charCodeAt(0)] = value

export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 2) {
    const last = index + 1 === bytes.length
    const value = last ? bytes[index]! : bytes[index]! * 256 + bytes[index + 1]!
    text += alphabet[value % 45]! + alphabet[Math.floor(value / 45) % 45]!
    if (!last) text += alphabet[Math.floor(value / 2025)]!
  }
  return text
}

export function decodeBase45(text: string): Bytes | Refused<'not-base45'> {
  if (text.length % 3 === 1) return refuse('not-base45')
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0))
  let offset = 0
  for (let index = 0; index < text.length; index += 3) {
    const whole = index + 2 < text.length
    const high = whole ? valueAt(text, index + 2) : 0
    const value = valueAt(text, index) + valueAt(text, index + 1) * 45 + high * 2025
    if (value > (whole ? 0xffff : 0xff)) return refuse('not-base45')
    if (whole) bytes[offset++] = value >> 8
    bytes[offset++] = value & 0xff
  }
  return bytes
}

const foreign = 1 << 24

/** A character outside the alphabet counts so high that no group can hold it. */
function valueAt(text: string, index: number): number {
  return values[text.charCodeAt(index)] ?? foreign
}
