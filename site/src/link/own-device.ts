import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sync } from '../safety/site-file.ts'
import type { Database } from '../store/database.ts'
import { readFact, writeFact } from '../store/site-facts.ts'

/**
 * Notices that this folder is a copy, or an old copy put back, and makes it another device then. The certificates it
 * brought along are of the device it was copied from, which may be printing their next number in this minute; so none
 * of them numbers a card here, and the hub is asked for others. Call it once, while the folder is held.
 *
 * What no copy of files brings along is the place of a file on the disk and when it was put there: both are the
 * system's, and a program cannot set them. The image of a whole disk has them; see decision 0021.
 *
 * @param chance a whole number from 0 to below its argument
 */
export function settleDevice(db: Database, dataDir: string, chance: (below: number) => number): void {
  const mark = markOf(dataDir)
  const known = readDevice(db)
  if (known?.mark === mark) return
  const name =
    known === null
      ? null
      : Array.from({ length: nameLetters }, () => letters[chance(letters.length)]).join('')
  writeFact(db, 'device', JSON.stringify({ mark, name }))
}

/** Under which name the hub certifies this device. */
export function deviceIdOf(db: Database, siteId: string): string {
  return `${siteId}-${readDevice(db)?.name ?? 'laptop-1'}`
}

/** Whether its numbers may be in use at the laptop it was copied from. */
export function wasCopied(db: Database): boolean {
  return (readDevice(db)?.name ?? null) !== null
}

function readDevice(db: Database): { mark: string; name: string | null } | null {
  const text = readFact(db, 'device')
  return text === null ? null : (JSON.parse(text) as { mark: string; name: string | null })
}

/** Of a file that is written once: a copy of it, also one that overwrites it, gets another place or time. */
function markOf(dataDir: string): string {
  const file = join(dataDir, 'this-laptop')
  if (!existsSync(file)) {
    writeFileSync(file, explanation, { mode: 0o600, flag: 'wx', flush: true })
    sync(dataDir)
  }
  const { ino, ctimeNs } = statSync(file, { bigint: true })
  return `${ino}.${ctimeNs}`
}

const explanation = `Sentra mengenali folder ini dari berkas ini; salinannya minta nomor kartu baru dari hub.
By this file Sentra knows this folder again; a copy of it asks the hub for new card numbers.
`
/** 32 letters that nobody takes for each other; two copies draw the same six once in a thousand million. */
const letters = 'abcdefghjkmnpqrstuvwxyz123456789'
const nameLetters = 6
