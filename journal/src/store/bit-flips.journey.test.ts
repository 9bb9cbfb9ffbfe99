import assert from 'node:assert/strict'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { giveDose, openTestJournal } from '../testing/temporary-journal.ts'
import { scrubDatabase } from './scrub-database.ts'

/**
 * A disk that forgets a bit. Each round copies a closed file, or one whose process was killed, changes it, and
 * looks at it as a site does: open, read everything, scrub. It passes when damage was found somewhere, or when
 * everything that was acknowledged is still there, word for word.
 */
const folder = mkdtempSync(join(tmpdir(), 'sentra-flips-'))
const closed = join(folder, 'closed.sqlite')
const killed = join(folder, 'killed.sqlite')
const trial = join(folder, 'trial.sqlite')
/** Each: the research asks for 2,000 a file type; the short form takes a tenth. */
const rounds = process.env.SENTRA_LONG_TESTS ? 2_000 : 200
let expected: string

beforeAll(async () => {
  const journal = openTestJournal(closed)
  for (let number = 1; number <= 300; number += 25) {
    await Promise.all(Array.from({ length: 25 }, (_, index) => journal.submit(giveDose(number + index))))
  }
  expected = textOf(journal)
  // As a kill leaves it: the write-ahead log still holds everything since the last checkpoint.
  journal.database.pragma('wal_checkpoint(TRUNCATE)')
  copyFileSync(closed, killed)
  for (let number = 301; number <= 320; number += 1) await journal.submit(giveDose(number))
  copyFileSync(`${closed}-wal`, `${killed}-wal`)
  journal.database.close()
  rmSync(closed)
  copyFileSync(killed, closed)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function textOf(journal: ReturnType<typeof openTestJournal>): string {
  return journal
    .lines(1, 10_000)
    .map(({ line }) => line)
    .join('\n')
}

/** What a site finds: a named fault, or the text it would serve. */
function lookAt(file: string): { fault: string } | { text: string } {
  let journal: ReturnType<typeof openTestJournal> | undefined
  try {
    journal = openTestJournal(file)
    const text = textOf(journal)
    const scrub = scrubDatabase(journal.database, journal.site, journal.epoch)
    return scrub.sound ? { text } : { fault: `scrub: ${scrub.finding}` }
  } catch (error) {
    const { fault, name, code } = error as { fault?: string; name: string; code?: string }
    return { fault: fault ?? code ?? name }
  } finally {
    journal?.database.close()
  }
}

function trialOf(file: string, change: (bytes: Buffer) => void, which: '' | '-wal' = ''): void {
  for (const end of ['', '-wal', '-shm']) rmSync(trial + end, { force: true })
  copyFileSync(file, trial)
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${trial}-wal`)
  const bytes = readFileSync(trial + which)
  change(bytes)
  writeFileSync(trial + which, bytes)
}

function flipOne(chance: () => number) {
  return (bytes: Buffer) => {
    bytes[Math.floor(chance() * bytes.length)]! ^= 1 << Math.floor(chance() * 8)
  }
}

test(`${rounds} bit flips in the database: found, or without any effect on what is served`, () => {
  const chance = seeded(14)
  const found: Record<string, number> = {}
  for (let round = 0; round < rounds; round += 1) {
    trialOf(closed, flipOne(chance))
    const seen = lookAt(trial)
    if ('text' in seen) assert.equal(seen.text, expected, 'changed text was served')
    const key = 'fault' in seen ? seen.fault : 'no effect'
    found[key] = (found[key] ?? 0) + 1
  }
  process.stdout.write(`flips in the database: ${JSON.stringify(found)}\n`)
  assert.ok((found['no effect'] ?? 0) < rounds / 20)
})

test(`${rounds} bit flips in the write-ahead log: no acknowledged event is passed over in silence, but for the last`, () => {
  const chance = seeded(15)
  const found: Record<string, number> = {}
  for (let round = 0; round < rounds; round += 1) {
    trialOf(killed, flipOne(chance), '-wal')
    const seen = lookAt(trial)
    const lines = 'text' in seen ? seen.text.split('\n').length : 0
    // One unsynced commit looks like a damaged last one: nobody can tell these two apart from the file alone.
    const key = 'fault' in seen ? seen.fault : lines === 320 ? 'no effect' : 'the last commit'
    if ('text' in seen) assert.ok(lines >= 319, `${320 - lines} acknowledged events were passed over`)
    found[key] = (found[key] ?? 0) + 1
  }
  process.stdout.write(`flips in the write-ahead log: ${JSON.stringify(found)}\n`)
})

test('a database that was cut off is found', () => {
  const { length } = readFileSync(closed)
  for (const share of [0.1, 0.3, 0.5, 0.7, 0.9, 0.99]) {
    trialOf(closed, () => {})
    truncateSync(trial, Math.floor(length * share))
    const seen = lookAt(trial)
    assert.ok('fault' in seen, `cut at ${share}`)
  }
})

test('a page that was overwritten with another one is found', () => {
  const { length } = readFileSync(closed)
  const chance = seeded(16)
  for (let round = 0; round < 30; round += 1) {
    const pages = length / 4096
    const from = 1 + Math.floor(chance() * (pages - 1))
    const to = 1 + ((from + Math.floor(chance() * (pages - 2))) % (pages - 1))
    if (from === to) continue
    trialOf(closed, (bytes) => void bytes.copy(bytes, to * 4096, from * 4096, (from + 1) * 4096))
    const seen = lookAt(trial)
    if ('text' in seen) assert.equal(seen.text, expected)
    else assert.ok(seen.fault)
  }
})

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
