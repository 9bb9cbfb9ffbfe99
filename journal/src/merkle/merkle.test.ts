import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { test } from 'vitest'
import { consistencyProof, verifyConsistency } from './consistency-proof.ts'
import {
  appendLeaf,
  appendLeaves,
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  frontierRoot,
} from './frontier.ts'
import { emptyRoot, type Hash, leafHash, nodeHash, sameHash } from './hash.ts'
import { inclusionProof, verifyInclusion } from './inclusion-proof.ts'
import { frontierAt, rangeRoot, type TreeReader } from './subtree.ts'

const hex = (hash: Hash) => Buffer.from(hash).toString('hex')
const leaves = (count: number) => Array.from({ length: count }, (_, index) => leafHash(`event ${index}`))
const treeOf = (hashes: Hash[]): TreeReader => ({ leaf: (index) => hashes[index]! })

/** The definition of RFC 6962 section 2.1, word for word, as the yardstick. */
function naiveRoot(hashes: Hash[]): Hash {
  if (hashes.length === 0) return createHash('sha256').digest()
  if (hashes.length === 1) return hashes[0]!
  let split = 1
  while (split * 2 < hashes.length) split *= 2
  return nodeHash(naiveRoot(hashes.slice(0, split)), naiveRoot(hashes.slice(split)))
}

function flip(hash: Hash, bit: number): Hash {
  const changed = Uint8Array.from(hash)
  changed[Math.floor(bit / 8) % 32]! ^= 1 << (bit % 8)
  return changed
}

test('the hashes are those of RFC 6962 (vectors of certificate-transparency-go)', () => {
  assert.equal(hex(emptyRoot()), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  assert.equal(hex(leafHash('')), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  const inputs = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
  const frontier = appendLeaves(
    emptyFrontier,
    inputs.map((input) => leafHash(Buffer.from(input, 'hex'))),
  )
  assert.equal(
    hex(frontierRoot(frontier)),
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  )
})

test('the frontier has the root of the whole tree, at every size, however it is stored', () => {
  const all = leaves(300)
  let frontier = emptyFrontier
  for (let size = 0; size <= all.length; size++) {
    const root = hex(naiveRoot(all.slice(0, size)))
    assert.equal(hex(frontierRoot(frontier)), root)
    assert.equal(hex(rangeRoot(treeOf(all), 0, size)), root)
    assert.deepEqual(frontierAt(treeOf(all), size).hashes.map(hex), frontier.hashes.map(hex))
    assert.deepEqual(decodeFrontier(size, encodeFrontier(frontier)).hashes.map(hex), frontier.hashes.map(hex))
    if (size < all.length) frontier = appendLeaf(frontier, all[size]!)
  }
  assert.throws(() => decodeFrontier(3, new Uint8Array(32)))
})

test('a tree that keeps complete subtrees gives the same roots and proofs', () => {
  const all = leaves(1_500)
  const kept = new Map<string, Hash>()
  let frontier = emptyFrontier
  for (const leaf of all) {
    frontier = appendLeaf(frontier, leaf, ({ level, index, hash }) => {
      if (level > 0 && level % 4 === 0) kept.set(`${level}/${index}`, hash)
    })
  }
  let reads = 0
  const tree: TreeReader = {
    leaf: (index) => {
      reads += 1
      return all[index]!
    },
    subtree: (level, index) => kept.get(`${level}/${index}`),
  }
  assert.equal(hex(rangeRoot(tree, 0, 1_500)), hex(naiveRoot(all)))
  assert.ok(reads < 100, `read ${reads} leaves`)
  assert.deepEqual(
    inclusionProof(tree, 777, 1_500).map(hex),
    inclusionProof(treeOf(all), 777, 1_500).map(hex),
  )
})

test('every inclusion proof verifies, and no single change of it does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 130 }), fc.nat(), fc.nat(), fc.nat(), (size, pick, where, bit) => {
      const all = leaves(size)
      const index = pick % size
      const root = naiveRoot(all)
      const proof = inclusionProof(treeOf(all), index, size)
      assert.ok(verifyInclusion(all[index]!, index, size, root, proof))

      assert.ok(!verifyInclusion(flip(all[index]!, bit), index, size, root, proof))
      assert.ok(!verifyInclusion(all[index]!, index, size, flip(root, bit), proof))
      assert.ok(!verifyInclusion(all[index]!, index, size, root, [...proof, root]))
      if (size > 1) {
        const other = (index + 1 + (where % (size - 1))) % size
        assert.ok(!verifyInclusion(all[index]!, other, size, root, proof))
        const at = where % proof.length
        assert.ok(!verifyInclusion(all[index]!, index, size, root, proof.with(at, flip(proof[at]!, bit))))
        assert.ok(!verifyInclusion(all[index]!, index, size, root, proof.toSpliced(at, 1)))
      }
    }),
    { numRuns: 2_000 },
  )
})

test('every consistency proof verifies, and no single change of it does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 130 }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
      (newSize, pick, where, bit) => {
        const all = leaves(newSize)
        const oldSize = pick % (newSize + 1)
        const oldRoot = naiveRoot(all.slice(0, oldSize))
        const newRoot = naiveRoot(all)
        const proof = consistencyProof(treeOf(all), oldSize, newSize)
        assert.ok(verifyConsistency(oldSize, newSize, oldRoot, newRoot, proof))

        assert.ok(!verifyConsistency(oldSize, newSize, flip(oldRoot, bit), newRoot, proof))
        assert.ok(!verifyConsistency(oldSize, newSize, oldRoot, newRoot, [...proof, newRoot]))
        if (oldSize > 0) assert.ok(!verifyConsistency(oldSize, newSize, oldRoot, flip(newRoot, bit), proof))
        if (proof.length > 0) {
          const at = where % proof.length
          assert.ok(
            !verifyConsistency(oldSize, newSize, oldRoot, newRoot, proof.with(at, flip(proof[at]!, bit))),
          )
          assert.ok(!verifyConsistency(oldSize, newSize, oldRoot, newRoot, proof.toSpliced(at, 1)))
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test('an edited, removed, inserted or swapped event is never consistent with what was signed before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 }),
      fc.integer({ min: 0, max: 40 }),
      fc.nat(),
      fc.nat(4),
      (oldSize, more, pick, kind) => {
        const honest = leaves(oldSize + more)
        const oldRoot = naiveRoot(honest.slice(0, oldSize))
        const at = pick % oldSize
        const next = (at + 1) % oldSize
        const forged = [
          honest.with(at, leafHash('edited')),
          honest.toSpliced(at, 1),
          honest.toSpliced(at, 0, leafHash('inserted')),
          honest.with(at, honest[next]!).with(next, honest[at]!),
          honest.slice(0, oldSize - 1),
        ][kind]!
        const newSize = Math.max(forged.length, oldSize)
        const padded = [...forged, ...leaves(newSize - forged.length)]
        if (padded.every((leaf, index) => index >= oldSize || sameHash(leaf, honest[index]!))) return
        const proof = consistencyProof(treeOf(padded), oldSize, newSize)
        assert.ok(!verifyConsistency(oldSize, newSize, oldRoot, naiveRoot(padded), proof))
      },
    ),
    { numRuns: 1_000 },
  )
})
