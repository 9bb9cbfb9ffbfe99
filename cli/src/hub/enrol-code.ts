import { join, resolve } from 'node:path'
import { createEnrolmentCode } from '../../../hub/src/accept/enrolment-code.ts'
import { connectionOfRunning } from '../../../hub/src/postgres/index.ts'
import { openDatabase } from '../../../hub/src/store/database.ts'
import { TellPerson } from '../tell-person.ts'

/**
 * A code with which one site enrols, once. Made in the hub's database by somebody who may read its
 * password: the operator of the machine, who needs no other sign-in.
 *
 * @throws TellPerson when there is no running hub here and no `DATABASE_URL`.
 */
export async function makeEnrolmentCode(request: {
  siteName: string
  validHours: number
  data?: string | undefined
  databaseUrl?: string | undefined
}): Promise<{ code: string; validUntil: Date }> {
  const dataDir = join(resolve(request.data ?? process.env.SENTRA_DATA ?? './data'), 'hub/postgres')
  const connection = request.databaseUrl ?? process.env.DATABASE_URL ?? connectionOfRunning(dataDir)
  if (!connection) {
    throw new TellPerson({
      id: `Tidak ada hub yang berjalan dengan data ${dataDir}. Jalankan hub dulu, atau beri --data atau --database-url.`,
      en: `No hub runs with the data in ${dataDir}. Start the hub first, or give --data or --database-url.`,
    })
  }
  const database = openDatabase(connection)
  try {
    const { siteName, validHours } = request
    return await createEnrolmentCode(database, { siteName, validHours, now: new Date() })
  } finally {
    await database.close()
  }
}
