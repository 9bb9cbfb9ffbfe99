import type { Database } from '../store/database.ts'

/**
 * Empties the views and sets every cursor back: the projector then builds them again from the journals.
 *
 * What the hub itself decided stays: minted cards, statuses, certificates, feeds and cases. So nobody
 * gets a second card and no site hears the same news twice.
 */
export async function resetRegistry(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    // Waits for batches in hand, and holds new ones until the commit.
    await transaction.query('LOCK TABLE projection_cursors IN ACCESS EXCLUSIVE MODE')
    await transaction.query(
      `TRUNCATE projection_cursors, patients, patient_identifiers, visits, doses, cards_local, cards_national,
         stock_lots, vials, outages, sessions_closed`,
    )
  })
}
