import { isTally, Tally } from '@sentra/contract'
import { invalidInput } from '../http/invalid-input.ts'
import type { Database } from '../store/database.ts'
import type { KnownSite } from './authenticate-site.ts'

/**
 * Keeps the newest tally of a site. Newest by the size of its log, not by its clock, so a tally that
 * arrives late never replaces a later one. What this version does not know of it is not kept, and a figure larger than
 * any is refused: one site's tally must not take the overview of all away.
 */
export async function keepTally(
  database: Database,
  site: KnownSite,
  body: unknown,
  now: Date,
): Promise<Tally> {
  if (!isTally(body)) throw invalidInput('tally', 'not-understood')
  const tally: Tally = body
  const huge = figures.find((name) => typeof tally[name] === 'number' && !Number.isSafeInteger(tally[name]))
  if (huge) throw invalidInput(huge, 'too-large')
  if (tally.site !== site.siteId) throw invalidInput('site', 'of-another-site')
  await database.query(
    `INSERT INTO tallies AS known (site_id, tally, received_at) VALUES ($1, $2, $3)
     ON CONFLICT (site_id) DO UPDATE SET tally = excluded.tally, received_at = excluded.received_at
       WHERE (known.tally ->> 'headSize')::bigint <= (excluded.tally ->> 'headSize')::bigint`,
    [site.siteId, JSON.stringify(tally, figures), now],
  )
  return tally
}

/** Nobody reads the signature: the request has one. */
const figures = (Object.keys(Tally.properties) as (keyof Tally)[]).filter((name) => name !== 'signature')
