import { join, resolve } from 'node:path'
import { connectionOfRunning } from '../../../hub/src/postgres/index.ts'
import { type Database, openDatabase } from '../../../hub/src/store/database.ts'
import { TellPerson } from '../tell-person.ts'

export type HubPlace = { data?: string | undefined; databaseUrl?: string | undefined }

/**
 * Works in the database of a running hub, as the operator of its machine: whoever may read the password
 * there needs no other sign-in. What is changed is published by the hub within a second.
 *
 * @throws TellPerson when there is no running hub here and no `DATABASE_URL`.
 */
export async function withHubDatabase<Result>(
  place: HubPlace,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const dataDir = join(resolve(place.data ?? process.env.SENTRA_DATA ?? './data'), 'hub/postgres')
  const connection = place.databaseUrl ?? process.env.DATABASE_URL ?? connectionOfRunning(dataDir)
  if (!connection) {
    throw new TellPerson({
      id: `Tidak ada hub yang berjalan dengan data ${dataDir}. Jalankan hub dulu, atau beri --data atau --database-url.`,
      en: `No hub runs with the data in ${dataDir}. Start the hub first, or give --data or --database-url.`,
    })
  }
  const database = openDatabase(connection)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
