import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Compiles the library that makes syncs fail or slow; null where there is no C compiler or no preloading. */
export function compileSyncShim(folder: string): string | null {
  return compile('failing-sync', folder)
}

/** Compiles the library that writes down what a process does to its files; null as above. */
export function compileRecordingDisk(folder: string): string | null {
  return compile('recording-disk', folder)
}

function compile(name: string, folder: string): string | null {
  if (process.platform !== 'linux') return null
  const library = join(folder, `${name}.so`)
  const source = join(import.meta.dirname, `${name}.c`)
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-pthread', '-o', library, source, '-ldl'])
  return status === 0 ? library : null
}
