import { platform } from '#platform'

/** One character for each byte: ASCII as text, or bytes as the key of a `Map`. */
export function bytesName(bytes: Uint8Array, start = 0, end = bytes.length): string {
  // Keys on a card have two or three letters; asking the platform costs more than they do.
  const size = end - start
  if (size === 2) return String.fromCharCode(bytes[start]!, bytes[start + 1]!)
  if (size === 3) return String.fromCharCode(bytes[start]!, bytes[start + 1]!, bytes[start + 2]!)
  return platform.latin1(bytes, start, end)
}
