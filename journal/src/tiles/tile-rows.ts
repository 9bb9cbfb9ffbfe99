import type { Hash } from '../merkle/hash.ts'
import { rangeRoot } from '../merkle/subtree.ts'
import { tileWidth } from './tile-path.ts'

/** A tile of hashes with its place. The last of each level may be narrower than 256. */
export interface HashTile {
  readonly level: number
  readonly index: number
  readonly hashes: readonly Hash[]
}

/**
 * Cuts a growing tree into tiles: give it the leaves in order, it hands out each tile once it is full, and
 * the narrow ones of the right edge at the end. In memory is one tile a level, whatever the log's size.
 */
export class TileRows {
  readonly #out: (tile: HashTile) => void
  readonly #rows: { next: number; hashes: Hash[] }[] = []

  constructor(out: (tile: HashTile) => void) {
    this.#out = out
  }

  add(hash: Hash, level = 0): void {
    this.#rows[level] ??= { next: 0, hashes: [] }
    const row = this.#rows[level]
    row.hashes.push(hash)
    if (row.hashes.length < tileWidth) return
    const { hashes } = row
    this.#out({ level, index: row.next, hashes })
    row.next += 1
    row.hashes = []
    this.add(rangeRoot({ leaf: (index) => hashes[index]! }, 0, tileWidth), level + 1)
  }

  /** Hands out the narrow tiles of the right edge. */
  end(): void {
    for (const [level, { next, hashes }] of this.#rows.entries()) {
      if (hashes.length > 0) this.#out({ level, index: next, hashes })
    }
  }
}
