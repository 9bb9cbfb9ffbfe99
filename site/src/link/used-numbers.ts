import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sync } from '../safety/site-file.ts'

/** How many numbers of a block were ever taken, beside what the log says. */
export interface UsedNumbers {
  of(block: string): number
  /** On the disk when this returns. */
  take(block: string, used: number): void
}

/**
 * The numbers taken, in a file of their own: when an older `site.db` alone is put back into its folder, no number that
 * is on paper comes again. A number is noted before its card is signed, so a card that failed leaves a gap and no twin.
 *
 * A file that cannot be read counts as none: the log still says what it knows.
 */
export function openUsedNumbers(dataDir: string): UsedNumbers {
  const file = join(dataDir, 'card-numbers')
  const known = new Map<string, number>(Object.entries(readNumbers(file)))
  return {
    of: (block) => known.get(block) ?? 0,
    take: (block, used) => {
      known.set(block, used)
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(known)), { mode: 0o600, flush: true })
      renameSync(`${file}.new`, file)
      sync(dataDir)
    },
  }
}

function readNumbers(file: string): Record<string, number> {
  if (!existsSync(file)) return {}
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> | null
    const numbers = Object.entries(read ?? {}).filter(([, used]) => Number.isSafeInteger(used))
    return Object.fromEntries(numbers) as Record<string, number>
  } catch {
    return {}
  }
}
