import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Replaces a file that others are reading: they see the old one or the new one, never half of it. */
export function writePublicFile(file: string, content: Uint8Array | string): void {
  writeFile(file, typeof content === 'string' ? Buffer.from(content, 'utf8') : content, 0o644)
}

/** The same for something only the owner may read. */
export function writeSecretFile(file: string, content: string): void {
  writeFile(file, Buffer.from(content, 'utf8'), 0o600)
}

function writeFile(file: string, content: Uint8Array, mode: number): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 })
  const unfinished = `${file}.unfinished`
  const handle = openSync(unfinished, 'w', mode)
  writeSync(handle, content)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(unfinished, file)
}
