import { inflateSync, zlibSync } from 'fflate'
import { type Bytes, copyBytes } from './bytes.ts'
import { isRefused, type Refused, refuse } from './refused.ts'

/**
 * zlib (RFC 1950), strictly: header, checksum and end are checked, output is bounded.
 *
 * A small QR can inflate to gigabytes, so the output buffer is fixed beforehand. The library reads a
 * deflate stream but tells neither whether bytes follow it nor whether the checksum holds; both are
 * checked here, so that a changed or lengthened text is never taken for the one that was issued.
 */
export function inflateZlib(bytes: Uint8Array, maxLength: number): Bytes | Refused<'not-zlib'> {
  const plain = inflateSignedZlib(bytes, maxLength)
  if (isRefused(plain)) return plain
  const stream = bytes.subarray(2, -4)
  if (inflate(stream.subarray(0, -1), maxLength) || paddingIsUsed(stream, plain)) return refuse('not-zlib')
  return plain
}

/** For bytes under a signature: nobody can have added to them, so where the stream ends is not asked. */
export function inflateSignedZlib(bytes: Uint8Array, maxLength: number): Bytes | Refused<'not-zlib'> {
  if (bytes.length < 8 || !isZlibHeader(bytes[0]!, bytes[1]!)) return refuse('not-zlib')
  const plain = inflate(bytes.subarray(2, -4), maxLength)
  if (!plain) return refuse('not-zlib')
  const checksum = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4).getUint32(0)
  return checksum === adler32(plain) ? plain : refuse('not-zlib')
}

export function deflateZlib(bytes: Uint8Array): Bytes {
  return copyBytes(zlibSync(bytes, { level: 9 }))
}

function inflate(stream: Uint8Array, maxLength: number): Bytes | null {
  try {
    const room = new Uint8Array(maxLength + 1)
    const plain = inflateSync(stream, { out: room })
    return plain.length > maxLength ? null : copyBytes(plain)
  } catch {
    return null
  }
}

/** Up to seven bits after the end of the stream mean nothing; they must be zero. */
function paddingIsUsed(stream: Uint8Array, plain: Uint8Array): boolean {
  const last = stream.at(-1)!
  if (last === 0) return false
  const cleared = copyBytes(stream)
  cleared[cleared.length - 1] = last & ~(1 << (31 - Math.clz32(last)))
  const same = inflate(cleared, plain.length)
  return same !== null && same.length === plain.length && same.every((byte, index) => byte === plain[index])
}

/** Compression method 8, window up to 32 KiB, no preset dictionary, and the header's own check. */
function isZlibHeader(method: number, flags: number): boolean {
  return (
    (method & 0x0f) === 8 && method >> 4 <= 7 && (flags & 0x20) === 0 && ((method << 8) | flags) % 31 === 0
  )
}

function adler32(bytes: Uint8Array): number {
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
