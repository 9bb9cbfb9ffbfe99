import type { Database } from '../store/database.ts'
import type { Run } from './fold-runs.ts'

/** What to fold next; `replayedTo` while the views are being built again. */
export type Plan = { runs: Run[]; replayedTo?: number }

/** Lines in one transaction: a tenth of a second of work, so that a stop waits no longer and memory stays small. */
export const linesMax = 3_000
/** Sites that stand in line together. */
const journalsAtOnce = 500

/**
 * Stretches of the journals that no view has seen, or of the written order while a rebuild is under way. With
 * `behindMost` only of journals that are up to date but for so many lines.
 */
export async function planRuns(
  database: Database,
  {
    lines = linesMax,
    journals = journalsAtOnce,
    behindMost = Number.MAX_SAFE_INTEGER,
  }: { lines?: number; journals?: number; behindMost?: number } = {},
): Promise<Plan> {
  const [replay] = await database.query<{ after: number }>('SELECT after FROM projection_replay')
  if (replay) {
    const plan = await planReplay(database, replay.after)
    if (plan) return plan
    await database.query(
      `DELETE FROM projection_replay p
       WHERE NOT EXISTS (SELECT 1 FROM projection_order o WHERE o.number > p.after)`,
    )
  }
  return { runs: await planLive(database, { lines, journals, behindMost }) }
}

/**
 * Everybody gets an equal share, and what one leaves over goes to the others: a site with a week's backlog holds up
 * none that has a dose of this minute.
 */
async function planLive(
  database: Database,
  most: { lines: number; journals: number; behindMost: number },
): Promise<Run[]> {
  const journals = await database.query<{ site: string; epoch: number; after: number; size: number }>(
    `SELECT h.site_id AS site, h.epoch, coalesce(c.folded, 0) AS after, h.size
     FROM journal_heads h
     LEFT JOIN projection_cursors c ON c.site_id = h.site_id AND c.epoch = h.epoch
     WHERE h.size > coalesce(c.folded, 0) AND h.size - coalesce(c.folded, 0) <= $2
     ORDER BY h.size - coalesce(c.folded, 0), h.site_id, h.epoch LIMIT $1`,
    [most.journals, most.behindMost],
  )
  let left = most.lines
  return journals.map(({ site, epoch, after, size }, index) => {
    const share = Math.max(1, Math.floor(left / (journals.length - index)))
    const own = Math.min(size - after, share)
    left -= own
    return { site, epoch, after, upto: after + own }
  })
}

/** The next rows of the written order, up to the size of a batch; undefined when all of it was folded again. */
async function planReplay(database: Database, after: number): Promise<Plan | undefined> {
  const rows = await database.query<{ number: number; runs: [string, number, number][] }>(
    'SELECT number, runs FROM projection_order WHERE number > $1 ORDER BY number LIMIT 50',
    [after],
  )
  if (rows.length === 0) return undefined
  // Rows that were folded again before a crash are passed over.
  const cursors = await database.query<{ site: string; epoch: number; folded: number }>(
    'SELECT site_id AS site, epoch, folded FROM projection_cursors',
  )
  const at = new Map(cursors.map(({ site, epoch, folded }) => [`${site}/${epoch}`, folded]))
  const runs: Run[] = []
  let left = linesMax
  let replayedTo = after
  for (const { number, runs: written } of rows) {
    for (const [site, epoch, upto] of written) {
      const from = at.get(`${site}/${epoch}`) ?? 0
      if (upto <= from) continue
      const end = Math.min(upto, from + left)
      runs.push({ site, epoch, after: from, upto: end })
      at.set(`${site}/${epoch}`, end)
      left -= end - from
      if (end < upto || left === 0) return { runs, replayedTo }
    }
    replayedTo = number
  }
  return runs.length > 0 ? { runs, replayedTo } : planReplay(database, replayedTo)
}
