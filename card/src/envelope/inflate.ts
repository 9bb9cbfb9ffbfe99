import { platform } from '#platform'
import { adler32 } from './adler32.ts'
import type { Bytes } from './bytes.ts'
import { inflateRaw } from './inflate-raw.ts'
import { isRefused, type Refused, refuse } from './refused.ts'

/**
 * zlib (RFC 1950), strictly: header, checksum and end are checked, output is bounded.
 *
 * A small QR can inflate to gigabytes, so the output is bounded beforehand. Libraries read a deflate
 * stream but do not tell whether anything follows it inside the frame; here a stream must end with
 * the last bit that counts, so that a lengthened text is never taken for the one that was issued.
 */
export function inflateZlib(bytes: Bytes, maxLength: number): Bytes | Refused<'not-zlib'> {
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

/** Compression method 8, window up to 32 KiB, no preset dictionary, and the header's own check. */
function isZlibHeader(method: number, flags: number): boolean {
  return (
    (method & 0x0f) === 8 && method >> 4 <= 7 && (flags & 0x20) === 0 && ((method << 8) | flags) % 31 === 0
  )
}
