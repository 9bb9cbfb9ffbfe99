import { type Bytes, bytesName } from './bytes.ts'
import { type Refused, refuse } from './refused.ts'

/**
 * Base45 (RFC 9285): two bytes become three characters of the QR code's alphanumeric mode.
 *
 * Decoding is strict, because each text must stand for exactly one byte string: no character outside
 * the alphabet, no group above 65535 (or 255 for a last single byte), no dangling character.
 */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const codes = Uint8Array.from(Array.from(alphabet, (letter) => letter.charCodeAt(0)))
/** A character outside the alphabet counts so high that no group can hold it. */
const foreign = 1 << 24
const values = new Int32Array(128).fill(foreign)
for (const [value, character] of Array.from(alphabet).entries()) values[character.charCodeAt(0)] = value

export function encodeBase45(bytes: Uint8Array): string {
  const letters = new Uint8Array(Math.ceil((bytes.length * 3) / 2))
  let place = 0
  for (let index = 0; index < bytes.length; index += 2) {
    const last = index + 1 === bytes.length
    const value = last ? bytes[index]! : bytes[index]! * 256 + bytes[index + 1]!
    const rest = (value / 45) | 0
    letters[place++] = codes[value - rest * 45]!
    const high = (rest / 45) | 0
    letters[place++] = codes[rest - high * 45]!
    if (!last) letters[place++] = codes[high]!
  }
  return bytesName(letters)
}

export function decodeBase45(text: string, start = 0): Bytes | Refused<'not-base45'> {
  const length = text.length - start
  if (length % 3 === 1) return refuse('not-base45')
  const bytes = new Uint8Array(Math.floor(length / 3) * 2 + (length % 3 === 2 ? 1 : 0))
  let offset = 0
  let index = start
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
