import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { giveDose, openTestJournal } from './temporary-journal.ts'

/**
 * Gives doses at four desks and writes each number down once it is acknowledged, into a file beside the journal, so that a
 * recorded disk has both in one order: `write-for-power-cut.ts <folder> <count> sound|normal|early`.
 *
 * `normal` and `early` are builds that are broken on purpose: one commits without a sync, one answers before the commit.
 */
const [, , folder, count, build] = argv as [string, string, string, string, string]
const journal = openTestJournal(join(folder, 'site.sqlite'))
const { database } = journal
// Often, so that the copying back is cut as well.
database.pragma('wal_autocheckpoint = 60')
if (build === 'normal') database.pragma('synchronous = NORMAL')
const acknowledged = openSync(join(folder, 'acknowledged'), 'w')
let next = 1

async function desk(): Promise<void> {
  for (let number = next++; number <= Number(count); number = next++) {
    const submitted = journal.submit(giveDose(number, `LOT-${number % 7}`))
    if (build === 'early') writeSync(acknowledged, `${number}\n`)
    await submitted
    if (build !== 'early') writeSync(acknowledged, `${number}\n`)
  }
}

await Promise.all(Array.from({ length: 4 }, desk))
