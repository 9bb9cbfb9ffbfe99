import type { Database } from './database.ts'
import { readMigrations, stepAboveFloor } from './migrate.ts'

const everyMilliseconds = 10_000

/**
 * Looks now and then whether a newer hub has changed the database beyond what this build may work on. A hub that was
 * running then would go on by rules that no longer hold, and its next start would be refused anyway.
 */
export function watchFloor(database: Database, milliseconds = everyMilliseconds) {
  const migrations = readMigrations()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  /** Settles with the name of the step. */
  const passed = new Promise<string>((resolve) => {
    const look = async () => {
      // A database that does not answer says nothing: it is asked again.
      const step = await stepAboveFloor(database, migrations).catch(() => null)
      if (step !== null) resolve(step)
      else if (!stopped) timer = setTimeout(look, milliseconds)
    }
    timer = setTimeout(look, milliseconds)
  })
  return {
    passed,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
