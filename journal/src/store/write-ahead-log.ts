import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'

/** A file to be read at any place. */
export interface FileBytes {
  readonly size: number
  read(into: Uint8Array, at: number): void
}

/** Opens a file of this machine for `use`; null when there is none. */
export function withFileBytes<T>(path: string, use: (file: FileBytes | null) => T): T {
  if (!existsSync(path)) return use(null)
  const file = openSync(path, 'r')
  try {
    return use({
      size: fstatSync(file).size,
      read: (into, at) => void readSync(file, into, 0, into.length, at),
    })
  } finally {
    closeSync(file)
  }
}

/**
 * Commits that lie in the write-ahead log and that SQLite would pass over.
 *
 * SQLite reads the log up to the first frame whose checksum is wrong and takes the rest for the remains of a
 * power cut. One transaction may be such remains: the last one, not yet synced. Two or more cannot, because each
 * commit is synced before the next begins; so a second one behind the point where SQLite stopped was acknowledged,
 * and the file was damaged afterwards. Only frame headers are read here: they are not encrypted.
 *
 *     header 32 bytes │ frame: header 24 bytes, page │ frame … │
 *     frame header: page number, pages in the file after a commit (else 0), salt, salt, checksum
 *
 * @param framesRead how many frames SQLite took, as `PRAGMA wal_checkpoint` tells
 */
export function lostCommits(walFile: FileBytes | null, framesRead: number): number {
  const size = walFile?.size ?? 0
  if (walFile === null || size < headerBytes) return 0
  const header = Buffer.alloc(headerBytes)
  walFile.read(header, 0)
  const pageBytes = header.readUInt32BE(8)
  const frameBytes = pageBytes + frameHeaderBytes
  const headerIsGood = isGoodHeader(header)
  if (!headerIsGood && !isPageSize(pageBytes)) return size > 2 * headerBytes ? 2 : 0
  const frame = Buffer.alloc(frameHeaderBytes)
  // Frames of an earlier round have another salt: they were copied into the database long ago.
  let salt: Buffer | null = headerIsGood ? Buffer.from(header.subarray(16, 24)) : null
  let commits = 0
  for (let at = headerBytes + framesRead * frameBytes; at + frameBytes <= size; at += frameBytes) {
    walFile.read(frame, at)
    salt ??= Buffer.from(frame.subarray(8, 16))
    if (frame.readUInt32BE(4) !== 0 && frame.subarray(8, 16).equals(salt)) commits += 1
  }
  return commits < 2 ? 0 : commits
}

const headerBytes = 32
const frameHeaderBytes = 24

function isPageSize(bytes: number): boolean {
  return bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0
}

/** The header's own checksum (SQLite file format, section 4.2), in the byte order that its magic number names. */
function isGoodHeader(header: Buffer): boolean {
  const magic = header.readUInt32BE(0)
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return false
  const word = (at: number) => (magic === 0x377f0683 ? header.readUInt32BE(at) : header.readUInt32LE(at))
  let first = 0
  let second = 0
  for (let at = 0; at < 24; at += 8) {
    first = (first + word(at) + second) >>> 0
    second = (second + word(at + 4) + first) >>> 0
  }
  return header.readUInt32BE(24) === first && header.readUInt32BE(28) === second
}
