import type { Bytes } from '../envelope/bytes.ts'

/**
 * Signatures over a curve, between the two forms in use: COSE has r then s, each as long as the curve
 * (RFC 9053, 2.1), OpenSSL an ASN.1 sequence of two integers.
 *
 * Node converts between them too when asked for `ieee-p1363`, but looks the key's curve up anew for each
 * signature: with that, signing takes twice and verifying half as long again. The result counts until the
 * next call.
 */
export function derFromSignature(signature: Uint8Array): Uint8Array {
  if (signature.length > 132) throw new RangeError('no curve has a longer signature than P-521')
  const half = signature.length >> 1
  const content = integerLength(signature, 0, half) + integerLength(signature, half, signature.length)
  const der = scratch
  let at = 0
  der[at++] = 0x30
  if (content >= 128) der[at++] = 0x81
  der[at++] = content
  at = putInteger(der, at, signature, 0, half)
  return der.subarray(0, putInteger(der, at, signature, half, signature.length))
}

// Read before the next signature is written.
const scratch = new Uint8Array(150)

/** Assumes a signature that OpenSSL has just made. `half` is the length of r and of s. */
export function signatureFromDer(der: Uint8Array, half: number): Bytes {
  const signature = new Uint8Array(2 * half)
  let at = der[1]! < 128 ? 2 : 3
  for (const end of [half, 2 * half]) {
    const length = der[at + 1]!
    const padding = Math.max(0, length - half)
    for (let index = padding; index < length; index += 1)
      signature[end - length + index] = der[at + 2 + index]!
    at += 2 + length
  }
  return signature
}

/** Tag, length and the shortest positive integer: no leading zeros, but one before a set high bit. */
function integerLength(from: Uint8Array, start: number, end: number): number {
  const first = firstByte(from, start, end)
  return 2 + end - first + (from[first]! >> 7)
}

function putInteger(der: Uint8Array, at: number, from: Uint8Array, start: number, end: number): number {
  const first = firstByte(from, start, end)
  const sign = from[first]! >> 7
  der[at] = 0x02
  der[at + 1] = end - first + sign
  der[at + 2] = 0
  let place = at + 2 + sign
  for (let index = first; index < end; index += 1) der[place++] = from[index]!
  return place
}

function firstByte(from: Uint8Array, start: number, end: number): number {
  let first = start
  while (first < end - 1 && from[first] === 0) first += 1
  return first
}
