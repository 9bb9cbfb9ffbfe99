import { hash } from 'node:crypto'

/**
 * The two hashes of RFC 6962 section 2.1. The first byte keeps a leaf from ever being
 * mistaken for an inner node, which is what makes a proof mean something.
 */

/** A SHA-256 value: 32 bytes. */
export type Hash = Uint8Array

export const hashLength = 32

/** SHA-256(0x00 || bytes): the leaf of one record, over its exact bytes. */
export function leafHash(bytes: Uint8Array | string): Hash {
  return sha256(Buffer.concat([leafPrefix, typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes]))
}

/** SHA-256(0x01 || left || right): the parent of two subtrees. */
export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(Buffer.concat([nodePrefix, left, right]))
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Hash {
  return sha256(new Uint8Array(0))
}

/** Compares two hashes. Not constant-time: tree hashes are public. */
export function sameHash(left: Hash, right: Hash): boolean {
  return Buffer.compare(left, right) === 0
}

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

function sha256(bytes: Uint8Array): Hash {
  return hash('sha256', bytes, 'buffer')
}
