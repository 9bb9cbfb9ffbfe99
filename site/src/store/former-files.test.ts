import assert from 'node:assert/strict'
import { createHash, hash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandHash, generateLogKey, Journal, openJournalDatabase } from '@sentra/journal'
import { afterAll, beforeAll, test } from 'vitest'
import { project, projectionTables } from '../projections/index.ts'
import { morning, openDay, openVial, vaccinate } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import type { Database } from './database.ts'
import { migrate, readMigrations } from './migrate.ts'

/** What stands in files that are in use somewhere: such a step is never edited, only followed by another. */
const released: Record<string, string> = {
  'journal/src/store/migrations/0001-journal.sql': '237ae64f51d26dbd',
  'site/src/store/migrations/0001-projections.sql': '3e6b34059eb504a3',
  'site/src/store/migrations/0002-site-state.sql': '9fac6b6cd9e7cf43',
  'site/src/store/migrations/0003-exchange-and-void.sql': 'ef9e3d3c9b427b3f',
  'site/src/store/migrations/0004-refusals.sql': 'a1cab25b94826598',
  'site/src/store/migrations/0005-declared-outages.sql': 'c9616fcca5710500',
  'site/src/store/migrations/0006-hub-decisions.sql': '3f8ceda96b964321',
  'site/src/store/migrations/0007-smaller-indexes.sql': '19e8a79f4a24adc1',
}

const key = new Uint8Array(32).fill(5)
const logKey = generateLogKey()
const clock = { now: () => new Date('2021-08-05T02:00:00.000Z') }
const migrations = readMigrations()
const folder = mkdtempSync(join(tmpdir(), 'sentra-former-'))
let site: SiteUnderTest
let facts: ReturnType<Journal['read']>

beforeAll(async () => {
  site = await SiteUnderTest.start(morning)
  await openDay(site)
  const vial = await openVial(site)
  for (let index = 0; index < 4; index += 1) await vaccinate(site, index, vial)
  facts = site.running.site.journal.read(1, 10_000)
})
afterAll(async () => {
  await site.end()
  rmSync(folder, { recursive: true, force: true })
})

test('a step that was released is as it was', () => {
  const root = new URL('../../../', import.meta.url)
  for (const [path, expected] of Object.entries(released))
    assert.equal(hash('sha256', readFileSync(new URL(path, root))).slice(0, 16), expected, path)
})

test('a step that is not frozen yet is noticed: it is frozen with the build that brings it', () => {
  const frozen = Object.keys(released).filter((path) => path.startsWith('site/'))
  assert.deepEqual(
    frozen.map((path) => path.slice('site/src/store/migrations/'.length)),
    migrations.map(({ name }) => name),
  )
})

test('files of every former build are opened, hold every fact, and show the same after a rebuild', async () => {
  let shown: string | null = null
  const kept = facts.map(({ eventId }) => eventId)
  for (let steps = migrations.length; steps >= 1; steps -= 1) {
    const file = join(folder, `${steps}.db`)
    // A build of then: its tables, its log, and an event of a kind that only some later build knows.
    const then = openJournalDatabase(file, { key })
    migrate(then, migrations.slice(0, steps))
    const former = new Journal({ database: then, site: 'krw-01', epoch: 1, logKey, clock, project: () => {} })
    for (const fact of facts) await write(former, fact)
    await write(former, {
      ...facts[0]!,
      eventId: '017b12c4-0000-7000-8000-000000000001',
      type: 'drone.landed',
      data: { droneId: 'D-7' },
    })
    former.close()
    then.close()

    const database = openJournalDatabase(file, { key })
    migrate(database)
    const journal = new Journal({
      database,
      site: 'krw-01',
      epoch: 1,
      logKey,
      clock,
      project,
      verifyOnOpen: true,
    })
    assert.deepEqual(
      journal.read(1, 10_000).map(({ eventId }) => eventId),
      [...kept, '017b12c4-0000-7000-8000-000000000001'],
    )
    assert.match(journal.lines(journal.size, 1)[0]!.line, /"type":"drone\.landed".*"droneId":"D-7"/)
    assert.deepEqual(journal.rebuild(emptied), { events: journal.size, notShown: 0 })
    for (const table of projectionTables)
      assert.equal(rowsOf(database, table), rowsOf(site.running.site.db, table), table)
    shown ??= viewsHash(database)
    assert.equal(viewsHash(database), shown, `${steps} of ${migrations.length} steps`)
    database.close()
  }
})

function write(journal: Journal, { eventId, type, actor, device, data, occurredAt }: (typeof facts)[number]) {
  return journal.submit({
    eventId,
    commandHash: commandHash({ type, data }),
    actor,
    device,
    occurredAt,
    decide: () => ({ type, data }),
  })
}

function emptied(db: Database): void {
  for (const table of projectionTables) db.exec(`DELETE FROM ${table}`)
}

const rowsOf = (db: Database, table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()

/** Over every row of every view. */
function viewsHash(db: Database): string {
  const sum = createHash('sha256')
  for (const table of projectionTables) {
    const rows = db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
    // A column that was added stands elsewhere than in a table that was made with it.
    const lines = rows.map((row) => JSON.stringify(Object.entries(row).sort()))
    sum.update(`${table} ${lines.length}\n${lines.sort().join('\n')}\n`)
  }
  return sum.digest('hex')
}
