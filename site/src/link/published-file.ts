import { decodeSign1, isRefused } from '@sentra/card'

/** A list as `status/index.json` names it. */
export type ListedFile = { listId: string; file: string }

/**
 * Whether these bytes can be the hub's file at all. A captive portal or a broken proxy answers 200 with a page of its
 * own to everything; such an answer must not take the place of a file that is good.
 */
export function isPublishedFile(path: string, body: Buffer): boolean {
  if (path.endsWith('.cwt')) return !isRefused(decodeSign1(body))
  if (path === 'status/index.json') return listsIn(body) !== null
  if (path === 'trust/root.json') return typeof jsonOf(body)?.rootPublicKey === 'string'
  if (path === 'trust/witness.json') return typeof jsonOf(body)?.witnessKey === 'string'
  // A signed note: text, an empty line, and signatures that begin with a dash.
  return body.toString('utf8').includes('\n\n\u2014 ')
}

/**
 * `{ "lists": [{ "listId": …, "file": "id-krw-2021-08.cwt", … }, …] }`, else null. A name that could leave its folder
 * names no list.
 */
export function listsIn(body: Buffer): ListedFile[] | null {
  const lists = jsonOf(body)?.lists
  if (!Array.isArray(lists)) return null
  return (lists as Partial<ListedFile>[])
    .filter((each): each is ListedFile => /^[a-z0-9-]+\.cwt$/.test(String(each?.file)))
    .slice(0, listsMax)
}

/** One local and one national list a region and month; two years of them for a province. */
const listsMax = 200

function jsonOf(body: Buffer): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'))
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null
  } catch {
    return null
  }
}
