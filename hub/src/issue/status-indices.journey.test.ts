import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeTempDir } from '@sentra/testkit'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../postgres/index.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { beginAfterRestore } from './begin-after-restore.ts'
import { listCapacity, setCardStatus, takeStatusIndices } from './status-indices.ts'

let postgres: EmbeddedPostgres
let database: Database
const directory = makeTempDir('indices')
const now = new Date('2021-08-05T01:00:00Z')

beforeAll(async () => {
  postgres = await startEmbeddedPostgres({ dataDir: join(directory, 'postgres') })
  database = openDatabase(postgres.connectionString)
  await migrate(database, now)
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
})

const take = (count: number) =>
  database.transaction((transaction) =>
    takeStatusIndices(transaction, { kind: 'local', region: 'krw', count, now }),
  )

test('many who ask at once get blocks that never overlap', async () => {
  const taken = await Promise.all(Array.from({ length: 12 }, () => take(2048)))
  assert.deepEqual(
    taken.map(({ firstIndex }) => firstIndex).sort((a, b) => a - b),
    Array.from({ length: 12 }, (_, block) => block * 2048),
  )
  assert.deepEqual([...new Set(taken.map(({ statusList }) => statusList))], ['id-krw-2021-08'])
})

test('what was rolled back was never given, and a full list is followed by the next', async () => {
  const failed = await database
    .transaction(async (transaction) => {
      await takeStatusIndices(transaction, { kind: 'local', region: 'krw', count: 2048, now })
      throw new Error('the power went')
    })
    .catch((error: Error) => error.message)
  assert.equal(failed, 'the power went')
  assert.equal((await take(2048)).firstIndex, 12 * 2048)
  await database.query('UPDATE status_lists SET next_index = $1', [listCapacity - 10])
  assert.deepEqual(await take(2048), { statusList: 'id-krw-2021-08-2', firstIndex: 0 })
})

test('after a restore nobody gets a number that may be on paper already; after the next restore again', async () => {
  const mark = await beginAfterRestore(database)
  assert.deepEqual(await take(1), { statusList: `id-krw-2021-08-${mark}`, firstIndex: 0 })
  const next = await beginAfterRestore(database)
  assert.notEqual(next, mark)
  assert.deepEqual(await take(1), { statusList: `id-krw-2021-08-${next}`, firstIndex: 0 })
  await database.query(`DELETE FROM hub_facts WHERE name = 'status-lists'`)
})

test('an exchanged card stays exchanged, whatever comes late; a suspended one can still be exchanged', async () => {
  const set = (statusIndex: number, status: 1 | 2 | 3) =>
    database.transaction((transaction) =>
      setCardStatus(transaction, {
        statusList: 'id-krw-2021-08',
        statusIndex,
        status,
        siteId: 'krw-01',
        at: now,
      }),
    )
  await set(1, 3)
  await set(1, 2)
  await set(2, 2)
  await set(2, 3)
  assert.deepEqual(await database.query('SELECT status_index, status FROM card_status ORDER BY 1'), [
    { status_index: 1, status: 3 },
    { status_index: 2, status: 3 },
  ])
})
