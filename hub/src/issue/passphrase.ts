import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keysFolder } from './key-store.ts'
import { writeOnce } from './write-whole-file.ts'

/** Where the passphrase of the keys came from: said at every start, so that nobody takes a rehearsal for the real thing. */
export type Passphrase = { text: string; from: 'environment' | 'file-beside-the-keys' }

/**
 * The passphrase of the keys: from the environment (`SENTRA_KEYS_PASSPHRASE`, or the file that
 * `SENTRA_KEYS_PASSPHRASE_FILE` names). Without one, a passphrase made by chance lies in `keys/passphrase`,
 * readable by the hub alone: that protects a copy of the other files and no more, and is for trying things out.
 */
export function keysPassphrase(dataDir: string, environment: Record<string, string | undefined>): Passphrase {
  const given = environment.SENTRA_KEYS_PASSPHRASE?.trim()
  if (given) return { text: given.normalize('NFKC'), from: 'environment' }
  const named = environment.SENTRA_KEYS_PASSPHRASE_FILE?.trim()
  if (named) {
    if (!existsSync(named))
      throw new Error(`SENTRA_KEYS_PASSPHRASE_FILE names ${named}, and there is no such file.`)
    return { text: readFileSync(named, 'utf8').trim().normalize('NFKC'), from: 'environment' }
  }
  const file = join(keysFolder(dataDir), 'passphrase')
  if (!existsSync(file)) {
    mkdirSync(keysFolder(dataDir), { recursive: true, mode: 0o700 })
    writeOnce(file, `${randomBytes(24).toString('base64url')}\n`)
  }
  return { text: readFileSync(file, 'utf8').trim(), from: 'file-beside-the-keys' }
}
