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
  return typeof bytes === 'string' ? sha256(`\0${bytes}`) : sha256(Buffer.concat([leafPrefix, bytes]))
}

/** SHA-256(0x01 || left || right): the parent of two subtrees. */
export function nodeHash(left: Hash, right: Hash): Hash {
  node.set(left, 1)
  node.set(right, 1 + hashLength)
  return sha256(node)
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
/** Filled anew for each parent: there are as many parents as events. */
const node = new Uint8Array(1 + 2 * hashLength).fill(1, 0, 1)

/** A text is hashed as its UTF-8 bytes. */
function sha256(bytes: Uint8Array | string): Hash {
  return hash('sha256', bytes, 'buffer')
}
