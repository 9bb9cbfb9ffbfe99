import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A directory of its own under the system's temporary one. It may be entered by every user, because
 * PostgreSQL, started by root, runs as another one.
 */
export function makeTempDir(name = 'test'): string {
  const directory = mkdtempSync(join(tmpdir(), `sentra-${name}-`))
  chmodSync(directory, 0o755)
  return directory
}

/** Runs `use` with such a directory and removes it afterwards, whatever happens. */
export async function withTempDir<T>(use: (directory: string) => T | Promise<T>): Promise<T> {
  const directory = makeTempDir()
  try {
    return await use(directory)
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  }
}
