import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Hash, hashLength } from '../merkle/hash.ts'
import { hashTilePath, tileWidth, widthOf } from './tile-path.ts'

/** The leaves of an exported log of `size` events. They are what the files say: `auditExport` comes first. */
export function readLeaves(folder: string, size: number): Hash[] {
  const leaves: Hash[] = []
  for (let tile = 0; tile * tileWidth < size; tile += 1) {
    const bytes = readFileSync(join(folder, hashTilePath(0, tile, widthOf(tile, size))))
    for (let at = 0; at < bytes.length; at += hashLength)
      leaves.push(Uint8Array.from(bytes.subarray(at, at + hashLength)))
  }
  return leaves
}
