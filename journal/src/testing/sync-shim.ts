import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { lacking } from './lacking.ts'

/** Compiles the library that makes syncs fail or slow; null, and said, where there is no C compiler or no preloading. */
export function compileSyncShim(folder: string): string | null {
  return compile('failing-sync', folder)
}

/** Compiles the library that writes down what a process does to its files; null as above. */
export function compileRecordingDisk(folder: string): string | null {
  return compile('recording-disk', folder)
}

function compile(name: string, folder: string): string | null {
  const what = `the library ${name}`
  if (process.platform !== 'linux') return lacking(what, 'it is preloaded on Linux only')
  const library = join(folder, `${name}.so`)
  const source = join(import.meta.dirname, `${name}.c`)
  const words = ['-shared', '-fPIC', '-O2', '-pthread', '-o', library, source, '-ldl']
  const { status, error, stderr } = spawnSync('cc', words, { encoding: 'utf8' })
  if (error !== undefined) return lacking(what, 'no C compiler (cc) is installed')
  // A compiler that is there and says no has found a mistake of ours: that is no reason to skip.
  if (status !== 0) throw new Error(`${name}.c does not compile: ${stderr}`)
  return library
}
