import { type Bytes, concatBytes, copyBytes } from './bytes.ts'
import { type CborMap, encodeCbor, isBytes, isMap } from './strict-cbor.ts'

/**
 * P-256 public keys. In memory and for WebCrypto a key is the 65 bytes of its uncompressed point;
 * in a QR it is a COSE_Key with the sign bit of y (RFC 9053, 7.1.1), which saves 32 bytes.
 */
export type PublicKey = Bytes

const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

export function encodeCoseKey(key: PublicKey): CborMap {
  return new Map<number, unknown>([
    [1, 2],
    [-1, 1],
    [-2, key.slice(1, 33)],
    [-3, (key[64]! & 1) === 1],
  ])
}

/** Null for anything that is not a P-256 point on the curve. */
export function decodeCoseKey(value: unknown): PublicKey | null {
  if (!isMap(value) || value.get(1) !== 2 || value.get(-1) !== 1) return null
  const x = value.get(-2)
  const y = value.get(-3)
  if (!isBytes(x) || x.length !== 32) return null
  if (typeof y === 'boolean') return decompressPoint(concatBytes(new Uint8Array([y ? 3 : 2]), x))
  return isBytes(y) && y.length === 32 ? onCurve(concatBytes(new Uint8Array([4]), x, y)) : null
}

export function compressPoint(key: PublicKey): Bytes {
  return concatBytes(new Uint8Array([2 + (key[64]! & 1)]), key.subarray(1, 33))
}

/** Accepts 33 bytes (sign bit and x) or 65 (the whole point); null when it is not on the curve. */
export function decompressPoint(point: Uint8Array): PublicKey | null {
  if (point.length === 65) return onCurve(copyBytes(point))
  if (point.length !== 33 || (point[0] !== 2 && point[0] !== 3)) return null
  const x = toNumber(point.subarray(1))
  if (x >= p) return null
  const root = power(modulo(x * x * x - 3n * x + b), (p + 1n) / 4n)
  const y = (root & 1n) === BigInt(point[0] & 1) ? root : p - root
  return onCurve(concatBytes(new Uint8Array([4]), point.subarray(1), toBytes(y)))
}

/** RFC 9679: SHA-256 of the deterministic COSE_Key with the whole y. The input of every `kid` here. */
export function thumbprintInput(key: PublicKey): Bytes {
  return encodeCbor(
    new Map<number, unknown>([
      [1, 2],
      [-1, 1],
      [-2, key.slice(1, 33)],
      [-3, key.slice(33)],
    ]),
  )
}

function onCurve(key: Bytes): PublicKey | null {
  const x = toNumber(key.subarray(1, 33))
  const y = toNumber(key.subarray(33))
  const holds = key[0] === 4 && x < p && y < p && modulo(y * y - x * x * x + 3n * x - b) === 0n
  return holds ? key : null
}

function modulo(value: bigint): bigint {
  return ((value % p) + p) % p
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % p
    square = (square * square) % p
  }
  return result
}

function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

function toBytes(value: bigint): Bytes {
  return Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(8 * (31 - index))) & 0xffn))
}
