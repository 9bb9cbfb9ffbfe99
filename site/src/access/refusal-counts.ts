import { siteMoment } from '../clock/site-time.ts'
import type { Site } from '../site.ts'
import { type Database, prepared, rows } from '../store/database.ts'

/**
 * Every "no" is counted and logged, by whom and for what. It becomes no event, because nothing happened; but
 * somebody who tries forty ways to a card in one evening is seen the next morning.
 */
export function noteRefusal(
  site: Site,
  refusal: { command: string; refused: string; staffId: string; device: string },
): void {
  const { command, refused, staffId, device } = refusal
  const { instant, localDate } = siteMoment(site.clock.now(), site.timeZone)
  prepared(
    site.db,
    `INSERT INTO refusal_counts (local_date, staff_id, command, refused, times, last_at)
     VALUES (?, ?, ?, ?, 1, ?)
     ON CONFLICT (local_date, staff_id, command, refused)
       DO UPDATE SET times = times + 1, last_at = excluded.last_at`,
  ).run(localDate, staffId, command, refused, instant)
  site.log.info({ command, refused, staff: staffId, device }, 'refused')
}

export interface RefusalCount {
  readonly localDate: string
  readonly staffId: string
  readonly command: string
  readonly refused: string
  readonly times: number
  readonly lastAt: string
}

/** The newest days first, and in a day what was tried most. */
export function listRefusals(db: Database, limit = 500): RefusalCount[] {
  return rows(
    db,
    `SELECT local_date AS localDate, staff_id AS staffId, command, refused, times, last_at AS lastAt
     FROM refusal_counts ORDER BY local_date DESC, times DESC LIMIT ?`,
    limit,
  )
}
