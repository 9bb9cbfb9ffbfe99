import { type Database, prepared, rows } from '../store/database.ts'

/**
 * Fetches the hub's public files (trust root, bundle, status lists) so that verifiers on the LAN have them
 * while the hub is away. Unchanged files cost a 304. The files are signed; this only carries them.
 */
export async function mirrorPublicFiles(db: Database, hubUrl: string, now: () => Date): Promise<number> {
  const index = await fetchFile(db, hubUrl, 'status/index.json', now)
  const lists = index ? listPaths(index.toString('utf8')) : []
  let changed = 0
  // What the hub has stopped publishing is about cards that have all expired.
  for (const { path } of index
    ? rows<{ path: string }>(db, "SELECT path FROM public_files WHERE path LIKE 'status/%.cwt'")
    : [])
    if (!lists.includes(path)) prepared(db, 'DELETE FROM public_files WHERE path = ?').run(path)
  for (const path of [
    'trust/root.json',
    'trust/bundle.cwt',
    'trust/witness.json',
    'trust/bulletin.cwt',
    'v1/bundles/recipient',
    ...lists,
  ]) {
    if (await fetchFile(db, hubUrl, path, now)) changed += 1
  }
  return changed
}

/**
 * The lists that this site's own cards stand on and that have not been fetched: the hub publishes a list within a
 * second of giving out the first number on it, so right after enrolment it is not there yet.
 */
export function ownListsMissing(db: Database): string[] {
  const [index] = rows<{ body: Buffer }>(db, "SELECT body FROM public_files WHERE path = 'status/index.json'")
  const lists = listsIn(index?.body.toString('utf8') ?? '{}')
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

/** None where the file came in part or empty: it is fetched again, and no desk falls with it. */
function listsIn(text: string): { listId: string; file: string }[] {
  try {
    return (JSON.parse(text) as { lists?: { listId: string; file: string }[] }).lists ?? []
  } catch {
    return []
  }
}

/** `{ "lists": [{ "file": "krw-2021-08.cwt", … }, …] }`; a name that could leave its folder names no list. */
function listPaths(text: string): string[] {
  const { lists } = JSON.parse(text) as { lists?: { file: string }[] }
  return (lists ?? [])
    .filter(({ file }) => /^[a-z0-9-]+\.cwt$/.test(file))
    .map(({ file }) => `status/${file}`)
    .slice(0, listsMax)
}

async function fetchFile(
  db: Database,
  hubUrl: string,
  path: string,
  now: () => Date,
): Promise<Buffer | null> {
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
  if (body.length > fileBytesMax) return null
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
/** One local and one national list a region and month; two years of them for a province. */
const listsMax = 200
