import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withTempDir } from '@sentra/testkit'
import { build } from 'vite'
import type { Files } from './static-server.ts'

/** Builds the page afresh, so that a test never looks at yesterday's, and returns its files by path. */
export function buildPage(): Promise<Files> {
  return withTempDir(async (directory) => {
    const root = join(import.meta.dirname, '../..')
    await build({ root, logLevel: 'error', build: { outDir: directory, emptyOutDir: true } })
    const names = readdirSync(directory, { recursive: true, withFileTypes: true })
    return Object.fromEntries(
      names
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [path.slice(directory.length + 1), new Uint8Array(readFileSync(path))]),
    )
  })
}
