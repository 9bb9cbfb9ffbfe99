import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Reads a secret, or makes it at first use: only the owner may read it, and it appears whole or not at all.
 */
export function secretFile(path: string, make: () => string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8')
  const secret = make()
  replaceSecretFile(path, secret)
  return secret
}

/** Writes a secret, in place of the one that was there; whoever reads meets the old one or the new one. */
export function replaceSecretFile(path: string, secret: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, secret, { mode: 0o600, flush: true })
  renameSync(draft, path)
  chmodSync(path, 0o600)
}

/** 256 bits of chance, as hex. */
export const randomSecret = () => randomBytes(32).toString('hex')
