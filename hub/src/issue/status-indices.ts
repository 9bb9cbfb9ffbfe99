import type { Transaction } from '../store/database.ts'
import { listMark } from './list-mark.ts'

/** One list holds at most this many cards (256 KB unpacked, far less packed); then the next list begins. */
export const listCapacity = 1 << 20

/**
 * Takes `count` indices of a region's or the nation's list of this month. Call it inside the
 * transaction that uses them: what is rolled back was never given, what was given is never given again.
 *
 *     id-krw-2021-08       local cards of the sites of krw
 *     id-national-2021-08  national cards
 *     id-krw-2021-08-2     when the first one is full
 *     id-krw-2021-08-r3f…  after a database that was restored or promoted (list-mark.ts)
 */
export async function takeStatusIndices(
  transaction: Transaction,
  request: { kind: 'local' | 'national'; region: string; count: number; now: Date },
): Promise<{ statusList: string; firstIndex: number }> {
  const month = request.now.toISOString().slice(0, 7)
  const mark = await listMark(transaction)
  const name = `id-${request.region}-${month}${mark ? `-${mark}` : ''}`
  for (let part = 1; ; part += 1) {
    const statusList = part === 1 ? name : `${name}-${part}`
    const take = () =>
      transaction.query<{ next_index: number }>(
        `UPDATE status_lists SET next_index = next_index + $2
         WHERE list_id = $1 AND next_index + $2 <= $3
         RETURNING next_index`,
        [statusList, request.count, listCapacity],
      )
    let [taken] = await take()
    if (!taken) {
      // Either the list does not exist yet, or it is full.
      await transaction.query(
        `INSERT INTO status_lists (list_id, kind, next_index) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING`,
        [statusList, request.kind],
      )
      ;[taken] = await take()
    }
    if (taken) return { statusList, firstIndex: taken.next_index - request.count }
  }
}

/**
 * Says that a card is no longer plainly valid. The status only ever gets worse or stays: `exchanged`
 * and `withdrawn` are final, so a late or repeated message cannot bring a card back.
 */
export async function setCardStatus(
  transaction: Transaction,
  change: { statusList: string; statusIndex: number; status: 1 | 2 | 3; siteId: string; at: Date },
): Promise<void> {
  const changed = await transaction.query(
    `INSERT INTO card_status AS known (list_id, status_index, status, site_id, changed_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (list_id, status_index) DO UPDATE
       SET status = excluded.status, changed_at = excluded.changed_at
       WHERE known.status = 2 AND excluded.status <> 2
     RETURNING status`,
    [change.statusList, change.statusIndex, change.status, change.siteId, change.at],
  )
  if (changed.length === 0) return
  await transaction.query('UPDATE status_lists SET changes = changes + 1 WHERE list_id = $1', [
    change.statusList,
  ])
}
