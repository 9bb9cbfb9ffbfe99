import type { Bytes } from './bytes.ts'
import { type Refused, refuse } from './refused.ts'

/**
 * Base45 (RFC 9285): two bytes become three characters of the QR code's alphanumeric mode.
 *
 * Decoding is strict, because each text must stand for exactly one byte string: no character outside
 * the alphabet, no group above 65535 (or 255 for a last single byte), no dangling character.
 */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const valueOfCharacter = new Map(Array.from(alphabet, (character, value) => [character, value]))

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
    const group = Array.from(
      text.slice(index, index + 3),
      (character) => valueOfCharacter.get(character) ?? Number.NaN,
    )
    const value = group[0]! + group[1]! * 45 + (group[2] ?? 0) * 2025
    if (!(value <= (group.length === 3 ? 0xffff : 0xff))) return refuse('not-base45')
    if (group.length === 3) bytes[offset++] = value >> 8
    bytes[offset++] = value & 0xff
  }
  return bytes
}
