import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { handOver, type Place } from './place.ts'

/**
 * Makes the cluster at the first start and returns the password of its role `sentra`.
 *
 * It is made under another name and renamed when it is whole, so a machine that loses power in between
 * finds either no cluster or a complete one. Text sorts by code point (`C.UTF-8` built into PostgreSQL):
 * an update of the system's locale data can then never damage an index.
 */
export async function ensureCluster(
  place: Place,
  binaries: Binaries,
  log: { info(details: object, message: string): void },
): Promise<string> {
  const passwordFile = join(place.dataDir, 'password')
  if (existsSync(place.cluster)) {
    checkVersion(place.cluster, binaries)
    return readFileSync(passwordFile, 'utf8').trim()
  }
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 })
  const password = readFileSync(passwordFile, 'utf8').trim()

  const started = Date.now()
  const unfinished = `${place.cluster}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  handOver(unfinished, place)
  // initdb reads the password from a file it owns; this one lives for the length of initdb.
  const handedPassword = `${place.cluster}.password`
  rmSync(handedPassword, { force: true })
  writeFileSync(handedPassword, password, { mode: 0o600 })
  handOver(handedPassword, place)
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${unfinished}`,
        '--username=sentra',
        `--pwfile=${handedPassword}`,
        '--auth=scram-sha-256',
        '--data-checksums',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      place,
    )
  } finally {
    rmSync(handedPassword, { force: true })
  }
  renameSync(unfinished, place.cluster)
  log.info({ milliseconds: Date.now() - started }, 'PostgreSQL cluster made')
  return password
}

function checkVersion(cluster: string, binaries: Binaries): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (found === major) return
  throw new Error(
    `the cluster ${cluster} was made by PostgreSQL ${found}, and ${binaries.postgres} is ${major}. ` +
      'Dump it with the old version and restore it with the new one, or set DATABASE_URL.',
  )
}

/** The major version packed with this release; a bump of the dependency changes it here. */
const major = '18'

function run(program: string, argumentList: string[], place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { LC_ALL: 'C', PATH: process.env.PATH, TZ: 'UTC' }
    const child = spawn(program, argumentList, {
      cwd: '/',
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...place.user,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(explain(said, code)))
    })
  })
}

function explain(said: string, code: number | null): string {
  if (said.includes('could not look up effective user ID')) {
    return (
      `PostgreSQL needs a user with a name, and user ${process.getuid?.()} has none (a container often runs so). ` +
      'Add it to /etc/passwd, run as another user, or set DATABASE_URL.'
    )
  }
  return `PostgreSQL could not make its cluster (initdb, code ${code}):\n${said.trim()}`
}
