import { InvalidSettingError } from '../settings/site-settings.ts'
import type { Database } from './database.ts'
import { readFact, writeFact } from './site-facts.ts'

/**
 * Rehearsal data and real data never mix: a file made under a simulated clock refuses the real one, and real
 * data refuses a clock that somebody can turn.
 *
 * @throws InvalidSettingError that says which of the two it is.
 */
export function guardClock(db: Database, isSimulated: boolean): void {
  const mode = isSimulated ? 'simulated' : 'real'
  const known = readFact(db, 'clock')
  if (known === null) writeFact(db, 'clock', mode)
  if (known === null || known === mode) return
  throw new InvalidSettingError(
    isSimulated
      ? 'SENTRA_SIMULATED_CLOCK is set, but this data folder holds real records. Unset it, or use another SENTRA_DATA for a rehearsal.'
      : 'This data folder was made in a rehearsal with a simulated clock. Use another SENTRA_DATA for real records.',
  )
}
