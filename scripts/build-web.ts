import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compressFiles } from './compress-files.ts'

/**
 * Builds the browser apps, each only when something it is made from has changed since the last time.
 *
 * What an app is made from: its own files, the packages it may import, and the lock file. The hash of all
 * these lies beside the result; it is written last, so an interrupted build is built again.
 */
export async function buildWeb(say: (line: string) => void = console.log): Promise<void> {
  const shared = hashFiles(sharedSources)
  for (const app of ['station', 'console', 'verifier']) {
    const directory = join(root, app)
    const marker = join(directory, 'dist/.built-from')
    const madeFrom = hashFiles([`${app}/**`], shared)
    if (existsSync(marker) && readFileSync(marker, 'utf8') === madeFrom) continue
    const started = Date.now()
    await vite(directory, app)
    await compressFiles(join(directory, 'dist'))
    writeFileSync(marker, madeFrom)
    say(`  built ${app} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  }
}

const root = join(import.meta.dirname, '..')

const sharedSources = [
  'ui/**',
  'card/**',
  'contract/**',
  'domain/**',
  'scripts/build-web.ts',
  'scripts/compress-files.ts',
  'package-lock.json',
  'tsconfig.base.json',
]

function hashFiles(patterns: string[], seed = ''): string {
  const hash = createHash('sha256').update(seed)
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true, exclude }))
  const names = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const name of names.filter((name) => !name.endsWith('.test.ts')).sort()) {
    hash
      .update(`${name.slice(root.length)}\0`)
      .update(readFileSync(name))
      .update('\0')
  }
  return hash.digest('hex')
}

const exclude = (file: { name: string }) => ['node_modules', 'dist'].includes(file.name)

/** Quiet unless it fails: then everything it said is the message. */
function vite(directory: string, app: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = join(root, 'node_modules/vite/bin/vite.js')
    const child = spawn(process.execPath, [program, 'build', '--logLevel', 'warn'], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${app} could not be built:\n${said.trim()}`))
    })
  })
}

if (process.argv[1] === import.meta.filename) await buildWeb()
