import {
  closeSync,
  fsyncSync,
  futimesSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

let drafts = 0

/**
 * Replaces a file that others are reading: they see the old one or the new one, never half of it. With `fileTime` the
 * file bears that time: the same bytes have the same ETag, whichever hub serves them.
 */
export function writePublicFile(file: string, content: Uint8Array | string, fileTime?: Date): void {
  writeFile(file, typeof content === 'string' ? Buffer.from(content, 'utf8') : content, 0o644, fileTime)
}

/** The same for something only the owner may read. */
export function writeSecretFile(file: string, content: string): void {
  writeFile(file, Buffer.from(content, 'utf8'), 0o600)
}

/** Whole and synced, or not at all; never over a secret that is there already. */
export function writeOnce(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.unfinished`
  rmSync(unfinished, { force: true })
  const handle = openSync(unfinished, 'wx', 0o600)
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  try {
    linkSync(unfinished, file)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

function writeFile(file: string, content: Uint8Array, mode: number, fileTime?: Date): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 })
  // A name of its own: another process (a second hub, a command) may be writing the same file at this moment.
  drafts += 1
  const unfinished = `${file}.${process.pid}.${drafts}.unfinished`
  const handle = openSync(unfinished, 'w', mode)
  writeWhole(handle, content)
  if (fileTime) futimesSync(handle, fileTime, fileTime)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(unfinished, file)
}

/** One call may write less than it was given. */
function writeWhole(handle: number, content: Uint8Array): void {
  for (let written = 0; written < content.length; ) written += writeSync(handle, content, written)
}
