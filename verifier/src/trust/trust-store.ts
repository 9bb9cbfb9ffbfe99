import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** A file from the hub as it came: signed bytes that are checked again each time they are read. */
export interface StoredFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly etag: string | null
  /** When a server last said that this is its newest. For a file from a stick: when it was read. */
  readonly checkedAt: string
}

/** `root` (the first one met), `successions` (from there to today's), `bundle`, `bulletin`, or `status/<uri>`. Nothing about a card or a person is ever in here. */
export type FileName = 'root' | 'successions' | 'bundle' | 'bulletin' | `status/${string}`

export interface TrustStore {
  read(name: FileName): Promise<StoredFile | undefined>
  write(name: FileName, file: StoredFile): Promise<void>
  remove(name: FileName): Promise<void>
  names(): Promise<FileName[]>
}

interface Schema extends DBSchema {
  files: { key: FileName; value: StoredFile }
}

/** On this phone. Where the browser allows no database (some private windows), for this visit only. */
export async function openTrustStore(): Promise<TrustStore & { lasting: boolean }> {
  try {
    const database = await openDB<Schema>('sentra-verifier', 1, {
      upgrade: (opened) => {
        opened.createObjectStore('files')
      },
    })
    return { ...databaseStore(database), lasting: true }
  } catch {
    return { ...memoryStore(), lasting: false }
  }
}

function databaseStore(database: IDBPDatabase<Schema>): TrustStore {
  return {
    read: (name) => database.get('files', name),
    write: async (name, file) => {
      await database.put('files', file, name)
    },
    remove: (name) => database.delete('files', name),
    names: () => database.getAllKeys('files'),
  }
}

export function memoryStore(): TrustStore {
  const files = new Map<FileName, StoredFile>()
  return {
    read: async (name) => files.get(name),
    write: async (name, file) => {
      files.set(name, file)
    },
    remove: async (name) => {
      files.delete(name)
    },
    names: async () => [...files.keys()],
  }
}
