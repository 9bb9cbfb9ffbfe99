import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeTempDir } from '@sentra/testkit'
import { type HubIdentity, openHubIdentity } from '../issue/hub-identity.ts'
import { startEmbeddedPostgres } from '../postgres/index.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'

/** A real PostgreSQL with the hub's schema and keys, and no hub: for what happens inside a transaction. */
export async function startTestDatabase(
  now: Date,
): Promise<{ database: Database; connectionString: string; identity: HubIdentity; stop(): Promise<void> }> {
  const folder = makeTempDir('hub-database')
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') })
  const database = openDatabase(postgres.connectionString)
  await migrate(database, now)
  const identity = await openHubIdentity(database, folder, now)
  return {
    database,
    connectionString: postgres.connectionString,
    identity,
    stop: async () => {
      await database.close()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
