import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, test } from 'vitest'
import { afterPowerCut, type DiskAct, readRecord, writeImage } from '../testing/crash-images.ts'
import { compileRecordingDisk } from '../testing/sync-shim.ts'
import { doses, eventId, openTestJournal } from '../testing/temporary-journal.ts'

/**
 * A power cut: what was written and not synced is there, is missing or is torn, sector by sector. The real journal writes
 * to a real disk, every write is recorded, and from the record come the disks that a cut at any moment could leave.
 */
const folder = mkdtempSync(join(tmpdir(), 'sentra-power-'))
const shim = compileRecordingDisk(folder)
const doseCount = 240
const cuts = Number(process.env.SENTRA_POWER_CUTS ?? 150)
const seed = Number(process.env.SENTRA_SEED ?? 8812)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Found {
  readonly cuts: number
  readonly lost: number
  readonly refused: number
  readonly acknowledged: number
}

test.skipIf(shim === null)(
  'whatever a power cut leaves of the disk, every acknowledged dose is there (needs a C compiler)',
  () => {
    const found = cutThePower('sound')
    assert.ok(found.acknowledged > cuts * 20, 'doses had been acknowledged before the cuts')
    assert.deepEqual({ lost: found.lost, refused: found.refused }, { lost: 0, refused: 0 })
  },
)

test.skipIf(shim === null)('a build that commits without a sync is caught (needs a C compiler)', () => {
  assert.ok(cutThePower('normal').lost > 0)
})

test.skipIf(shim === null)('a build that answers before the commit is caught (needs a C compiler)', () => {
  assert.ok(cutThePower('early').lost > 0)
})

function cutThePower(build: 'sound' | 'normal' | 'early'): Found {
  const acts = record(build)
  const chance = seeded(seed)
  const found = { cuts, lost: 0, refused: 0, acknowledged: 0 }
  for (let cut = 0; cut < cuts; cut += 1) {
    // Not before the tables are made: until then nothing was promised.
    const firstDose = acts.findIndex(({ file }) => file === 'acknowledged')
    const before = acts.slice(0, firstDose + 1 + Math.floor(chance() * (acts.length - firstDose)))
    const acknowledged = acknowledgedIn(before)
    found.acknowledged += acknowledged.length
    const place = join(folder, `${build}-${cut}`)
    mkdirSync(place)
    writeImage(
      place,
      afterPowerCut(before, chance, (name) => /^site\.sqlite(-wal)?$/.test(name)),
    )
    const outcome = look(join(place, 'site.sqlite'), acknowledged)
    if (outcome !== 'whole') found[outcome] += 1
    rmSync(place, { recursive: true })
  }
  process.stdout.write(`power cuts, ${build} build: ${JSON.stringify({ seed, ...found })}\n`)
  return found
}

function look(file: string, acknowledged: readonly number[]): 'whole' | 'lost' | 'refused' {
  let journal: ReturnType<typeof openTestJournal>
  try {
    journal = openTestJournal(file)
  } catch {
    return 'refused'
  }
  try {
    const missing = acknowledged.some((number) => journal.eventById(eventId(number)) === undefined)
    const sound = journal.verifyAll().sound && doses(journal) === journal.size
    return missing || !sound ? 'lost' : 'whole'
  } finally {
    journal.database.close()
  }
}

function record(build: string): DiskAct[] {
  const data = join(folder, build)
  const to = join(folder, `${build}.record`)
  mkdirSync(data)
  const script = join(import.meta.dirname, '../testing/write-for-power-cut.ts')
  const { status, stderr } = spawnSync(process.execPath, [script, data, String(doseCount), build], {
    encoding: 'utf8',
    env: { ...process.env, LD_PRELOAD: shim!, SENTRA_RECORD_FOLDER: data, SENTRA_RECORD_TO: to },
  })
  assert.equal(status, 0, stderr)
  const acts = readRecord(to)
  assert.equal(acknowledgedIn(acts).length, doseCount)
  assert.ok(
    acts.some(({ kind, file }) => kind === 'write' && file.endsWith('-wal')),
    'the journal’s own writes were seen',
  )
  return acts
}

const acknowledgedIn = (acts: readonly DiskAct[]) =>
  acts
    .filter(({ file, kind }) => file === 'acknowledged' && kind === 'write')
    .map(({ bytes }) => Number(bytes))

function seeded(start: number): () => number {
  let state = start
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}
