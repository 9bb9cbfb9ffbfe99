import { argv, stdout } from 'node:process'
import { giveDose, openTestJournal } from './temporary-journal.ts'

/**
 * Writes doses as fast as it can and prints each number once it is acknowledged, until somebody kills it.
 * Used by the kill journey: `write-until-killed.ts <file> <first number>`.
 */
const [, , file, first] = argv as [string, string, string, string]
const journal = openTestJournal(file)
let next = Number(first)

async function desk(): Promise<never> {
  for (;;) {
    const number = next++
    await journal.submit(giveDose(number, `LOT-${number % 7}`))
    // One short write is one pipe message: it is out, or it is not.
    stdout.write(`${number}\n`)
  }
}

await Promise.all(Array.from({ length: 8 }, desk))
