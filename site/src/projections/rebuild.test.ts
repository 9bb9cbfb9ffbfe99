import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { commandHash } from '@sentra/journal'
import { v7 } from 'uuid'
import { afterAll, beforeAll, test } from 'vitest'
import type { Database } from '../store/database.ts'
import { morning, openDay, openVial, vaccinate } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { projectionTables } from './index.ts'

let site: SiteUnderTest
beforeAll(async () => {
  site = await SiteUnderTest.start(morning)
  await openDay(site)
  const vial = await openVial(site)
  for (let index = 0; index < 8; index += 1) await vaccinate(site, index, vial)
})
afterAll(() => site.end())

/** One hash over every row of every view, in an order of its own. */
function viewsHash(db: Database): string {
  const hash = createHash('sha256')
  for (const table of projectionTables) {
    const rows = db.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][]
    hash.update(`${table} ${rows.length}\n`)
    for (const line of rows.map((row) => JSON.stringify(row)).sort()) hash.update(`${line}\n`)
  }
  return hash.digest('hex')
}

const rebuild = () =>
  site.running.site.journal.rebuild((db) => {
    for (const table of projectionTables) db.exec(`DELETE FROM ${table}`)
  })

test('every table the projections write is in the list that a rebuild empties', () => {
  const { db } = site.running.site
  const before = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]
  for (const table of projectionTables) assert.ok(before.includes(table), table)
})

test('views built again from the log alone are the views that grew with it, by one hash over all of them', () => {
  const { db, journal } = site.running.site
  const live = viewsHash(db)
  assert.deepEqual(rebuild(), { events: journal.size, notShown: 0 })
  assert.equal(viewsHash(db), live)
  db.exec("UPDATE tickets SET state = 'lapsed'")
  assert.notEqual(viewsHash(db), live)
  rebuild()
  assert.equal(viewsHash(db), live)
})

test('an event of a newer build is kept word for word, changes no view, and goes on to the hub as it came', async () => {
  const { db, journal } = site.running.site
  const before = viewsHash(db)
  const eventId = v7()
  const data = { droneId: 'D-7', payload: { vials: 12, '°C': 4 } }
  await journal.submit({
    eventId,
    commandHash: commandHash({ eventId }),
    actor: 'V-01',
    device: 'desk-1',
    decide: () => ({ type: 'drone.landed', data }),
  })
  assert.equal(viewsHash(db), before)
  const [line] = journal.lines(journal.size, 1)
  assert.deepEqual(JSON.parse(line!.line).data, data)
  assert.deepEqual(rebuild(), { events: journal.size, notShown: 0 })
  assert.equal(viewsHash(db), before)
  assert.ok(journal.verifyAll().sound)
})

test('a rebuild leaves every index as it was, also when it fails half-way', () => {
  const { db, journal } = site.running.site
  const indexes = () =>
    db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name").all()
  const before = indexes()
  const hash = viewsHash(db)
  rebuild()
  assert.deepEqual(indexes(), before)
  // An index that can be made while its table is empty, and not when it is full: it fails where indexes are made
  // again. Had it not been dropped before, the tickets would have been set aside, and it would not fail at all.
  assert.throws(
    () =>
      journal.rebuild((emptying) => {
        for (const table of projectionTables) emptying.exec(`DELETE FROM ${table}`)
        emptying.exec('CREATE INDEX tickets_by_nothing ON tickets (json(ticket_id))')
      }),
    /malformed JSON/,
  )
  assert.deepEqual(indexes(), before)
  assert.equal(viewsHash(db), hash)
})
