import { platform } from '#platform'
import { type Bytes, concatBytes } from './bytes.ts'
import { deflateRaw } from './deflate-raw.ts'
import { inflateRaw } from './inflate-raw.ts'
import { isRefused, type Refused, refuse } from './refused.ts'

/**
 * zlib (RFC 1950), strictly: header, checksum and end are checked, output is bounded.
 *
 * A small QR can inflate to gigabytes, so the output is bounded beforehand. Libraries read a deflate
 * stream but do not tell whether anything follows it inside the frame; here a stream must end with
 * the last bit that counts, so that a lengthened text is never taken for the one that was issued.
 */
export function inflateZlib(bytes: Uint8Array, maxLength: number): Bytes | Refused<'not-zlib'> {
  if (bytes.length < 8 || !isZlibHeader(bytes[0]!, bytes[1]!)) return refuse('not-zlib')
  const plain = inflateRaw(bytes.subarray(2, -4), maxLength)
  if (isRefused<'not-zlib'>(plain)) return plain
  const end = bytes.length - 4
  const checksum =
    ((bytes[end]! << 24) | (bytes[end + 1]! << 16) | (bytes[end + 2]! << 8) | bytes[end + 3]!) >>> 0
  return checksum === adler32(plain) ? plain : refuse('not-zlib')
}

/** For megabytes under a signature: nobody can have added to them, so the platform's own inflate will do. */
export function inflateSignedZlib(bytes: Uint8Array, maxLength: number): Bytes | Refused<'not-zlib'> {
  if (bytes.length < 8 || !isZlibHeader(bytes[0]!, bytes[1]!)) return refuse('not-zlib')
  return platform.inflate(bytes, maxLength) ?? refuse('not-zlib')
}

export function deflateZlib(bytes: Uint8Array): Bytes {
  return platform.deflate(bytes)
}

/** For an envelope that is mostly keys and signatures: three times as fast, and no longer. */
export function deflateEnvelope(bytes: Uint8Array): Bytes {
  const sum = adler32(bytes)
  return concatBytes(zlibHeader, deflateRaw(bytes), Uint8Array.of(sum >>> 24, sum >>> 16, sum >>> 8, sum))
}

const zlibHeader = Uint8Array.of(0x78, 0x01)

/** Compression method 8, window up to 32 KiB, no preset dictionary, and the header's own check. */
function isZlibHeader(method: number, flags: number): boolean {
  return (
    (method & 0x0f) === 8 && method >> 4 <= 7 && (flags & 0x20) === 0 && ((method << 8) | flags) % 31 === 0
  )
}

export function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (let start = 0; start < bytes.length; start += 3800) {
    const end = Math.min(start + 3800, bytes.length)
    for (let index = start; index < end; index += 1) {
      low += bytes[index]!
      high += low
    }
    low %= 65521
    high %= 65521
  }
  return ((high << 16) | low) >>> 0
}
