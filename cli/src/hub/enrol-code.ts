import { createEnrolmentCode } from '../../../hub/src/accept/enrolment-code.ts'
import { type HubPlace, withHubDatabase } from './hub-database.ts'

/** A code with which one site enrols, once, made in the hub's database by the operator of its machine. */
export async function makeEnrolmentCode({
  siteName,
  validHours,
  ...place
}: HubPlace & { siteName: string; validHours: number }): Promise<{ code: string; validUntil: Date }> {
  return withHubDatabase(place, (database) =>
    createEnrolmentCode(database, { siteName, validHours, now: new Date() }),
  )
}
