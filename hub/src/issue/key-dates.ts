import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeSecretFile } from './write-whole-file.ts'

/** Every key but the root has generations: a new one is announced first and signs later, with the old still good. */
export const rotatingKeys = ['site-authority', 'document-signer', 'status-signer', 'witness'] as const
export type RotatingKey = (typeof rotatingKeys)[number]

export type KeyGeneration = {
  /** In the bundle from then on. Null: since the first start, whenever that was. */
  announcedAt: string | null
  /** Signs from then on, and the generation before stops. */
  signsFrom: string | null
}
export type KeyDates = Record<RotatingKey, KeyGeneration[]>

const first: KeyGeneration = { announcedAt: null, signsFrom: null }
const file = (folder: string) => join(folder, 'dates.json')

/** Reads which generations there are; a store without the file has one of each. */
export function readKeyDates(folder: string): KeyDates {
  const known = existsSync(file(folder))
    ? (JSON.parse(readFileSync(file(folder), 'utf8')) as Partial<KeyDates>)
    : {}
  return Object.fromEntries(rotatingKeys.map((name) => [name, known[name] ?? [first]])) as KeyDates
}

export function writeKeyDates(folder: string, dates: KeyDates): void {
  writeSecretFile(file(folder), `${JSON.stringify(dates, null, 2)}\n`)
}

/** The index of the generation that signs at this moment: the last one whose time has come. */
export function signingGeneration(generations: readonly KeyGeneration[], now: Date): number {
  const at = now.toISOString()
  return generations.findLastIndex(({ signsFrom }) => signsFrom === null || signsFrom <= at)
}
