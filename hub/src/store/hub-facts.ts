import type { Database } from './database.ts'

/** A named value that is decided once for the life of the database. Returns the one that stands. */
export async function decideOnce(database: Database, name: string, value: string): Promise<string> {
  await database.query('INSERT INTO hub_facts (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    name,
    value,
  ])
  const [fact] = await database.query<{ value: string }>('SELECT value FROM hub_facts WHERE name = $1', [
    name,
  ])
  if (!fact) throw new Error(`the fact ${name} was just written and is gone`)
  return fact.value
}

/**
 * A database of rehearsals and one of real people are never mixed: one made under a simulated clock
 * opens only under a simulated clock, and the other way round.
 */
export async function guardClock(database: Database, simulated: boolean): Promise<void> {
  const given = simulated ? 'simulated' : 'real'
  const stands = await decideOnce(database, 'clock', given)
  if (stands === given) return
  throw new Error(
    stands === 'simulated'
      ? 'this database was made under SENTRA_SIMULATED_CLOCK and holds a rehearsal. Set SENTRA_SIMULATED_CLOCK, or use another SENTRA_DATA or DATABASE_URL.'
      : 'this database holds real records, and SENTRA_SIMULATED_CLOCK is set. Unset it, or use another SENTRA_DATA or DATABASE_URL.',
  )
}
