import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Checkpoint, openCheckpoint, openReceipt } from '../checkpoint/checkpoint.ts'
import type { NoteVerifier } from '../checkpoint/note-key.ts'
import { parseEventLine } from '../event/event-line.ts'
import { verifyConsistency } from '../merkle/consistency-proof.ts'
import { appendLeaf, emptyFrontier, type Frontier, frontierRoot } from '../merkle/frontier.ts'
import { type Hash, hashLength, leafHash, sameHash } from '../merkle/hash.ts'
import { verifyInclusion } from '../merkle/inclusion-proof.ts'
import { decodeBundle } from './entry-bundle.ts'
import { parseProofFile } from './proof-files.ts'
import { entryBundlePath, hashTilePath, tileWidth, widthOf } from './tile-path.ts'
import { TileRows } from './tile-rows.ts'

export type ExportFinding =
  | 'checkpoint-invalid'
  | 'file-missing'
  | 'entry-changed'
  | 'not-an-event'
  | 'wrong-place'
  | 'tile-changed'
  | 'root-differs'
  | 'receipt-invalid'
  | 'receipt-contradicts'
  | 'proof-invalid'

export type ExportAudit =
  | {
      readonly sound: true
      readonly origin: string
      readonly size: number
      readonly root: Hash
      /** False when only hashes were exported: nothing was edited, but what was said is not shown. */
      readonly entriesRead: boolean
      readonly receipt: { readonly size: number; readonly cosignedAt: Date } | null
      readonly proofs: number
    }
  | { readonly sound: false; readonly finding: ExportFinding; readonly where: string }

/**
 * Checks an exported log, relying on nothing in it but the bytes: every event against its hash, every tile
 * against the tiles below it, the root against the site's signature, and the hub's receipt and every proof
 * against the same tree. `receipt` is a note from elsewhere, for example from the hub; without it, the one in
 * the folder is checked, if a witness key is given.
 */
export function auditExport(
  folder: string,
  keys: { readonly site: NoteVerifier; readonly witness?: NoteVerifier | undefined },
  receipt?: string,
): ExportAudit {
  try {
    return audit(folder, keys, receipt)
  } catch (error) {
    if (error instanceof Found) return { sound: false, finding: error.finding, where: error.where }
    throw error
  }
}

class Found extends Error {
  readonly finding: ExportFinding
  readonly where: string
  constructor(finding: ExportFinding, where: string) {
    super(`${finding}: ${where}`)
    this.finding = finding
    this.where = where
  }
}

function audit(
  folder: string,
  { site, witness }: { site: NoteVerifier; witness?: NoteVerifier | undefined },
  givenReceipt: string | undefined,
): ExportAudit {
  const read = (path: string) => {
    if (!existsSync(join(folder, path))) throw new Found('file-missing', path)
    return readFileSync(join(folder, path))
  }
  const checkpoint = openCheckpoint(read('checkpoint').toString('utf8'), site)
  if ('fault' in checkpoint) throw new Found('checkpoint-invalid', checkpoint.fault)

  const kept = existsSync(join(folder, 'receipt')) ? read('receipt').toString('utf8') : undefined
  const note = givenReceipt ?? kept
  const receipt = note === undefined || witness === undefined ? null : openReceipt(note, site, witness)
  if (receipt !== null && 'fault' in receipt) throw new Found('receipt-invalid', receipt.fault)
  if (receipt !== null && receipt.size > checkpoint.size)
    throw new Found('receipt-contradicts', `the hub vouches for ${receipt.size} events`)

  const entriesRead = existsSync(join(folder, 'tile/entries')) || checkpoint.size === 0
  const rows = new TileRows(({ level, index, hashes }) => {
    const path = hashTilePath(level, index, hashes.length)
    if (!read(path).equals(Buffer.concat(hashes))) throw new Found('tile-changed', path)
  })
  let frontier: Frontier = emptyFrontier
  for (const leaf of leavesOf(checkpoint, entriesRead, read)) {
    rows.add(leaf)
    frontier = appendLeaf(frontier, leaf)
    if (receipt?.size === frontier.size && !sameHash(frontierRoot(frontier), receipt.root))
      throw new Found('receipt-contradicts', `at ${receipt.size} events`)
  }
  rows.end()
  const root = frontierRoot(frontier)
  if (!sameHash(root, checkpoint.root)) throw new Found('root-differs', `at ${checkpoint.size} events`)
  const leaf = (index: number) => {
    const tile = Math.floor(index / tileWidth)
    const at = (index % tileWidth) * hashLength
    return read(hashTilePath(0, tile, widthOf(tile, checkpoint.size))).subarray(at, at + hashLength)
  }
  const proofs = auditProofs(folder, site, receipt, leaf)
  const { origin, size } = checkpoint
  return {
    sound: true,
    origin,
    size,
    root,
    entriesRead,
    receipt: receipt && { size: receipt.size, cosignedAt: receipt.cosignedAt },
    proofs,
  }
}

function* leavesOf(
  { origin, size }: Checkpoint,
  fromEntries: boolean,
  read: (path: string) => Buffer,
): Generator<Hash> {
  for (let bundle = 0; bundle * tileWidth < size; bundle += 1) {
    const width = widthOf(bundle, size)
    const tile = read(hashTilePath(0, bundle, width))
    if (tile.length !== width * hashLength) throw new Found('tile-changed', hashTilePath(0, bundle, width))
    const path = entryBundlePath(bundle, width)
    const entries = fromEntries ? decodeBundle(read(path)) : undefined
    if (entries === null || (entries && entries.length !== width)) throw new Found('entry-changed', path)
    for (let at = 0; at < width; at += 1) {
      const stored = Uint8Array.from(tile.subarray(at * hashLength, (at + 1) * hashLength))
      const entry = entries?.[at]
      if (entry !== undefined) checkEntry(entry, stored, origin, bundle * tileWidth + at + 1)
      yield stored
    }
  }
}

function checkEntry(entry: Uint8Array, leaf: Hash, origin: string, seq: number): void {
  if (!sameHash(leafHash(entry), leaf)) throw new Found('entry-changed', `event ${seq}`)
  const event = parseEventLine(Buffer.from(entry).toString('utf8'))
  if ('fault' in event) throw new Found('not-an-event', `event ${seq}`)
  if (event.seq !== seq || `sentra/${event.site}/${event.epoch}` !== origin)
    throw new Found('wrong-place', `event ${seq}`)
}

function auditProofs(
  folder: string,
  site: NoteVerifier,
  receipt: Checkpoint | null,
  leaf: (index: number) => Hash,
): number {
  if (!existsSync(join(folder, 'proof'))) return 0
  const names = readdirSync(join(folder, 'proof')).sort()
  let checked = 0
  for (const name of names) {
    const wrong = new Found('proof-invalid', `proof/${name}`)
    const file = parseProofFile(readFileSync(join(folder, 'proof', name), 'utf8'))
    const checkpoint = file && openCheckpoint(file.checkpoint, site)
    if (checkpoint === undefined || 'fault' in checkpoint) throw wrong
    const { kind, number, proof } = file!
    const { size, root } = checkpoint
    if (kind === 'inclusion') {
      if (number >= size || !verifyInclusion(leaf(number), number, size, root, proof)) throw wrong
      checked += 1
    } else if (receipt?.size === number) {
      if (!verifyConsistency(number, size, receipt.root, root, proof)) throw wrong
      checked += 1
    }
  }
  return checked
}
