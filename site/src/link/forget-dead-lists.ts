import {
  decompressPoint,
  followRoots,
  isRefused,
  type OpenedTrust,
  openStatusList,
  openTrustBundle,
} from '@sentra/card'
import { type Database, prepared, row, rows } from '../store/database.ts'
import { readEnrolment } from './enrolment.ts'

/** A list that nobody signs anew is dead for certain a quarter after its last signature ran out. */
const graceMs = 90 * 86_400_000

/**
 * Takes lists out of the mirror whose cards have all expired, and answers with their names.
 *
 * Only signed words end a list: its own end (lengthened by an extension in the trust bundle), or, where the hub no
 * longer names it, the end of its last signature and a grace. What the index leaves out proves nothing, because the
 * index bears no signature: the bad news in a list would be gone at a stranger's wish.
 */
export async function forgetDeadLists(
  db: Database,
  named: ReadonlySet<string>,
  now: Date,
): Promise<string[]> {
  const trust = await heldTrust(db)
  if (trust === null) return []
  const moment = now.toISOString()
  const longAgo = new Date(now.getTime() - graceMs).toISOString()
  const extended = new Set(
    (trust.extendedLists ?? [])
      .filter(({ validUntil }) => validUntil >= moment)
      .map((each) => each.statusList),
  )
  const forgotten: string[] = []
  const held = rows<{ path: string; body: Buffer }>(
    db,
    "SELECT path, body FROM public_files WHERE path LIKE 'status/%.cwt'",
  )
  for (const { path, body } of held) {
    if (named.has(path)) continue
    const list = await openStatusList(body, trust)
    if (isRefused<string>(list) || extended.has(list.uri)) continue
    const { liveUntil, expiresAt } = list
    const isOver = liveUntil !== null && liveUntil < moment
    const isLeft = expiresAt !== null && expiresAt < longAgo
    if (!isOver && !isLeft) continue
    prepared(db, 'DELETE FROM public_files WHERE path = ?').run(path)
    forgotten.push(list.uri)
  }
  return forgotten
}

/** The bundle in the mirror, when the root that this site was enrolled with leads to it. */
async function heldTrust(db: Database): Promise<OpenedTrust | null> {
  const enrolment = readEnrolment(db)
  const pinned = enrolment && decompressPoint(Buffer.from(enrolment.rootPublicKey, 'base64'))
  const bundle = fileAt(db, 'trust/bundle.cwt')
  if (!pinned || !bundle) return null
  const { successions = [] } = JSON.parse(fileAt(db, 'trust/root.json')?.toString('utf8') ?? '{}') as {
    successions?: string[]
  }
  const roots = await followRoots(
    pinned,
    successions.map((each) => Buffer.from(each, 'base64')),
  )
  const trust = await openTrustBundle(bundle, roots)
  return isRefused<string>(trust) ? null : trust
}

const fileAt = (db: Database, path: string): Buffer | undefined =>
  row<{ body: Buffer }>(db, 'SELECT body FROM public_files WHERE path = ?', path)?.body
