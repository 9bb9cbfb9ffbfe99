import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { FolderHeldError, holdFolder, isFolderHeld } from '@sentra/journal'

/**
 * One hub per data directory, and no PostgreSQL left over from a hub that was killed.
 *
 * A hub that dies by SIGKILL leaves its PostgreSQL running; a second hub on the same directory looks just the same from
 * PostgreSQL's side. A lock tells them apart: the system gives it up with the hub, and not with PostgreSQL.
 *
 * @throws HubRunsError when another process has this directory
 */
export function claimOwnership(dataDir: string): () => void {
  try {
    return holdFolder(dataDir)
  } catch (error) {
    throw error instanceof FolderHeldError ? new HubRunsError(dataDir) : error
  }
}

/** Whether a hub that is alive owns this directory. */
export const isInUse = (dataDir: string): boolean => isFolderHeld(dataDir)

export class HubRunsError extends Error {
  override name = 'HubRunsError'
  constructor(dataDir: string) {
    super(
      `A hub already runs on the data in ${dataDir}. Use that one, or stop it first; for another hub set SENTRA_DATA to another folder. · ` +
        `Sudah ada server pusat yang berjalan dengan data di ${dataDir}. Pakai yang itu, atau hentikan dulu; untuk server lain isi SENTRA_DATA dengan folder lain.`,
    )
  }
}

/**
 * Stops every process that still has this cluster open and clears the lock file of a postmaster that
 * is gone. Call it only as the owner.
 */
export async function stopLeftovers(
  cluster: string,
  log: { warn(details: object, message: string): void },
): Promise<void> {
  if (!existsSync(cluster)) return
  const found = findProcesses(cluster)
  if (found.length > 0) log.warn({ processes: found.length }, 'stopping a PostgreSQL that outlived its hub')
  const postmaster = postmasterPid(cluster)
  for (const [signal, seconds] of [
    ['SIGINT', 10],
    ['SIGQUIT', 3],
    ['SIGKILL', 5],
  ] as const) {
    const left = findProcesses(cluster)
    if (left.length === 0) break
    // The postmaster stops its own children; they are told directly only when it is gone.
    const told = left.includes(postmaster) ? [postmaster] : left
    for (const pid of told) send(pid, signal)
    const until = Date.now() + seconds * 1000
    while (Date.now() < until && findProcesses(cluster).length > 0) await sleep(20)
  }
  if (findProcesses(cluster).length > 0) {
    throw new Error(
      `an old PostgreSQL still runs on ${cluster} and does not stop; stop it by hand and start again`,
    )
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

function postmasterPid(cluster: string): number {
  const file = join(cluster, 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
}

/** Every process of PostgreSQL works inside its data directory, so Linux tells which ones are ours. */
function findProcesses(cluster: string): number[] {
  if (!existsSync('/proc/self/cwd')) {
    const pid = postmasterPid(cluster)
    return pid > 0 && isAlive(pid) ? [pid] : []
  }
  const directory = realpathSync(cluster)
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && workingDirectory(pid) === directory && isAlive(pid))
}

function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined // gone meanwhile, or another user's
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
