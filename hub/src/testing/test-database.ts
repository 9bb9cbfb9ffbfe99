import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeTempDir } from '@sentra/testkit'
import { type HubIdentity, openHubIdentity } from '../issue/hub-identity.ts'
import { startEmbeddedPostgres } from '../postgres/index.ts'
import { type CommittingDatabase, openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'

type TestDatabase = {
  database: CommittingDatabase
  connectionString: string
  /** Where PostgreSQL lies. */
  folder: string
  identity: HubIdentity
  stop(): Promise<void>
}

/**
 * A real PostgreSQL with the hub's schema and no hub: for what happens inside a transaction, and for hubs that bring
 * their own keys (`withKeys: false`; then there is no identity).
 */
export async function startTestDatabase(now: Date, { withKeys = true } = {}): Promise<TestDatabase> {
  const folder = makeTempDir('hub-database')
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') })
  const database = openDatabase(postgres.connectionString)
  await migrate(database, now)
  const identity = withKeys ? await openHubIdentity(database, folder, now) : (undefined as never)
  return {
    database,
    connectionString: postgres.connectionString,
    folder,
    identity,
    stop: async () => {
      await database.close()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
