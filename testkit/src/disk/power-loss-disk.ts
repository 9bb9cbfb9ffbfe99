import type { Disk, DiskFile, DiskImage } from './disk.ts'

/** The power failed in the middle of this: nobody hears an answer. */
export class PowerLostError extends Error {
  override name = 'PowerLostError'
}

/** A piece that a disk writes whole or not at all. */
const sectorBytes = 512

interface UnsyncedWrite {
  readonly at: number
  readonly bytes: Uint8Array | null
  /** For a truncation: the size after it. */
  readonly sizeAfter: number
}

/**
 * A disk in memory that remembers what is synced. It counts its writes and syncs, so that the power can be made to
 * fail in the middle of exactly the n-th one.
 */
export class PowerLossDisk implements Disk {
  readonly #files = new Map<string, RememberingFile>()
  /** What a sync does; a lying disk does nothing. Real by default. */
  readonly #syncs: boolean
  #operations = 0
  #failAt = Number.POSITIVE_INFINITY
  #gone = false
  #onPowerLoss = () => {}

  constructor(image: DiskImage = new Map(), { syncs = true }: { syncs?: boolean } = {}) {
    this.#syncs = syncs
    for (const [path, bytes] of image) this.#files.set(path, new RememberingFile(this, bytes))
  }

  get operations(): number {
    return this.#operations
  }

  /** Whether the machine that used this disk is gone: every further use throws. */
  get gone(): boolean {
    return this.#gone
  }

  open(path: string): DiskFile {
    this.assertHere()
    let file = this.#files.get(path)
    if (file === undefined) {
      file = new RememberingFile(this)
      this.#files.set(path, file)
    }
    return file
  }

  exists(path: string): boolean {
    return this.#files.has(path)
  }

  /** Directory entries are taken as durable at once; what SQLite deletes it has synced the rest of before. */
  remove(path: string): void {
    this.operation()
    this.#files.delete(path)
  }

  /** The power fails during the `count`-th write or sync from now on. `then` is told, once. */
  failAfter(count: number, then: () => void): void {
    this.#failAt = this.#operations + count
    this.#onPowerLoss = then
  }

  /** The user of this disk is gone, killed or without power. What it still tries has no effect. */
  detach(): void {
    this.#gone = true
  }

  /** Everything written: what a killed process leaves behind, or a copy of a stopped laptop. */
  image(): DiskImage {
    return new Map([...this.#files].map(([path, file]) => [path, file.everything()]))
  }

  /**
   * One of the states a power cut can leave: for each unsynced write on its own, `chance` in [0, 1) decides whether
   * it reached the disk whole, in part, or not at all. Later writes may be there where earlier ones are not.
   */
  imageAfterPowerLoss(chance: () => number): DiskImage {
    return new Map([...this.#files].map(([path, file]) => [path, file.afterPowerLoss(chance)]))
  }

  operation(): void {
    this.assertHere()
    this.#operations += 1
    if (this.#operations < this.#failAt) return
    this.#gone = true
    this.#onPowerLoss()
    throw new PowerLostError('the power failed')
  }

  get syncs(): boolean {
    return this.#syncs
  }

  assertHere(): void {
    if (this.#gone) throw new PowerLostError('this machine is off')
  }
}

/** Bytes of our own, never shared with another thread. */
type Bytes = Uint8Array<ArrayBuffer>

class RememberingFile implements DiskFile {
  readonly #disk: PowerLossDisk
  #bytes: Bytes
  #size: number
  #durable: Bytes
  #durableSize: number
  #unsynced: UnsyncedWrite[] = []

  constructor(disk: PowerLossDisk, bytes: Uint8Array = new Uint8Array(0)) {
    this.#disk = disk
    this.#bytes = new Uint8Array(bytes)
    this.#size = bytes.length
    this.#durable = new Uint8Array(bytes)
    this.#durableSize = bytes.length
  }

  get size(): number {
    return this.#size
  }

  read(into: Uint8Array, at: number): number {
    this.#disk.assertHere()
    const end = Math.min(this.#size, at + into.length)
    const count = Math.max(0, end - at)
    if (count > 0) into.set(this.#bytes.subarray(at, end))
    if (count < into.length) into.fill(0, count)
    return count
  }

  write(bytes: Uint8Array, at: number): void {
    this.#unsynced.push({ at, bytes: bytes.slice(), sizeAfter: Math.max(this.#size, at + bytes.length) })
    // The write in whose middle the power fails is one of those that may be torn.
    this.#disk.operation()
    this.#bytes = put(this.#bytes, bytes, at)
    this.#size = Math.max(this.#size, at + bytes.length)
  }

  truncate(size: number): void {
    this.#unsynced.push({ at: 0, bytes: null, sizeAfter: size })
    this.#disk.operation()
    if (size < this.#size) this.#bytes.fill(0, size, this.#size)
    else this.#bytes = grown(this.#bytes, size)
    this.#size = size
  }

  sync(): void {
    this.#disk.operation()
    if (!this.#disk.syncs) return
    for (const write of this.#unsynced) {
      if (write.bytes) this.#durable = put(this.#durable, write.bytes, write.at)
      else if (write.sizeAfter < this.#durableSize) this.#durable.fill(0, write.sizeAfter, this.#durableSize)
      else this.#durable = grown(this.#durable, write.sizeAfter)
      this.#durableSize = write.sizeAfter
    }
    this.#unsynced = []
  }

  everything(): Uint8Array {
    return this.#bytes.slice(0, this.#size)
  }

  afterPowerLoss(chance: () => number): Uint8Array {
    let bytes = this.#durable.slice(0, this.#durableSize)
    for (const write of this.#unsynced) {
      const fate = chance()
      if (write.bytes === null) {
        if (fate < 0.5) bytes = resized(bytes, write.sizeAfter)
        continue
      }
      if (fate < 0.4) continue
      const pieces = fate < 0.7 ? [{ from: 0, to: write.bytes.length }] : torn(write.bytes.length, chance)
      for (const { from, to } of pieces) {
        const end = write.at + to
        if (end > bytes.length) bytes = resized(bytes, end)
        bytes.set(write.bytes.subarray(from, to), write.at + from)
      }
    }
    return bytes
  }
}

/** The sectors of one write that reached the disk. */
function torn(length: number, chance: () => number): { from: number; to: number }[] {
  const pieces: { from: number; to: number }[] = []
  for (let from = 0; from < length; from += sectorBytes) {
    if (chance() < 0.5) pieces.push({ from, to: Math.min(length, from + sectorBytes) })
  }
  return pieces
}

function put(into: Bytes, bytes: Uint8Array, at: number): Bytes {
  const target = grown(into, at + bytes.length)
  target.set(bytes, at)
  return target
}

/** Room for `size` bytes, doubled so that a growing file is not copied each time. */
function grown(bytes: Bytes, size: number): Bytes {
  if (size <= bytes.length) return bytes
  const larger = new Uint8Array(Math.max(size, bytes.length * 2, 4096))
  larger.set(bytes)
  return larger
}

function resized(bytes: Bytes, size: number): Bytes {
  const other = new Uint8Array(size)
  other.set(bytes.subarray(0, size))
  return other
}
