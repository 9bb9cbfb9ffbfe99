import { randomBytes } from 'node:crypto'
import type { Transaction } from '../store/database.ts'

/**
 * The database was put back to an older state, and numbers of cards that were given out since are on paper already. From
 * now on cards get their numbers on lists of another name, which no card has ever been on; so a card that is made void
 * later never takes a stranger's card with it.
 *
 * The hub does this by itself when it notices (`list-mark.ts`, `given-numbers.ts`); a person does it where the hub
 * cannot: the database and the hub's data folder were put back together. Once more than needed costs a list.
 *
 * @returns what the names of the new lists end with
 */
export async function beginAfterRestore(database: Pick<Transaction, 'query'>): Promise<string> {
  const mark = `r${randomBytes(4).toString('hex')}`
  await database.query(
    `INSERT INTO hub_facts (name, value) VALUES ('status-lists', $1)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [mark],
  )
  return mark
}
