import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One thing a process did to a file, as `recording-disk.c` wrote it down. */
export interface DiskAct {
  readonly kind: 'write' | 'truncate' | 'sync' | 'unlink'
  readonly file: string
  readonly place: number
  readonly bytes: Buffer
}

const kinds = { w: 'write', t: 'truncate', s: 'sync', u: 'unlink' } as const

export function readRecord(path: string): DiskAct[] {
  const record = readFileSync(path)
  const acts: DiskAct[] = []
  for (let at = 0; at + 14 <= record.length; ) {
    const kind = kinds[String.fromCharCode(record[at]!) as keyof typeof kinds]
    const nameLength = record[at + 1]!
    const count = record.readUInt32LE(at + 2)
    const place = Number(record.readBigUInt64LE(at + 6))
    const name = record.toString('utf8', at + 14, at + 14 + nameLength)
    const bytes = record.subarray(at + 14 + nameLength, at + 14 + nameLength + count)
    acts.push({ kind, file: name, place, bytes })
    at += 14 + nameLength + count
  }
  return acts
}

/**
 * The files as a power cut after the first `acts` could leave them. What was synced is there. Of what was written since,
 * each write is there, is not, or is torn: any of its sectors of 512 bytes may be missing, whatever came later. The length of
 * a file may be the old one or the new one. Names of files are taken to be safe as soon as they are made.
 *
 * `chance` is in [0, 1) each time.
 */
export function afterPowerCut(
  acts: readonly DiskAct[],
  chance: () => number,
  files: (name: string) => boolean,
): Map<string, Buffer> {
  const pending = new Map<string, DiskAct[]>()
  const safe = new Map<string, Buffer>()
  for (const act of acts) {
    if (!files(act.file)) continue
    if (act.kind === 'unlink') {
      pending.delete(act.file)
      safe.delete(act.file)
    } else if (act.kind === 'sync') {
      for (const each of pending.get(act.file) ?? []) safe.set(act.file, applied(safe.get(act.file), each))
      pending.delete(act.file)
    } else {
      const list = pending.get(act.file) ?? []
      list.push(act)
      pending.set(act.file, list)
    }
  }
  const left: Map<string, Buffer> = new Map([...safe].map(([name, bytes]) => [name, Buffer.from(bytes)]))
  // A disk that wrote nothing back, one that wrote nearly all, and everything between.
  const share = chance()
  for (const [name, list] of pending)
    for (const act of list) {
      const fate = chance()
      if (fate < share * 0.8) left.set(name, applied(left.get(name), act))
      else if (fate < share) left.set(name, torn(left.get(name), act, chance))
      else if (!left.has(name)) left.set(name, Buffer.alloc(0))
    }
  return left
}

export function writeImage(folder: string, image: ReadonlyMap<string, Buffer>): void {
  for (const [name, bytes] of image) writeFileSync(join(folder, name), bytes)
}

const sector = 512

/** Grows in place where it can: a record has thousands of small writes to one file. */
function applied(before: Buffer | undefined, { kind, place, bytes }: DiskAct): Buffer {
  const content = before ?? Buffer.alloc(0)
  if (kind === 'truncate') return resized(content, place)
  const grown = resized(content, Math.max(content.length, place + bytes.length))
  bytes.copy(grown, place)
  return grown
}

function torn(before: Buffer | undefined, act: DiskAct, chance: () => number): Buffer {
  if (act.kind === 'truncate') return before ?? Buffer.alloc(0)
  let content = before ?? Buffer.alloc(0)
  for (let from = 0; from < act.bytes.length; ) {
    // Sectors lie where the disk has them, not where the write began.
    const to = Math.min(act.bytes.length, from + sector - ((act.place + from) % sector))
    if (chance() < 0.5)
      content = applied(content, { ...act, place: act.place + from, bytes: act.bytes.subarray(from, to) })
    from = to
  }
  return content
}

function resized(content: Buffer, length: number): Buffer {
  if (content.length === length) return content
  if (length < content.length) return content.subarray(0, length)
  // A part of a larger piece of memory may have its old neighbours behind it: those are not zero.
  const grown = Buffer.alloc(length)
  content.copy(grown)
  return grown
}
