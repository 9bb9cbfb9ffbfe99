import type { Bytes } from './bytes.ts'

/**
 * The public key of a foreign document signer, as X.509 carries it (SubjectPublicKeyInfo, DER).
 * Indonesia signs with P-256; other nations also use P-384, RSA and Ed25519.
 */
export interface ForeignKey {
  readonly spki: Bytes
  readonly kind: 'P-256' | 'P-384' | 'P-521' | 'RSA' | 'Ed25519' | 'Ed448'
}

/** Algorithms of the IANA COSE registry. HCERT prescribes ES256 first and PS256 second. */
export const algorithms = {
  ES256: -7,
  EdDSA: -8,
  ES384: -35,
  ES512: -36,
  PS256: -37,
  PS384: -38,
  PS512: -39,
} as const

const names: Record<
  number,
  { hash: 'SHA-256' | 'SHA-384' | 'SHA-512'; kinds: readonly ForeignKey['kind'][] }
> = {
  // RFC 9053, 2.1: the hash is named, the curve is the key's own.
  [algorithms.ES256]: { hash: 'SHA-256', kinds: ['P-256', 'P-384', 'P-521'] },
  [algorithms.ES384]: { hash: 'SHA-384', kinds: ['P-256', 'P-384', 'P-521'] },
  [algorithms.ES512]: { hash: 'SHA-512', kinds: ['P-256', 'P-384', 'P-521'] },
  [algorithms.PS256]: { hash: 'SHA-256', kinds: ['RSA'] },
  [algorithms.PS384]: { hash: 'SHA-384', kinds: ['RSA'] },
  [algorithms.PS512]: { hash: 'SHA-512', kinds: ['RSA'] },
  [algorithms.EdDSA]: { hash: 'SHA-512', kinds: ['Ed25519', 'Ed448'] },
}

/** The hash to use, or null: an algorithm we do not know, or one that is not this key's. */
export function hashFor(
  algorithm: unknown,
  kind: ForeignKey['kind'],
): 'SHA-256' | 'SHA-384' | 'SHA-512' | null {
  const known = typeof algorithm === 'number' ? names[algorithm] : undefined
  return known?.kinds.includes(kind) ? known.hash : null
}

export function isKnownAlgorithm(algorithm: unknown): algorithm is number {
  return typeof algorithm === 'number' && algorithm in names
}

const prefixes: readonly [string, ForeignKey['kind']][] = [
  ['301306072a8648ce3d020106082a8648ce3d030107', 'P-256'],
  ['301006072a8648ce3d020106052b81040022', 'P-384'],
  ['301006072a8648ce3d020106052b81040023', 'P-521'],
  ['300d06092a864886f70d010101', 'RSA'],
  ['300506032b6570', 'Ed25519'],
  ['300506032b6571', 'Ed448'],
]

/** Null for a key of a kind we do not know. Reads only the algorithm at the front of the DER. */
export function foreignKey(spki: Uint8Array): ForeignKey | null {
  const first = spki[1]! < 0x80 ? 2 : 2 + (spki[1]! & 0x7f)
  const front = Array.from(spki.subarray(first, first + 24), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
  const kind = prefixes.find(([prefix]) => front.startsWith(prefix))?.[1]
  return spki[0] === 0x30 && kind ? { spki: new Uint8Array(spki), kind } : null
}
