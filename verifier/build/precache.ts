import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Tells the service worker what to keep: every file of the build with its hash, so that the first
 * visit is enough for flight mode and a half-updated or tampered set of files is never installed.
 */
export function precache(): Plugin {
  let publicDirectory = ''
  return {
    name: 'precache',
    apply: 'build',
    configResolved: (config) => {
      publicDirectory = config.publicDir
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = Object.values(bundle).find((file) => file.fileName === 'service-worker.js')
        if (worker?.type !== 'chunk') throw new Error('the build has no service worker to fill in')
        const built = Object.values(bundle)
          .filter((file) => file !== worker)
          .map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source] as const)
        const copied = readdirSync(publicDirectory).map(
          (name) => [name, readFileSync(join(publicDirectory, name))] as const,
        )
        const files = [...built, ...copied]
          .map(([name, content]) => ({ path: `./${name}`, integrity: `sha256-${hash(content, 'base64')}` }))
          .sort((a, b) => (a.path < b.path ? -1 : 1))
        const reader = { packed: take(files, '.bin'), unpacked: take(files, '.wasm') }
        const version = hash(JSON.stringify([files, reader]) + worker.code, 'hex').slice(0, 16)
        worker.code = worker.code
          .replaceAll('__VERSION__', JSON.stringify(version))
          .replaceAll('__FILES__', JSON.stringify(files))
          .replaceAll('__READER__', JSON.stringify(reader))
      },
    },
  }
}

type PageFile = { path: string; integrity: string }

/** Takes the one file with that ending out of the list. */
function take(files: PageFile[], ending: string): PageFile {
  const index = files.findIndex(({ path }) => path.endsWith(ending))
  if (index < 0) throw new Error(`the build has no ${ending} file: the QR reader is missing`)
  return files.splice(index, 1)[0]!
}

function hash(content: string | Uint8Array, encoding: 'base64' | 'hex'): string {
  return createHash('sha256').update(content).digest(encoding)
}
