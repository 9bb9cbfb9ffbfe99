import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileName, StoredFile, TrustStore } from '@sentra/verifier/trust/trust-store'

/** The verifier's trust store as a folder: each signed file as it came, beside a line about when it came. */
export function fileTrustStore(folder: string): TrustStore {
  const paths = (name: FileName) => {
    const path = join(folder, encodeURIComponent(name))
    return { bytes: path, about: `${path}.json` }
  }
  return {
    read: async (name) => {
      const { bytes, about } = paths(name)
      if (!existsSync(bytes)) return undefined
      const { etag, checkedAt } = existsSync(about)
        ? (JSON.parse(readFileSync(about, 'utf8')) as Pick<StoredFile, 'etag' | 'checkedAt'>)
        : { etag: null, checkedAt: '' }
      return { bytes: new Uint8Array(readFileSync(bytes)), etag, checkedAt }
    },
    write: async (name, file) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const { bytes, about } = paths(name)
      // The line about it is removed first: an etag must never belong to other bytes.
      rmSync(about, { force: true })
      writeFileSync(`${bytes}.next`, file.bytes)
      renameSync(`${bytes}.next`, bytes)
      writeFileSync(about, JSON.stringify({ etag: file.etag, checkedAt: file.checkedAt }))
    },
    remove: async (name) => {
      for (const path of Object.values(paths(name))) rmSync(path, { force: true })
    },
    names: async () =>
      (existsSync(folder) ? readdirSync(folder) : [])
        .filter((file) => !file.endsWith('.json') && !file.endsWith('.next'))
        .map((file) => decodeURIComponent(file) as FileName),
  }
}
