import { argv, stdout } from 'node:process'
import { JournalStoppedError } from '../store/journal-errors.ts'
import { giveDose, openTestJournal } from './temporary-journal.ts'

/**
 * Writes doses until the journal stops or `count` are there, and prints each number once it is acknowledged, then
 * `stopped <reason>`. Used by the tests of failing disks: `write-until-stopped.ts <file> <first> <count>`.
 */
const [, , file, first, count] = argv as [string, string, string, string, string]
try {
  const journal = openTestJournal(file)
  for (let number = Number(first); number < Number(first) + Number(count); number += 1) {
    await journal.submit(giveDose(number))
    stdout.write(`${number}\n`)
  }
  stdout.write('stopped never\n')
} catch (error) {
  const why =
    error instanceof JournalStoppedError
      ? error.reason
      : ((error as { fault?: string }).fault ?? (error as { code?: string }).code)
  stdout.write(`stopped ${why}\n`)
}
