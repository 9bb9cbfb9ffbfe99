import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * Where PostgreSQL keeps its files and as whom it runs.
 *
 * PostgreSQL refuses to run as root, and rightly. So root starts it as `nobody`, who must be able to
 * walk to the files: under a private home (`/root` is mode 0700) he cannot, and opening somebody's home
 * is not ours to do. Then the cluster lives under `/var/lib/sentra`, and `dataDir/location` names it.
 */
export function findPlace(givenDataDir: string): Place {
  const dataDir = resolve(givenDataDir)
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  const here = join(dataDir, 'cluster')
  if (process.getuid?.() !== 0) return { dataDir, cluster: here, home: dataDir, user: {}, moved: false }

  const user = { uid: nobody, gid: nobody }
  const location = join(dataDir, 'location')
  const known = existsSync(location) ? readFileSync(location, 'utf8').trim() : undefined
  const home = known ?? (canReach(dataDir) ? dataDir : makeHome())
  if (known === undefined && home !== dataDir) writeFileSync(location, `${home}\n`, { mode: 0o600 })
  return { dataDir, cluster: join(home, 'cluster'), home, user, moved: home !== dataDir }
}

export type Place = {
  /** The directory the hub named: password, lock, log. */
  dataDir: string
  /** PostgreSQL's own data directory. */
  cluster: string
  /** The directory `cluster` lies in: `dataDir`, or one that `nobody` can reach. */
  home: string
  /** For `spawn`: empty for an ordinary user. */
  user: { uid: number; gid: number } | Record<string, never>
  moved: boolean
}

/** Gives a file or directory to the user PostgreSQL runs as; nothing to do for an ordinary user. */
export function handOver(path: string, place: Place): void {
  if ('uid' in place.user) chownSync(path, place.user.uid, place.user.gid)
}

/** `nobody`, the user with no rights; the same number on every Linux. */
const nobody = 65534

function makeHome(): string {
  mkdirSync('/var/lib/sentra', { recursive: true, mode: 0o755 })
  const home = mkdtempSync('/var/lib/sentra/postgres-')
  chmodSync(home, 0o755)
  return home
}

/** Whether `nobody` may enter this directory and every one above it. */
function canReach(directory: string): boolean {
  const { mode, uid } = statSync(directory)
  const enter = uid === nobody ? 0o100 : 0o001
  if ((mode & enter) === 0) return false
  return directory === dirname(directory) || canReach(dirname(directory))
}
