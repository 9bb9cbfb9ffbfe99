import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lacking } from './lacking.ts'

/** A real disk of its own for one folder, as small as a test needs it: memory mounted as one, which only root may do on Linux. */
export class SmallDisk {
  readonly folder: string
  readonly #others: string
  private constructor(folder: string) {
    this.folder = folder
    this.#others = join(folder, 'holiday-photos')
  }

  /** Null, and said, where this machine does not let us. */
  static at(folder: string, megabytes: number): SmallDisk | null {
    const what = 'a small disk'
    if (process.platform !== 'linux' || process.getuid?.() !== 0)
      return lacking(what, 'only root on Linux may mount one')
    mkdirSync(folder, { recursive: true })
    const mount = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]
    const { status, stderr, error } = spawnSync('mount', mount, { encoding: 'utf8' })
    return status === 0 ? new SmallDisk(folder) : lacking(what, error?.message ?? stderr.trim())
  }

  /** Other people's files take so many bytes. */
  othersTake(bytes: number): void {
    writeFileSync(this.#others, Buffer.alloc(bytes))
  }

  /** Other people's files take all but this share of the disk. */
  leaveFree(share: number): void {
    this.makeRoom()
    const { bsize, blocks, bavail } = statfsSync(this.folder)
    this.othersTake(Math.max(0, bavail - Math.ceil(share * blocks)) * bsize)
  }

  makeRoom(): void {
    rmSync(this.#others, { force: true })
  }

  /** From now on it takes no writes, or takes them again. */
  remount(how: 'ro' | 'rw'): boolean {
    return spawnSync('mount', ['-o', `remount,${how}`, this.folder]).status === 0
  }

  remove(): void {
    spawnSync('umount', ['-l', this.folder])
  }
}
