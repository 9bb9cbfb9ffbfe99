import assert from 'node:assert/strict'
import type { Frontier } from './frontier.ts'
import { emptyRoot, type Hash, nodeHash } from './hash.ts'

/**
 * Where proofs read the tree from. `leaf` is enough; a store that keeps complete subtrees
 * (ours keeps one of every 256 leaves) answers `subtree` too, and a proof over ten million leaves
 * then reads a few thousand hashes instead of all.
 */
export interface TreeReader {
  /** The hash of leaf `index`, counted from 0. */
  leaf(index: number): Hash
  /** The root of the complete subtree of 2^level leaves, or undefined when it is not kept. */
  subtree?(level: number, index: number): Hash | undefined
}

/** The RFC 6962 root of leaves `start` up to, not including, `end`. */
export function rangeRoot(tree: TreeReader, start: number, end: number): Hash {
  assert(0 <= start && start <= end, 'a range runs forward')
  if (start === end) return emptyRoot()
  if (end - start === 1) return tree.leaf(start)
  const split = largestPowerOfTwoBelow(end - start)
  if (split * 2 === end - start && start % (end - start) === 0) {
    const kept = tree.subtree?.(Math.log2(end - start), start / (end - start))
    if (kept !== undefined) return kept
  }
  return nodeHash(rangeRoot(tree, start, start + split), rangeRoot(tree, start + split, end))
}

/** The frontier of the first `size` leaves, read back from the tree: how a past checkpoint is made. */
export function frontierAt(tree: TreeReader, size: number): Frontier {
  const hashes: Hash[] = []
  let start = 0
  while (start < size) {
    const width = largestPowerOfTwoUpTo(size - start)
    hashes.push(rangeRoot(tree, start, start + width))
    start += width
  }
  return { size, hashes }
}

/** The largest power of two smaller than `count`, for count > 1: where RFC 6962 splits a tree. */
export function largestPowerOfTwoBelow(count: number): number {
  return largestPowerOfTwoUpTo(count - 1)
}

function largestPowerOfTwoUpTo(count: number): number {
  let power = 1
  while (power * 2 <= count) power *= 2
  return power
}
