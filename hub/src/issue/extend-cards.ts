import type { Database } from '../store/database.ts'

/** No extension beyond this: a list that lives longer is a list nobody cleans up. */
const extensionDaysMax = 180

/**
 * Lets the local cards of one list count until `until`: the outage outlasted their paper date. Verifiers
 * learn it from the bundle and the bulletin. An extension is never shortened.
 *
 * Answers why not: there is no such list of local cards, or the date is not in the coming half year.
 */
export async function extendCards(
  database: Database,
  request: { statusList: string; until: Date; now: Date },
): Promise<'extended' | 'unknown-list' | 'date-out-of-range'> {
  const { statusList, until, now } = request
  const latest = now.getTime() + extensionDaysMax * 86_400_000
  if (!(until > now && until.getTime() <= latest)) return 'date-out-of-range'
  const [list] = await database.query(`SELECT 1 FROM status_lists WHERE list_id = $1 AND kind = 'local'`, [
    statusList,
  ])
  if (!list) return 'unknown-list'
  await database.query(
    `INSERT INTO list_extensions AS known (list_id, valid_until, decided_at) VALUES ($1, $2, $3)
     ON CONFLICT (list_id) DO UPDATE
       SET valid_until = greatest(known.valid_until, excluded.valid_until), decided_at = excluded.decided_at`,
    [statusList, until, now],
  )
  return 'extended'
}
