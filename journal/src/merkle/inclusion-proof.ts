import assert from 'node:assert/strict'
import { type Hash, hashLength, nodeHash, sameHash } from './hash.ts'
import { largestPowerOfTwoBelow, rangeRoot, type TreeReader } from './subtree.ts'

/**
 * "This event is in that tree": the hashes beside the path from one leaf to the root,
 * lowest first (RFC 6962 section 2.1.1).
 */
export function inclusionProof(tree: TreeReader, index: number, size: number): Hash[] {
  assert(0 <= index && index < size, 'the leaf must be inside the tree')
  return pathTo(tree, index, 0, size)
}

/** Whether `proof` shows that `leaf` is leaf number `index` of the tree of `size` leaves with that root. */
export function verifyInclusion(
  leaf: Hash,
  index: number,
  size: number,
  root: Hash,
  proof: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  if (leaf.length !== hashLength || proof.some((hash) => hash.length !== hashLength)) return false
  // RFC 9162 section 2.1.3.2: walk up, keeping the position and the last position side by side.
  let position = index
  let last = size - 1
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash)
      while (position % 2 === 0 && position !== 0) {
        position /= 2
        last = Math.floor(last / 2)
      }
    } else {
      hash = nodeHash(hash, sibling)
    }
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && sameHash(hash, root)
}

function pathTo(tree: TreeReader, index: number, start: number, end: number): Hash[] {
  if (end - start === 1) return []
  const middle = start + largestPowerOfTwoBelow(end - start)
  return index < middle
    ? [...pathTo(tree, index, start, middle), rangeRoot(tree, middle, end)]
    : [...pathTo(tree, index, middle, end), rangeRoot(tree, start, middle)]
}
