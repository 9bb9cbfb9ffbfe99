import type { Database } from '../store/database.ts'

/**
 * Empties the views and sets every cursor back: the projector then builds them again from the journals, in the order
 * in which they were folded the first time.
 *
 * What the hub itself decided stays: minted cards, statuses, certificates, feeds, cases and that order. So nobody
 * gets a second card and no site hears the same news twice.
 */
export async function resetRegistry(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    // Waits for batches in hand, and holds new ones until the commit.
    await transaction.query('LOCK TABLE projection_cursors IN ACCESS EXCLUSIVE MODE')
    await transaction.query(
      `TRUNCATE projection_cursors, projection_replay, patients, patient_identifiers, doses, cards_local,
         cards_national, stock_lots, vials, outages, sessions_closed`,
    )
    await transaction.query('INSERT INTO projection_replay (after) VALUES (0)')
  })
}
