import { type Database, prepared, rows } from '../store/database.ts'
import { forgetDeadLists } from './forget-dead-lists.ts'
import { isPublishedFile, listsIn } from './published-file.ts'

/**
 * Fetches the hub's public files (trust root, bundle, status lists) so that verifiers on the LAN have them
 * while the hub is away. Unchanged files cost a 304. The files are signed; this only carries them.
 *
 * An answer that is no such file (a captive portal, a broken proxy) changes nothing and is said: `say` gets its path.
 */
export async function mirrorPublicFiles(
  db: Database,
  hubUrl: string,
  now: () => Date,
  say: (path: string) => void = () => {},
): Promise<number> {
  const from = { db, hubUrl, now, say }
  const index = await fetchFile(from, 'status/index.json')
  const lists = (index && listsIn(index)) ?? []
  const paths = lists.map(({ file }) => `status/${file}`)
  let changed = 0
  for (const path of [
    'trust/root.json',
    'trust/bundle.cwt',
    'trust/witness.json',
    'trust/bulletin.cwt',
    'v1/bundles/recipient',
    ...paths,
  ]) {
    if (await fetchFile(from, path)) changed += 1
  }
  if (index) await forgetDeadLists(db, new Set(paths), now())
  return changed
}

/**
 * The lists that this site's own cards stand on and that have not been fetched: the hub publishes a list within a
 * second of giving out the first number on it, so right after enrolment it is not there yet.
 */
export function ownListsMissing(db: Database): string[] {
  const [index] = rows<{ body: Buffer }>(db, "SELECT body FROM public_files WHERE path = 'status/index.json'")
  const lists = (index && listsIn(index.body)) ?? []
  return rows<{ list: string }>(db, 'SELECT DISTINCT status_list AS list FROM device_certificates')
    .map(({ list }) => list)
    .filter((list) => {
      const file = lists.find(({ listId }) => listId === list)?.file
      return (
        file === undefined ||
        rows(db, 'SELECT 1 FROM public_files WHERE path = ?', `status/${file}`).length === 0
      )
    })
}

type Source = { db: Database; hubUrl: string; now: () => Date; say: (path: string) => void }

async function fetchFile({ db, hubUrl, now, say }: Source, path: string): Promise<Buffer | null> {
  const [known] = rows<{ etag: string | null }>(db, 'SELECT etag FROM public_files WHERE path = ?', path)
  const response = await fetch(`${hubUrl}/${path}`, {
    headers: known?.etag ? { 'if-none-match': known.etag } : {},
    signal: AbortSignal.timeout(10_000),
  })
  if (response.status === 304) {
    return rows<{ body: Buffer }>(db, 'SELECT body FROM public_files WHERE path = ?', path)[0]?.body ?? null
  }
  if (!response.ok) return null
  const body = Buffer.from(await response.arrayBuffer())
  if (body.length > fileBytesMax || !isPublishedFile(path, body)) {
    say(path)
    return null
  }
  prepared(db, 'INSERT OR REPLACE INTO public_files (path, etag, body, fetched_at) VALUES (?, ?, ?, ?)').run(
    path,
    response.headers.get('etag'),
    body,
    now().toISOString(),
  )
  return body
}

/** A list of a million cards at 2 bits is 256 KB before compression. */
const fileBytesMax = 4 * 1024 * 1024
