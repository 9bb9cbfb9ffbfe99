import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordedCall, WireRecord } from './record-wire.ts'

/** What an older build and another one said to each other in a clinic hour, as it is kept in fixtures/former-wire. */
export interface FormerWire {
  readonly revision: string
  /** Which end of the line the older build was. */
  readonly older: 'site' | 'hub'
  readonly calls: WireRecord
}

/**
 * Writes `<folder>/<revision>/older-site.json` or `older-hub.json`. Of an older site the questions count, so answers
 * are left out; of an older hub what it answered. A question that was asked a hundred times is kept once.
 */
export function writeRecord(folder: string, { revision, older, calls }: FormerWire): void {
  const kept = distinct(calls.filter(isOfSites), older).map((call) =>
    older === 'site' ? { ...call, answerHeaders: {}, answer: '' } : call,
  )
  const wire: FormerWire = { revision, older, calls: kept }
  mkdirSync(join(folder, revision), { recursive: true })
  writeFileSync(join(folder, revision, `older-${older}.json`), `${JSON.stringify(wire, null, 1)}\n`)
}

/** Public files are mirrored again and again, and are in the tests of the card already. */
const isOfSites = ({ path }: RecordedCall) => path.startsWith('/v1/')

function distinct(calls: WireRecord, older: 'site' | 'hub'): RecordedCall[] {
  const seen = new Set<string>()
  return calls.filter(({ method, path, body, status, answer }) => {
    const mark = JSON.stringify([method, path, body, ...(older === 'hub' ? [status, answer] : [])])
    return !seen.has(mark) && seen.add(mark)
  })
}
