import { freshSeed, seededChance } from '@sentra/testkit'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { startTestDatabase } from '../testing/test-database.ts'
import { insertInto, insertRows } from './insert-rows.ts'

type Row = { number: number; name: string | null; demographics: object; at: Date }

const people = insertInto<Row>('people', {
  number: ['number', 'bigint'],
  name: ['name', 'text'],
  demographics: ['demographics', 'jsonb'],
  at: ['at', 'timestamptz'],
})
let hub: Awaited<ReturnType<typeof startTestDatabase>>

beforeAll(async () => {
  hub = await startTestDatabase(new Date('2026-03-02T00:00:00.000Z'), { withKeys: false })
  await hub.database.query(
    'CREATE TABLE people (number bigint, name text, demographics jsonb, at timestamptz)',
  )
})
afterAll(() => hub.stop())

test('whatever a person is called, the registry has the name as it was given', async () => {
  const seed = Number(process.env.SENTRA_SEED ?? freshSeed())
  const chance = seededChance(seed)
  const signs = ['"', '\\', '{', '}', ',', "'", '\n', '\t', ' ', 'NULL', 'null', 'é', '😷', 'Siti', '']
  const rows: Row[] = Array.from({ length: 300 }, (_, number) => {
    const name = Array.from({ length: chance.integer(0, 5) }, () => chance.pick(signs)).join('')
    const at = new Date(chance.integer(0, 1_900_000_000_000))
    return { number, name: chance.happens(0.1) ? null : name, demographics: { village: name }, at }
  })
  await hub.database.transaction((transaction) => insertRows(transaction, people, rows))
  const found = await hub.database.query<Row>(
    'SELECT number, name, demographics, at FROM people ORDER BY number',
  )
  assert.deepEqual(found, rows, `seed ${seed}`)
})

test('no rows are no statement', async () => {
  await hub.database.transaction((transaction) => insertRows(transaction, people, []))
})
