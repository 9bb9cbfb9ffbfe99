import assert from 'node:assert/strict'
import { emptyRoot, type Hash, hashLength, nodeHash, sameHash } from './hash.ts'
import { largestPowerOfTwoBelow, rangeRoot, type TreeReader } from './subtree.ts'

/**
 * "The newer tree begins with the older one": nothing was edited, removed or put in between
 * (RFC 6962 section 2.1.2).
 */
export function consistencyProof(tree: TreeReader, oldSize: number, newSize: number): Hash[] {
  assert(0 <= oldSize && oldSize <= newSize, 'a log only grows')
  if (oldSize === 0 || oldSize === newSize) return []
  return subproof(tree, oldSize, 0, newSize, true)
}

/** Whether `proof` shows that the tree (newSize, newRoot) continues the tree (oldSize, oldRoot). */
export function verifyConsistency(
  oldSize: number,
  newSize: number,
  oldRoot: Hash,
  newRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(newSize)) return false
  if (oldSize < 0 || oldSize > newSize || proof.some((hash) => hash.length !== hashLength)) return false
  if (oldSize === newSize) return proof.length === 0 && sameHash(oldRoot, newRoot)
  if (oldSize === 0) return proof.length === 0 && sameHash(oldRoot, emptyRoot())
  if (proof.length === 0) return false
  // RFC 9162 section 2.1.4.2. An old tree that is a complete subtree proves itself: its root is the first hash.
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof
  let position = oldSize - 1
  let last = newSize - 1
  while (position % 2 === 1) {
    position = (position - 1) / 2
    last = Math.floor(last / 2)
  }
  let oldHash = path[0]!
  let newHash = path[0]!
  for (const sibling of path.slice(1)) {
    if (last === 0) return false
    if (position % 2 === 1 || position === last) {
      oldHash = nodeHash(sibling, oldHash)
      newHash = nodeHash(sibling, newHash)
      while (position % 2 === 0 && position !== 0) {
        position /= 2
        last = Math.floor(last / 2)
      }
    } else {
      newHash = nodeHash(newHash, sibling)
    }
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && sameHash(oldHash, oldRoot) && sameHash(newHash, newRoot)
}

function subproof(
  tree: TreeReader,
  oldSize: number,
  start: number,
  end: number,
  oldRootKnown: boolean,
): Hash[] {
  if (oldSize === end - start) return oldRootKnown ? [] : [rangeRoot(tree, start, end)]
  const split = largestPowerOfTwoBelow(end - start)
  return oldSize <= split
    ? [...subproof(tree, oldSize, start, start + split, oldRootKnown), rangeRoot(tree, start + split, end)]
    : [...subproof(tree, oldSize - split, start + split, end, false), rangeRoot(tree, start, start + split)]
}

function isPowerOfTwo(size: number): boolean {
  return size > 0 && Number.isInteger(Math.log2(size))
}
