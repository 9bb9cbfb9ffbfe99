import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type RotatingKey, readKeyDates, writeKeyDates } from './key-dates.ts'
import { generationFile, keysFolder, pemOf } from './key-store.ts'
import { makeKey } from './make-key.ts'
import { writeOnce } from './write-whole-file.ts'

/**
 * Verifiers fetch the bundle within this time, or say that their keys are old. A new key signs nothing before:
 * a card of a key nobody knows would be called false.
 */
export const overlapDays = 7

/**
 * Makes the next generation of a key: announced in the bundle at once, signing from `signsFrom`, while the
 * one before stays good for all it signed. A second rotation before the first took over is refused.
 *
 * The running hub takes it up at its next start.
 */
export function rotateKey(
  dataDir: string,
  name: RotatingKey,
  passphrase: string | undefined,
  when: { now: Date; signsFrom: Date },
): { generation: number; signsFrom: string } | { refused: 'rotation-under-way'; signsFrom: string } {
  const folder = keysFolder(dataDir)
  const dates = readKeyDates(folder)
  const last = dates[name].at(-1)!
  if (last.signsFrom !== null && last.signsFrom > when.now.toISOString())
    return { refused: 'rotation-under-way', signsFrom: last.signsFrom }
  const generation = dates[name].length + 1
  const signsFrom = when.signsFrom.toISOString()
  // The key first: a date without its key would keep the hub from starting.
  const file = join(folder, generationFile(name, generation))
  if (!existsSync(file)) writeOnce(file, pemOf(makeKey(name), passphrase))
  dates[name] = [...dates[name], { announcedAt: when.now.toISOString(), signsFrom }]
  writeKeyDates(folder, dates)
  return { generation, signsFrom }
}
