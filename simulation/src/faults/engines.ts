import { syncBuiltinESMExports } from 'node:module'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { makeTempDir } from '@sentra/testkit'
import { loadSqlite, type SqliteEngine } from '@sentra/testkit/faults'
import type { HubDatabase } from './hub-database.ts'
import type { HubServer } from './hub-server.ts'

/** What takes seconds to start and serves all runs of a process: SQLite, PostgreSQL and the hub's code. */
export interface Engines {
  readonly sqlite: SqliteEngine
  readonly database: HubDatabase
  readonly hubServer: HubServer
  readonly hub: typeof import('@sentra/hub/parts')
  readonly site: typeof import('@sentra/site/parts')
  /** For keys of the hub, and nothing else. */
  readonly folder: string
}

/**
 * Starts them. What Node does in threads of its own would end in another order in each run, so compression is made to
 * happen at once, before the code that uses it is loaded.
 */
export async function startEngines(): Promise<Engines> {
  compressAtOnce()
  const [{ HubDatabase }, { HubServer }, hub, site, sqlite] = await Promise.all([
    import('./hub-database.ts'),
    import('./hub-server.ts'),
    import('@sentra/hub/parts'),
    import('@sentra/site/parts'),
    loadSqlite(),
  ])
  const database = await HubDatabase.start()
  const always = { before: () => {}, after: () => {} }
  await hub.migrate(database.connect(always), new Date())
  const folder = makeTempDir('faults')
  const hubServer = await HubServer.build(hub.buildServer, folder)
  return { sqlite, database, hubServer, hub, site, folder }
}

function compressAtOnce(): void {
  const names = ['inflate', 'deflate', 'gunzip', 'gzip', 'brotliDecompress', 'brotliCompress'] as const
  for (const name of names) {
    const atOnce = zlib[`${name}Sync`] as (body: Uint8Array, options?: object) => Buffer
    const replaced = (body: Uint8Array, ...more: unknown[]) => {
      const done = more.at(-1) as (error: unknown, answer?: Buffer) => void
      let answer: Buffer
      try {
        answer = atOnce(body, more.length > 1 ? (more[0] as object) : {})
      } catch (error) {
        done(error)
        return
      }
      done(null, answer)
    }
    Object.assign(replaced, {
      [promisify.custom]: async (body: Uint8Array, options?: object) => atOnce(body, options ?? {}),
    })
    Object.assign(zlib, { [name]: replaced })
  }
  syncBuiltinESMExports()
}
