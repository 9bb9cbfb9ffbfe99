import { closeSync, existsSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Of a site's file: SQLite's own default. */
const pageBytes = 4096
/** SQLite, "WAL File Format": a header, then frames of a header and a page. */
const walHeaderBytes = 32
const frameHeaderBytes = 24

/**
 * What an old disk does: one page of a site's file comes back changed. Taken is the page nearest to the middle that no
 * newer copy in the write-ahead log hides.
 */
export function damageOnePage(folder: string): void {
  const file = join(folder, 'site.db')
  const pages = Math.floor(statSync(file).size / pageBytes)
  const hidden = pagesInLog(`${file}-wal`)
  const middle = Math.floor(pages / 2)
  const page = Array.from({ length: pages }, (_, distance) => [middle + distance, middle - distance])
    .flat()
    .find((number) => number > 1 && number <= pages && !hidden.has(number))
  if (page === undefined) throw new Error('every page of the file has a newer copy in its log')
  const disk = openSync(file, 'r+')
  writeSync(disk, Buffer.alloc(64, 0x5a), 0, 64, (page - 1) * pageBytes + 1_000)
  closeSync(disk)
}

function pagesInLog(file: string): Set<number> {
  const numbers = new Set<number>()
  if (!existsSync(file)) return numbers
  const log = readFileSync(file)
  for (let at = walHeaderBytes; at + frameHeaderBytes <= log.length; at += frameHeaderBytes + pageBytes)
    numbers.add(log.readUInt32BE(at))
  return numbers
}
