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

type Line = { listId: string; file: string; entries: number; bytes: number; sha256: string; issuedAt: string }

/** A file on this hub's disk; `at`: when it was written, by the process's own count of milliseconds. */
type Written = Line & { at: number }

/** What this hub has on its disk, by list. Empty at start: then every list is written once. */
export type PublishedLists = Map<string, Written>

/**
 * Writes `status/<list>.cwt` for every list that changed, then `status/index.json`. Static files: a
 * verifier fetches whole lists from any web server, so nobody learns whose card was checked.
 *
 * A list has its full length from the first day (zeros pack to nothing). Were it to grow, a card newer
 * than a verifier's copy would lie outside of it and be called false, where only its status is old.
 *
 * Each version is signed once, by the hub that comes first, and kept in the database; all hubs publish those bytes,
 * under one name for caches (size and time of the file). Only one hub at a time may be here (publisher.ts).
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
  for (const list of lists) {
    const { list_id: listId } = list
    const lately = performance.now() - (published.get(listId)?.at ?? Number.NEGATIVE_INFINITY) < 1000
    if (!isFresh(list, now)) await signList(database, identity, list, { now, lately })
    else if (published.get(listId)?.issuedAt === list.signed_at?.toISOString()) continue
    const { bytes, issued_at: issuedAt, changes } = await readSigned(database, listId)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (published.get(listId)?.sha256 === sha256) continue
    const file = `${listId}.cwt`
    // Whole seconds, as the list itself says, and in their place what tells two versions of one second apart.
    const fileTime = Math.floor(issuedAt.getTime() / 1000) * 1000 + (changes % 1000)
    writePublicFile(join(publicDir, 'status', file), bytes, new Date(fileTime))
    published.set(listId, {
      listId,
      file,
      entries: listCapacity,
      bytes: bytes.length,
      sha256,
      issuedAt: issuedAt.toISOString(),
      at: performance.now(),
    })
    written.push(listId)
  }
  if (written.length + dropped.length > 0 || !existsSync(join(publicDir, 'status/index.json'))) {
    const lines = [...published.values()]
      .map(({ at: _, ...line }): Line => line)
      .toSorted((one, other) => (one.listId < other.listId ? -1 : 1))
    const newest = lines.reduce((last, { issuedAt }) => Math.max(last, Date.parse(issuedAt)), 0)
    const index = `${JSON.stringify({ lists: lines }, null, 2)}\n`
    writePublicFile(join(publicDir, 'status/index.json'), index, new Date(newest || now))
  }
  return written
}

/** It says all that there is to say, and not too long ago. */
function isFresh({ changes, signed_changes, signed_at }: LiveList, now: Date): boolean {
  if (signed_at === null || signed_changes !== changes) return false
  return Math.abs(now.getTime() - signed_at.getTime()) < renewAfterMilliseconds
}

async function signList(
  database: Database,
  identity: HubIdentity,
  { list_id: listId, changes, kind, live_until, signed_at }: LiveList,
  { now, lately }: { now: Date; lately: boolean },
): Promise<void> {
  const rows = await database.query<{ status_index: number; status: number }>(
    'SELECT status_index, status FROM card_status WHERE list_id = $1 AND NOT (status = 2 AND released_at IS NOT NULL)',
    [listId],
  )
  const array = withStatuses(
    emptyStatusArray(2, listCapacity),
    rows.map((row) => [row.status_index, row.status] as const),
  )
  const issuedAt = nextMoment(signed_at, now)
  // Two versions of one second: the second one waits for the next, by the process's own count, as clocks may stand.
  if (issuedAt > now && lately) return
  const terms = {
    uri: listId,
    issuedAt,
    expiresAt: new Date(issuedAt.getTime() + listDays[kind] * day),
    ...(live_until ? { liveUntil: live_until } : {}),
  }
  await database.query(
    `INSERT INTO published_lists (list_id, changes, issued_at, bytes) VALUES ($1, $2, $3, $4)
     ON CONFLICT (list_id) DO UPDATE
       SET changes = excluded.changes, issued_at = excluded.issued_at, bytes = excluded.bytes`,
    [listId, changes, issuedAt, await signStatusList(array, terms, identity.statusSigner)],
  )
}

/**
 * A list says its time in whole seconds, and verifiers take only what is newer. A hub whose clock is behind the one that
 * signed last goes on from there, by hours at most.
 */
function nextMoment(last: Date | null, now: Date): Date {
  if (last === null) return now
  const next = Math.floor(last.getTime() / 1000) * 1000 + 1000
  const early = next - now.getTime()
  return early > 0 && early <= renewAfterMilliseconds ? new Date(next) : now
}

async function readSigned(database: Database, listId: string) {
  const [row] = await database.query<{ bytes: Buffer; issued_at: Date; changes: number }>(
    'SELECT bytes, issued_at, changes FROM published_lists WHERE list_id = $1',
    [listId],
  )
  if (!row) throw new Error(`the list ${listId} was just signed and is gone`)
  return row
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
async function readLiveLists(database: Database, now: Date): Promise<LiveList[]> {
  return database.query(
    `SELECT l.list_id, l.changes, l.kind, greatest(d.until, n.until, e.valid_until) AS live_until,
            p.changes AS signed_changes, p.issued_at AS signed_at
     FROM status_lists l
     LEFT JOIN published_lists p ON p.list_id = l.list_id
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

type LiveList = {
  list_id: string
  changes: number
  kind: 'local' | 'national'
  live_until: Date | null
  signed_changes: number | null
  signed_at: Date | null
}
