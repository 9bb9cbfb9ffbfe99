/**
 * A disk as a power cut knows it: what was written is read back at once, and is safe only after a sync.
 *
 *     write ──▶ seen by every reader ──▶ sync ──▶ durable
 *                     │
 *                     └─ power loss: each unsynced write is kept, dropped or torn, in any order
 *
 * A process that is killed loses nothing that it wrote: the machine still has it.
 */
export interface Disk {
  open(path: string): DiskFile
  exists(path: string): boolean
  remove(path: string): void
}

export interface DiskFile {
  readonly size: number
  /** Answers with how many bytes there were; the rest of `into` is zeroed. */
  read(into: Uint8Array, at: number): number
  write(bytes: Uint8Array, at: number): void
  truncate(size: number): void
  /** Returns when everything written to this file before is durable. */
  sync(): void
}

/** What a disk holds, as bytes: for a backup, a clone, or the state after a power cut. */
export type DiskImage = ReadonlyMap<string, Uint8Array>
