import { hash } from 'node:crypto'

/**
 * The Merkle tree hash of RFC 6962, section 2.1, written down from its definition and on purpose not
 * shared with the journal: a mistake there must not prove itself right.
 */
export function merkleRoot(lines: readonly string[]): Buffer {
  if (lines.length === 0) return sha256(Buffer.alloc(0))
  const leaves = lines.map((line) => sha256(Buffer.concat([Buffer.of(0), Buffer.from(line, 'utf8')])))
  return subtree(leaves, 0, leaves.length)
}

function subtree(leaves: readonly Buffer[], from: number, until: number): Buffer {
  const size = until - from
  if (size === 1) return leaves[from]!
  let left = 1
  while (left * 2 < size) left *= 2
  return sha256(
    Buffer.concat([Buffer.of(1), subtree(leaves, from, from + left), subtree(leaves, from + left, until)]),
  )
}

const sha256 = (bytes: Buffer) => hash('sha256', bytes, 'buffer')
