import { assert, beforeAll, test } from 'vitest'
import { seededChance } from '../chance/chance.ts'
import { PowerLossDisk } from './power-loss-disk.ts'
import { loadSqlite, type SqliteEngine } from './sqlite-on-disk.ts'
import { WasmDatabase } from './wasm-database.ts'

let sqlite: SqliteEngine
beforeAll(async () => {
  sqlite = await loadSqlite()
})

test('what was synced is there after every power cut; the rest may be there, gone, torn or without what came before', () => {
  const found = new Set<string>()
  for (let seed = 0; seed < 300; seed += 1) {
    const disk = new PowerLossDisk()
    const file = disk.open('a')
    file.write(Buffer.from('safe'), 0)
    file.sync()
    file.write(Buffer.alloc(1024, 'x'), 4)
    file.write(Buffer.from('last'), 1028)
    const left = disk.imageAfterPowerLoss(seededChance(seed).number).get('a')!
    assert.equal(Buffer.from(left.subarray(0, 4)).toString(), 'safe')
    const kept = [left.includes(0x78), Buffer.from(left).includes('last'), left.subarray(4, 1028).includes(0)]
    found.add(kept.join())
  }
  assert.isTrue(found.has('false,false,false'), 'both dropped')
  assert.isTrue(found.has('true,true,false'), 'both kept')
  assert.isTrue(found.has('false,true,true'), 'the later one without the earlier')
  assert.isTrue(found.has('true,true,true'), 'the earlier one torn')
})

test('a killed process loses nothing that it wrote', () => {
  const disk = new PowerLossDisk()
  disk.open('a').write(Buffer.from('not synced'), 0)
  assert.equal(Buffer.from(disk.image().get('a')!).toString(), 'not synced')
})

/** Commits until the power fails in the middle of the `operation`-th write or sync; answers with what the file lost. */
function commitsLost(operation: number, synchronous: 'FULL' | 'NORMAL', seed: number): number {
  const disk = new PowerLossDisk()
  const db = new WasmDatabase(sqlite, `${sqlite.mount(disk)}a.db`)
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${synchronous}`)
  db.pragma('wal_autocheckpoint = 8')
  db.exec('CREATE TABLE dose (number INTEGER PRIMARY KEY, note TEXT) STRICT')
  disk.failAfter(operation, () => {})
  let acknowledged = 0
  try {
    for (;;) {
      db.prepare('INSERT INTO dose VALUES (?, ?)').run(acknowledged + 1, 'x'.repeat(900))
      acknowledged += 1
    }
  } catch (error) {
    assert.match((error as { code: string }).code, /^SQLITE_(IOERR|CANTOPEN)/)
  }
  db.close()
  const left = new PowerLossDisk(disk.imageAfterPowerLoss(seededChance(seed).number))
  const again = new WasmDatabase(sqlite, `${sqlite.mount(left)}a.db`)
  again.pragma('journal_mode = WAL')
  assert.equal(again.pragma('integrity_check', { simple: true }), 'ok')
  const isThere = again.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'dose'").get() !== undefined
  const doses = isThere ? Number(again.prepare('SELECT count(*) FROM dose').pluck().get()) : 0
  again.close()
  return Math.max(0, acknowledged - doses)
}

test('SQLite with synchronous=FULL loses no commit, whichever write the power fails in', () => {
  for (let operation = 1; operation <= 150; operation += 1)
    for (const seed of [1, 2, 3]) assert.equal(commitsLost(operation, 'FULL', seed * 1000 + operation), 0)
})

test('with synchronous=NORMAL it does: the disk bites', () => {
  let lost = 0
  for (let operation = 1; operation <= 60; operation += 1) lost += commitsLost(operation, 'NORMAL', operation)
  assert.isAbove(lost, 0)
})
