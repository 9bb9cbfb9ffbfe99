import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJournalDatabase } from '@sentra/journal'
import { afterEach, beforeEach, test } from 'vitest'
import type { Database } from './database.ts'
import { migrate, readMigrations } from './migrate.ts'

const key = new Uint8Array(32).fill(5)
const migrations = readMigrations()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-migrate-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (name: string) => openJournalDatabase(join(folder, name), { key })
const shape = (db: Database) =>
  db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all()

test('every step says whether an older build may open the file', () => {
  assert.ok(migrations.length >= 4)
  assert.equal(migrations[0]!.name, '0001-projections.sql')
})

test('killed at any statement of any step, the file opens and ends up in the same shape', () => {
  const whole = open('whole.db')
  migrate(whole)
  const expected = shape(whole)
  whole.close()
  let kills = 0
  for (const [index, { sql }] of migrations.entries()) {
    const statements = sql.split(/;\s*$/m).filter((each) => each.trim() !== '')
    for (let done = 0; done <= statements.length; done += 1) {
      const name = `kill-${index}-${done}.db`
      const db = open(name)
      migrate(db, migrations.slice(0, index))
      db.exec('BEGIN IMMEDIATE')
      for (const statement of statements.slice(0, done)) db.exec(statement)
      // What is on the disk at this moment is what a kill leaves.
      for (const end of ['', '-wal'])
        if (existsSync(join(folder, name + end)))
          copyFileSync(join(folder, name + end), join(folder, `left-${name}${end}`))
      db.exec('ROLLBACK')
      db.close()
      const left = open(`left-${name}`)
      migrate(left)
      assert.deepEqual(shape(left), expected)
      left.close()
      kills += 1
    }
  }
  process.stdout.write(`killed at ${kills} places of ${migrations.length} migrations\n`)
})

test('an older build opens what a newer one has changed, down to the floor and not below', () => {
  const db = open('newer.db')
  const next = (number: number, olderMayOpen: boolean) => ({
    name: `900${number}-of-tomorrow.sql`,
    sql: `CREATE TABLE tomorrow_${number} (id INTEGER PRIMARY KEY) STRICT`,
    olderMayOpen,
  })
  migrate(db, [...migrations, next(1, true)])
  migrate(db)
  migrate(db, [...migrations, next(1, true), next(2, false)])
  assert.throws(() => migrate(db), { name: 'DatabaseRefusedError', fault: 'newer-build' })
  assert.throws(() => migrate(db, [...migrations, next(1, true)]), /Start the newer version/)
  migrate(db, [...migrations, next(1, true), next(2, false), next(3, true)])
  db.close()
})

test('each former build opens what this one has changed exactly where every step after its own allows it', () => {
  for (let known = 1; known <= migrations.length; known += 1) {
    const db = open(`back-to-${known}.db`)
    migrate(db)
    const former = () => migrate(db, migrations.slice(0, known))
    const mayOpen = migrations.slice(known).every(({ olderMayOpen }) => olderMayOpen)
    if (mayOpen) former()
    else assert.throws(former, { name: 'DatabaseRefusedError', fault: 'newer-build' }, `${known} steps`)
    db.close()
  }
  // The floor as it stands: declared outages would be ended by a build that does not know them.
  const floor = migrations.findLast(({ olderMayOpen }) => !olderMayOpen)!.name
  assert.ok(floor >= '0005-declared-outages.sql', floor)
})

test('a file of the first builds, which kept no floors, is opened', () => {
  const db = open('first.db')
  db.exec(`CREATE TABLE site_migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
    ${migrations[0]!.sql};
    INSERT INTO site_migrations VALUES ('${migrations[0]!.name}', datetime('now'))`)
  migrate(db)
  const names = db.prepare('SELECT name FROM site_migrations ORDER BY name').pluck().all()
  assert.deepEqual(
    names,
    migrations.map(({ name }) => name),
  )
  db.close()
})

test('people keep their numbers when the table of numbers gets another order', () => {
  const db = open('numbers.db')
  migrate(
    db,
    migrations.filter(({ name }) => name < '0007'),
  )
  const numbers = [
    ['NIK', '3215000101909901', 'a'],
    ['NIK', '3215000101909901', 'b'],
    ['PROVISIONAL', 'P-krw-01-ABC', 'a'],
  ]
  const insert = db.prepare('INSERT OR IGNORE INTO identifiers (kind, value, patient_id) VALUES (?, ?, ?)')
  for (const number of numbers) insert.run(...number)
  migrate(db)
  const kept = db.prepare('SELECT kind, value, patient_id FROM identifiers ORDER BY kind, patient_id').raw()
  assert.deepEqual(kept.all(), numbers)
  // As an older build does that opens the file again.
  for (const number of numbers) insert.run(...number)
  assert.deepEqual(kept.all(), numbers)
  db.close()
})
