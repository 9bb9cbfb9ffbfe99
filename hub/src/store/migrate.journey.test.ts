import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeTempDir } from '@sentra/testkit'
import pg from 'pg'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../postgres/index.ts'
import { startHubOn } from '../testing/hub-on-database.ts'
import { type Database, openDatabase } from './database.ts'
import { type Migration, migrate, readMigrations, stepAboveFloor } from './migrate.ts'

const directory = makeTempDir('hub-migrate')
const now = new Date('2021-08-05T01:00:00Z')
const migrations = readMigrations()
let postgres: EmbeddedPostgres
let main: Database
const opened: Database[] = []

beforeAll(async () => {
  postgres = await startEmbeddedPostgres({ dataDir: join(directory, 'postgres') })
  main = openDatabase(postgres.connectionString)
})
afterAll(async () => {
  for (const database of [...opened, main]) await database?.close()
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
})

async function fresh(name: string): Promise<{ database: Database; address: string }> {
  await main.query(`CREATE DATABASE ${name}`)
  const address = new URL(postgres.connectionString)
  address.pathname = `/${name}`
  const database = openDatabase(address.href)
  opened.push(database)
  return { database, address: address.href }
}

const later = (number: number, olderMayOpen: boolean): Migration => ({
  name: `900${number}-of-tomorrow.sql`,
  sql: `CREATE TABLE tomorrow_${number} (id bigint PRIMARY KEY)`,
  sha256: `0${number}`,
  olderMayOpen,
})

test('killed at any statement of any step, the database keeps its shape and ends up in the same one', async () => {
  const { database: whole } = await fresh('whole')
  await migrate(whole, now)
  const { database, address } = await fresh('killed')
  await migrate(database, now, [])
  let kills = 0
  for (const [index, { sql }] of migrations.entries()) {
    const before = await shapeOf(database)
    const statements = sql.split(/;\s*$/m).filter((each) => each.replaceAll(/^--.*$/gm, '').trim() !== '')
    for (let done = 1; done <= statements.length; done += 1) {
      const client = new pg.Client(address)
      client.on('error', () => {})
      await client.connect()
      await client.query('BEGIN')
      for (const statement of statements.slice(0, done)) await client.query(statement)
      const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
      await database.query('SELECT pg_terminate_backend($1, 5000)', [rows[0].pid])
      await client.end().catch(() => {})
      assert.deepEqual(await shapeOf(database), before)
      kills += 1
    }
    await migrate(database, now, migrations.slice(0, index + 1))
  }
  assert.deepEqual(await shapeOf(database), await shapeOf(whole))
  assert.isAbove(kills, 5 * migrations.length)
  process.stdout.write(`killed at ${kills} places of ${migrations.length} migrations\n`)
})

test('an older hub works with what a newer one has changed, down to the floor and not below', async () => {
  const { database } = await fresh('newer')
  await migrate(database, now)
  await migrate(database, now, [...migrations, later(1, true)])
  assert.deepEqual(await migrate(database, now), { applied: [] })
  await migrate(database, now, [...migrations, later(1, true), later(2, false)])
  assert.match(String(await migrate(database, now).catch(String)), /newer hub \(9002-of-tomorrow.sql\)/)
  const between = [...migrations, later(1, true)]
  assert.equal(await stepAboveFloor(database, between), '9002-of-tomorrow.sql')
  const newest = [...migrations, later(1, true), later(2, false), later(3, true)]
  assert.deepEqual(await migrate(database, now, newest), { applied: ['9003-of-tomorrow.sql'] })
})

test('a database of the first hubs, which kept no floors, is opened; one made by other files is not', async () => {
  const { database } = await fresh('first')
  await database.query(
    'CREATE TABLE migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL)',
  )
  const [first] = migrations
  await database.query(first!.sql)
  await database.query('INSERT INTO migrations VALUES ($1, $2, $3)', [first!.name, first!.sha256, now])
  assert.lengthOf((await migrate(database, now)).applied, migrations.length - 1)
  assert.deepEqual(await migrate(database, now), { applied: [] })
  await database.query(`UPDATE migrations SET sha256 = '00' WHERE name LIKE '0001%'`)
  assert.match(
    String(await migrate(database, now).catch(String)),
    /is not the one this database was made with/,
  )
})

test('a hub that runs while a newer one raises the floor stops by itself and says why', async () => {
  const { database, address } = await fresh('running')
  const hub = await startHubOn(address, join(directory, 'hub'))
  assert.equal((await fetch(`${hub.url}/readyz`)).status, 200)
  await migrate(database, now, [...migrations, later(1, false)])
  const until = performance.now() + 30_000
  while (hub.process.isRunning() && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 100))
  assert.isFalse(hub.process.isRunning())
  assert.match(hub.process.lines.join('\n'), /A newer hub has changed the database \(9001-of-tomorrow\.sql\)/)
})

/** Every column, index and constraint there is. */
async function shapeOf(database: Database): Promise<unknown> {
  return database.query(
    `SELECT table_name || '.' || column_name AS what, data_type || coalesce(column_default, '') || is_nullable AS how
     FROM information_schema.columns WHERE table_schema = 'public'
     UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace
     ORDER BY 1, 2`,
  )
}
