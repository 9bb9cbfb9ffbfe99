import type { Transaction } from '../store/database.ts'
import { beginAfterRestore } from './begin-after-restore.ts'

/**
 * What the names of status lists end with since the last restore; undefined when there never was one.
 *
 * PostgreSQL counts its own lives: a promoted standby and a recovery to a point in time begin another timeline, and a
 * cluster made anew has another system identifier. Either may hold less than was promised, so numbers go on on other
 * lists. It is asked in the transaction that takes numbers: a number is never given before it was asked, whichever hub
 * met the new primary first. After a synchronous standby nothing was lost and the new list was not needed; it costs a
 * few kilobytes.
 *
 * A copy of the files that was started again as it was goes on in the same timeline: `given-numbers.ts` notices that.
 */
export async function listMark(transaction: Transaction): Promise<string | undefined> {
  const asked = await ask(transaction)
  if (asked.known === asked.life) return asked.mark ?? undefined
  // The first who writes it decides; others wait for its commit here and then read what it decided.
  const changed = await transaction.query(
    `INSERT INTO hub_facts AS fact (name, value) VALUES ('database-life', $1)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE fact.value <> excluded.value RETURNING 1`,
    [asked.life],
  )
  if (changed.length > 0 && asked.known !== null) return beginAfterRestore(transaction)
  return (await ask(transaction)).mark ?? undefined
}

async function ask(transaction: Transaction) {
  const [row] = await transaction.query<{ life: string; known: string | null; mark: string | null }>(
    `SELECT (SELECT system_identifier FROM pg_control_system())::text || '/'
              || left(pg_walfile_name(pg_current_wal_lsn()), 8) AS life,
            (SELECT value FROM hub_facts WHERE name = 'database-life') AS known,
            (SELECT value FROM hub_facts WHERE name = 'status-lists') AS mark`,
  )
  return row!
}
