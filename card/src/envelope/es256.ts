import { platform } from '#platform'
import type { Bytes } from './bytes.ts'
import { type PublicKey, thumbprintInput } from './cose-key.ts'

export { NoSecureContextError } from '../platform/no-secure-context.ts'

/** A signature is 64 bytes, r then s (RFC 9053); the DER form is refused. */
export const signatureLength = 64

export async function verifyEs256(key: PublicKey, message: Bytes, signature: Bytes): Promise<boolean> {
  if (signature.length !== signatureLength) return false
  return platform.verifyEs256(key, message, signature)
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return platform.sha256(bytes)
}

/** The name of a key: the first 8 bytes of its COSE thumbprint (RFC 9679). */
export async function keyId(key: PublicKey): Promise<Bytes> {
  return (await sha256(thumbprintInput(key))).slice(0, 8)
}

/** Half the order of P-256, and the order, most significant byte first. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const orderBytes = toBytes(order)
const halfOrder = toBytes(order / 2n)

/**
 * Two signatures fit one message and key: (r, s) and (r, n - s). Our own cards use the lower one,
 * so that nobody can make a second envelope for a card without its key.
 */
export function isLowS(signature: Uint8Array): boolean {
  for (let index = 0; index < 32; index += 1) {
    const difference = signature[32 + index]! - halfOrder[index]!
    if (difference !== 0) return difference < 0
  }
  return true
}

export function toLowS(signature: Uint8Array): Bytes {
  const low = new Uint8Array(signature)
  if (isLowS(low)) return low
  let borrow = 0
  for (let index = 31; index >= 0; index -= 1) {
    const difference = orderBytes[index]! - low[32 + index]! - borrow
    borrow = difference < 0 ? 1 : 0
    low[32 + index] = difference & 0xff
  }
  return low
}

function toBytes(value: bigint): Bytes {
  return Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * (31 - index))) & 0xffn))
}
