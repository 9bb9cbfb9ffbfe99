import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseCheckpoint } from '../checkpoint/checkpoint.ts'
import { formatVkey } from '../checkpoint/note-key.ts'
import { consistencyProof } from '../merkle/consistency-proof.ts'
import { inclusionProof } from '../merkle/inclusion-proof.ts'
import type { StoredLine } from '../store/event-table.ts'
import type { Journal } from '../store/journal.ts'
import { encodeBundle } from './entry-bundle.ts'
import { formatConsistencyProof, formatInclusionProof } from './proof-files.ts'
import { entryBundlePath, hashTilePath, tileWidth } from './tile-path.ts'
import { TileRows } from './tile-rows.ts'

export interface ExportOptions {
  /**
   * Whether the events themselves are written. They hold names and identity numbers in clear text; the hashes
   * alone prove as much to somebody who may not read them.
   */
  readonly entries?: boolean
  /** Write an inclusion proof for each of these events. */
  readonly proofsOf?: readonly number[]
}

export interface ExportedLog {
  readonly size: number
  readonly files: number
  /** Events under the hub's receipt, when there is one. */
  readonly receiptSize: number | null
}

/**
 * Writes a log as a folder that a stranger can check with tools that are not ours (C2SP tlog-tiles):
 *
 *     checkpoint                      signed by the site, over everything below
 *     tile/0/000, tile/1/000 …        the tree, 256 hashes a file
 *     tile/entries/000 …              the events, byte for byte
 *     receipt                         the last checkpoint the hub has cosigned
 *     proof/consistency-<size>        that the checkpoint continues the receipt
 *     proof/<seq>.tlog-proof          that one event is in it
 *     log.vkey                        the site's key, to be compared with the one the hub publishes
 *
 * Each event is checked against its hash on the way; damage throws JournalCorruptError and ends the export.
 */
export function exportLog(journal: Journal, folder: string, options: ExportOptions = {}): ExportedLog {
  const { size } = journal
  let files = 0
  const write = (path: string, content: string | Uint8Array) => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, content, { mode: 0o600 })
    files += 1
  }
  const rows = new TileRows(({ level, index, hashes }) =>
    write(hashTilePath(level, index, hashes.length), Buffer.concat(hashes)),
  )
  for (let bundle = 0; bundle * tileWidth < size; bundle += 1) {
    const lines = journal.lines(bundle * tileWidth + 1, Math.min(tileWidth, size - bundle * tileWidth))
    if (options.entries !== false) write(entryBundlePath(bundle, lines.length), encodeBundle(texts(lines)))
    for (const { leafHash } of lines) rows.add(leafHash)
  }
  rows.end()
  const checkpoint = journal.checkpoint(size)
  write('log.vkey', `${formatVkey(journal.verifier)}\n`)
  for (const seq of options.proofsOf ?? []) {
    const proof = inclusionProof(journal.tree, seq - 1, size)
    write(`proof/${seq}.tlog-proof`, formatInclusionProof(seq - 1, proof, checkpoint))
  }
  const { receipt } = journal.replication.state()
  let receiptSize: number | null = null
  if (receipt !== null) {
    receiptSize = parseCheckpoint(receipt.slice(0, receipt.indexOf('\n\n') + 1))!.size
    write('receipt', receipt)
    write(
      `proof/consistency-${receiptSize}`,
      formatConsistencyProof(receiptSize, consistencyProof(journal.tree, receiptSize, size), checkpoint),
    )
  }
  // Last: a folder without a checkpoint is an export that did not end.
  write('checkpoint', checkpoint)
  return { size, files, receiptSize }
}

function texts(lines: readonly StoredLine[]): string[] {
  return lines.map(({ line }) => line)
}
