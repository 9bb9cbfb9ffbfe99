import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A disk of its own for one folder, as small as a story needs it: memory mounted as one, which only root may do on Linux. */
export class SmallDisk {
  readonly folder: string
  readonly #others: string
  private constructor(folder: string) {
    this.folder = folder
    this.#others = join(folder, 'holiday-photos')
  }

  /** Null where this machine does not let us. */
  static at(folder: string, megabytes: number): SmallDisk | null {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
    mkdirSync(folder, { recursive: true })
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
    return status === 0 ? new SmallDisk(folder) : null
  }

  /** Other people's files take all but this share of the disk. */
  leaveFree(share: number): void {
    rmSync(this.#others, { force: true })
    const { bsize, blocks, bavail } = statfsSync(this.folder)
    const bytes = Math.max(0, bavail - Math.ceil(share * blocks)) * bsize
    writeFileSync(this.#others, Buffer.alloc(bytes))
  }

  makeRoom(): void {
    rmSync(this.#others, { force: true })
  }

  remove(): void {
    spawnSync('umount', ['-l', this.folder])
  }
}
