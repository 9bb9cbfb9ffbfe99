import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Compiles the library that makes syncs fail or slow; null where there is no C compiler or no preloading. */
export function compileSyncShim(folder: string): string | null {
  if (process.platform !== 'linux') return null
  const library = join(folder, 'failing-sync.so')
  const source = join(import.meta.dirname, 'failing-sync.c')
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'])
  return status === 0 ? library : null
}
