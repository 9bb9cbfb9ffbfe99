import sqlite3InitModule from '@sqlite.org/sqlite-wasm'
import type { Disk, DiskFile } from './disk.ts'

/**
 * The real SQLite, compiled to WebAssembly, with a given disk underneath: its VFS, the seam that SQLite itself has
 * for an operating system. One SQLite serves all disks of a process; a file's name begins with its disk's number.
 *
 * No shared memory is offered, so a write-ahead log needs `locking_mode = EXCLUSIVE`: one process, one connection,
 * as at a site.
 */
export interface SqliteEngine {
  readonly exports: Record<string, (...values: never[]) => never>
  readonly capi: {
    sqlite3_js_rc_str(code: number): string | undefined
    readonly [constant: string]: unknown
  }
  heap(): Uint8Array
  /** Makes a disk known; answers with the prefix of its files' names. */
  mount(disk: Disk): string
  unmount(prefix: string): void
}

const vfsName = 'sentra-disk'

/** Starts SQLite; once in a process. */
export async function loadSqlite(): Promise<SqliteEngine> {
  const sqlite3 = (await sqlite3InitModule()) as unknown as Sqlite3
  const { capi, wasm } = sqlite3
  const disks = new Map<string, Disk>()
  const files = new Map<number, { file: DiskFile; disk: Disk; path: string; removeAtClose: boolean }>()
  let mounted = 0

  const find = (zName: number) => {
    const [, prefix = '', path = ''] = /^\/(d\d+)\/(.*)$/.exec(wasm.cstrToJs(zName) ?? '') ?? []
    return { disk: disks.get(prefix), path }
  }
  const orFailure = (code: number, work: () => number | undefined): number => {
    try {
      return work() ?? 0
    } catch {
      return code
    }
  }
  const fileOf = (pointer: number) => files.get(pointer)!.file
  const bytesAt = (pointer: number, length: number) => wasm.heap8u().subarray(pointer, pointer + length)
  const is = (name: string) => capi[name] as number

  const io = new capi.sqlite3_io_methods()
  io.$iVersion = 1
  const vfs = new capi.sqlite3_vfs()
  vfs.$iVersion = 2
  vfs.$szOsFile = capi.sqlite3_file.structInfo.sizeof
  vfs.$mxPathname = 256

  sqlite3.vfs.installVfs({
    io: {
      struct: io,
      methods: {
        xClose: (pFile: number) => {
          const closed = files.get(pFile)
          files.delete(pFile)
          if (closed?.removeAtClose) orFailure(0, () => void closed.disk.remove(closed.path))
          return 0
        },
        xRead: (pFile: number, pInto: number, length: number, at: bigint) =>
          orFailure(is('SQLITE_IOERR_READ'), () =>
            fileOf(pFile).read(bytesAt(pInto, length), Number(at)) < length
              ? is('SQLITE_IOERR_SHORT_READ')
              : 0,
          ),
        xWrite: (pFile: number, pFrom: number, length: number, at: bigint) =>
          orFailure(
            is('SQLITE_IOERR_WRITE'),
            () => void fileOf(pFile).write(bytesAt(pFrom, length), Number(at)),
          ),
        xTruncate: (pFile: number, size: bigint) =>
          orFailure(is('SQLITE_IOERR_TRUNCATE'), () => void fileOf(pFile).truncate(Number(size))),
        xSync: (pFile: number) => orFailure(is('SQLITE_IOERR_FSYNC'), () => void fileOf(pFile).sync()),
        xFileSize: (pFile: number, pSize: number) => {
          wasm.poke64(pSize, BigInt(fileOf(pFile).size))
          return 0
        },
        xLock: () => 0,
        xUnlock: () => 0,
        xCheckReservedLock: (_: number, pAnswer: number) => {
          wasm.poke32(pAnswer, 0)
          return 0
        },
        xFileControl: () => is('SQLITE_NOTFOUND'),
        xSectorSize: () => 4096,
        // Like a disk behind Linux: bytes that are not written are not harmed.
        xDeviceCharacteristics: () => is('SQLITE_IOCAP_POWERSAFE_OVERWRITE'),
      },
    },
    vfs: {
      struct: vfs,
      name: vfsName,
      methods: {
        xOpen: (_: number, zName: number, pFile: number, flags: number, pFlags: number) =>
          orFailure(is('SQLITE_CANTOPEN'), () => {
            const { disk, path } = find(zName)
            if (disk === undefined) return is('SQLITE_CANTOPEN')
            if (!(flags & is('SQLITE_OPEN_CREATE')) && !disk.exists(path)) return is('SQLITE_CANTOPEN')
            files.set(pFile, {
              file: disk.open(path),
              disk,
              path,
              removeAtClose: (flags & is('SQLITE_OPEN_DELETEONCLOSE')) !== 0,
            })
            new capi.sqlite3_file(pFile).$pMethods = io.pointer
            if (pFlags !== 0) wasm.poke32(pFlags, flags)
            return 0
          }),
        xDelete: (_: number, zName: number) =>
          orFailure(is('SQLITE_IOERR_DELETE'), () => {
            const { disk, path } = find(zName)
            disk?.remove(path)
            return 0
          }),
        xAccess: (_: number, zName: number, __: number, pAnswer: number) => {
          const { disk, path } = find(zName)
          wasm.poke32(pAnswer, disk?.exists(path) ? 1 : 0)
          return 0
        },
        xFullPathname: (_: number, zName: number, length: number, pOut: number) =>
          wasm.cstrncpy(pOut, zName, length) < length ? 0 : is('SQLITE_CANTOPEN'),
        xRandomness: (_: number, length: number, pOut: number) => {
          // Salts of the write-ahead log and names of spare files: nothing secret, so the same in every run.
          const into = bytesAt(pOut, length)
          for (let index = 0; index < length; index += 1) into[index] = salt = (salt * 75 + 74) % 65_537
          return length
        },
        xSleep: () => 0,
        xGetLastError: () => 0,
        xCurrentTime: (_: number, pOut: number) => {
          wasm.poke(pOut, Date.now() / 86_400_000 + 2_440_587.5, 'double')
          return 0
        },
        xCurrentTimeInt64: (_: number, pOut: number) => {
          wasm.poke64(pOut, BigInt(Date.now()) + 210_866_760_000_000n)
          return 0
        },
      },
    },
  })
  return {
    exports: wasm.exports,
    capi,
    heap: () => wasm.heap8u(),
    mount: (disk) => {
      mounted += 1
      disks.set(`d${mounted}`, disk)
      return `/d${mounted}/`
    },
    unmount: (prefix) => void disks.delete(prefix.slice(1, -1)),
  }
}

export const sqliteVfsName = vfsName
let salt = 1

interface Struct {
  readonly pointer: number
  [member: `$${string}`]: number
}
interface Sqlite3 {
  readonly capi: SqliteEngine['capi'] & {
    readonly sqlite3_io_methods: new () => Struct
    readonly sqlite3_vfs: new () => Struct
    readonly sqlite3_file: (new (pointer: number) => Struct) & { readonly structInfo: { sizeof: number } }
  }
  readonly vfs: { installVfs(options: object): void }
  readonly wasm: {
    readonly exports: SqliteEngine['exports']
    heap8u(): Uint8Array
    cstrToJs(pointer: number): string | null
    cstrncpy(to: number, from: number, length: number): number
    poke(pointer: number, value: number, type: string): void
    poke32(pointer: number, value: number): void
    poke64(pointer: number, value: bigint): void
  }
}
