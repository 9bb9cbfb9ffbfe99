import assert from 'node:assert/strict'
import { emptyRoot, type Hash, hashLength, nodeHash } from './hash.ts'

/**
 * The right edge of a growing Merkle tree: the roots of its complete subtrees, largest first.
 *
 * A tree of 13 leaves (1101 in binary) is kept as three hashes:
 *
 *     [ 8 leaves ][ 4 ][ 1 ]
 *
 * which is all one needs to append a leaf and to know the root. Ten million events need 24 hashes
 * at most, so the cost of an append does not grow with the log.
 */
export interface Frontier {
  readonly size: number
  readonly hashes: readonly Hash[]
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] }

/** A subtree that became complete: `index` counts subtrees of 2^level leaves from the left. */
export interface CompletedSubtree {
  readonly level: number
  readonly index: number
  readonly hash: Hash
}

/**
 * The frontier with one more leaf.
 * `onComplete`, when given, is told of every subtree this leaf completes, the leaf itself (level 0) included.
 */
export function appendLeaf(
  frontier: Frontier,
  leaf: Hash,
  onComplete?: (subtree: CompletedSubtree) => void,
): Frontier {
  assert(leaf.length === hashLength, 'a leaf is a SHA-256 hash')
  const hashes = frontier.hashes.slice()
  let hash = leaf
  let level = 0
  let index = frontier.size
  onComplete?.({ level, index, hash })
  while (index % 2 === 1) {
    hash = nodeHash(hashes.pop()!, hash)
    level += 1
    index = (index - 1) / 2
    onComplete?.({ level, index, hash })
  }
  hashes.push(hash)
  return { size: frontier.size + 1, hashes }
}

/** The frontier after all of `leaves`, in order. */
export function appendLeaves(frontier: Frontier, leaves: Iterable<Hash>): Frontier {
  let grown = frontier
  for (const leaf of leaves) grown = appendLeaf(grown, leaf)
  return grown
}

/** The root of the tree this frontier stands for (RFC 6962 MTH). */
export function frontierRoot(frontier: Frontier): Hash {
  if (frontier.hashes.length === 0) return emptyRoot()
  return frontier.hashes.reduceRight((right, left) => nodeHash(left, right))
}

/** The hashes side by side, 32 bytes each: the form in which a store keeps a frontier. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  return Buffer.concat(frontier.hashes)
}

/** Reads what `encodeFrontier` wrote. Throws when the bytes cannot belong to a tree of that size. */
export function decodeFrontier(size: number, bytes: Uint8Array): Frontier {
  assert(Number.isSafeInteger(size) && size >= 0, 'a tree size is a whole number')
  assert(
    bytes.length === onesIn(size) * hashLength,
    `a frontier of ${size} leaves has ${onesIn(size)} hashes`,
  )
  const hashes: Hash[] = []
  for (let at = 0; at < bytes.length; at += hashLength)
    hashes.push(Uint8Array.from(bytes.subarray(at, at + hashLength)))
  return { size, hashes }
}

function onesIn(size: number): number {
  let ones = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2
  return ones
}
