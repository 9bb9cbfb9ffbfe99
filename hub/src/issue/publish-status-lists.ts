import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { emptyStatusArray, withStatuses } from '@sentra/card'
import { nationalCardDays, signStatusList } from '@sentra/card/issue'
import type { Database } from '../store/database.ts'
import type { HubIdentity } from './hub-identity.ts'
import { listCapacity } from './status-indices.ts'
import { writePublicFile } from './write-whole-file.ts'

/** Signed anew at least this often: a verifier's copy says "as of" this moment. */
const renewAfterMilliseconds = 6 * 60 * 60 * 1000

const day = 86_400_000
/**
 * How long "not on the list" is good news. Local cards change hands within days; a national card rarely
 * changes at all, and its verifiers may be abroad. Both are fetched again after `ttl`, 12 hours.
 */
const listDays = { local: 7, national: 30 } as const

type Published = {
  changes: number
  issuedAt: Date
  line: { listId: string; file: string; entries: number; bytes: number; sha256: string; issuedAt: string }
}

/** What is on disk now, by list. Empty at start: then every list is written once. */
export type PublishedLists = Map<string, Published>

/**
 * Writes `status/<list>.cwt` for every list that changed, then `status/index.json`. Static files: a
 * verifier fetches whole lists from any web server, so nobody learns whose card was checked.
 *
 * A list has its full length from the first day (zeros pack to nothing). Were it to grow, a card newer
 * than a verifier's copy would lie outside of it and be called false, where only its status is old.
 *
 * Returns the lists it wrote.
 */
export async function publishStatusLists(
  database: Database,
  identity: HubIdentity,
  publicDir: string,
  published: PublishedLists,
  now: Date,
): Promise<string[]> {
  const lists = await readLiveLists(database, now)
  const dropped = [...published.keys()].filter((known) => !lists.some(({ list_id }) => list_id === known))
  for (const listId of dropped) published.delete(listId)
  removeDeadFiles(publicDir, new Set(lists.map(({ list_id }) => list_id)))
  const written: string[] = []
  for (const { list_id: listId, changes, kind, live_until } of lists) {
    const known = published.get(listId)
    const age = known ? Math.abs(now.getTime() - known.issuedAt.getTime()) : Number.POSITIVE_INFINITY
    if (known && known.changes === changes && age < renewAfterMilliseconds) continue

    const rows = await database.query<{ status_index: number; status: number }>(
      'SELECT status_index, status FROM card_status WHERE list_id = $1 AND NOT (status = 2 AND released_at IS NOT NULL)',
      [listId],
    )
    const array = withStatuses(
      emptyStatusArray(2, listCapacity),
      rows.map((row) => [row.status_index, row.status] as const),
    )
    const terms = {
      uri: listId,
      issuedAt: now,
      expiresAt: new Date(now.getTime() + listDays[kind] * day),
      ...(live_until ? { liveUntil: live_until } : {}),
    }
    const bytes = await signStatusList(array, terms, identity.statusSigner)
    const file = `${listId}.cwt`
    writePublicFile(join(publicDir, 'status', file), bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const line = {
      listId,
      file,
      entries: listCapacity,
      bytes: bytes.length,
      sha256,
      issuedAt: now.toISOString(),
    }
    published.set(listId, { changes, issuedAt: now, line })
    written.push(listId)
  }
  if (written.length + dropped.length > 0 || !existsSync(join(publicDir, 'status/index.json'))) {
    const index = { lists: [...published.values()].map((each) => each.line) }
    writePublicFile(join(publicDir, 'status/index.json'), `${JSON.stringify(index, null, 2)}\n`)
  }
  return written
}

/** What a list said about cards that have expired interests nobody, and a mirror must not carry it on. */
function removeDeadFiles(publicDir: string, live: ReadonlySet<string>): void {
  const folder = join(publicDir, 'status')
  for (const file of existsSync(folder) ? readdirSync(folder) : [])
    if (file.endsWith('.cwt') && !live.has(file.slice(0, -4))) rmSync(join(folder, file), { force: true })
}

/**
 * The lists on which a card can still be good. A list whose last card has expired leaves the index: verifiers
 * carry living lists only. A card lives no longer than its device's certificate, or than its list was extended.
 */
async function readLiveLists(
  database: Database,
  now: Date,
): Promise<{ list_id: string; changes: number; kind: 'local' | 'national'; live_until: Date | null }[]> {
  return database.query(
    `SELECT l.list_id, l.changes, l.kind, greatest(d.until, n.until, e.valid_until) AS live_until
     FROM status_lists l
     LEFT JOIN LATERAL (
       SELECT max(c.expires_at) AS until FROM device_certificates c WHERE c.status_list = l.list_id) d ON true
     LEFT JOIN LATERAL (
       SELECT max(m.issued_at) + make_interval(days => $2) AS until
       FROM minted_cards m WHERE m.status_list = l.list_id) n ON true
     LEFT JOIN list_extensions e ON e.list_id = l.list_id
     WHERE coalesce(greatest(d.until, n.until, e.valid_until), 'infinity') >= $1
     ORDER BY l.list_id`,
    [now, nationalCardDays],
  )
}
