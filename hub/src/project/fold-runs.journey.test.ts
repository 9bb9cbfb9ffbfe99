import { createHash } from 'node:crypto'
import { freshSeed, seededChance } from '@sentra/testkit'
import { pino } from 'pino'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { randomHistory } from '../testing/random-history.ts'
import { type Told, withRestores } from '../testing/random-restores.ts'
import { startTestDatabase } from '../testing/test-database.ts'
import type { Run } from './fold-runs.ts'
import { foldBisecting, startProjector } from './projector.ts'
import { resetRegistry } from './rebuild-registry.ts'

const now = new Date('2026-03-02T00:00:00.000Z')
const clock = { now: () => now }
const sites = ['krw-01', 'krw-02', 'bks-01']
const silent = pino({ level: 'silent' })
let hub: Awaited<ReturnType<typeof startTestDatabase>>

beforeAll(async () => {
  hub = await startTestDatabase(now)
})
afterAll(() => hub.stop())

/** 12 histories on every change; SENTRA_HISTORIES=200 for a night. */
const histories = Number(process.env.SENTRA_HISTORIES ?? 12)

test('a batch of any size means what its events mean one by one, also after a rebuild', async () => {
  const first = Number(process.env.SENTRA_SEED ?? freshSeed())
  for (let seed = first; seed < first + histories; seed += 1) {
    const chance = seededChance(seed)
    const history = withRestores(chance, randomHistory(chance, sites, 60))
    await empty()
    await store(history)
    for (const run of runsOf(history, () => true)) await fold([run])
    const oneByOne = await picture()

    await empty()
    await store(history)
    // Wherever the batches end, and some of them sent a second time.
    for (const batch of cut(
      runsOf(history, () => false),
      () => chance.happens(0.08),
    )) {
      await fold(batch)
      if (chance.happens(0.3)) await fold(batch)
    }
    assert.deepEqual(await picture(), oneByOne, `seed ${seed}: in batches`)

    await resetRegistry(hub.database)
    const projector = startProjector(hub.database, hub.identity, clock, silent)
    await projector.drain()
    await projector.stop()
    const rebuilt = await picture()
    assert.deepEqual(withoutCards(rebuilt), withoutCards(oneByOne), `seed ${seed}: rebuilt`)
    await resetRegistry(hub.database)
    const again = startProjector(hub.database, hub.identity, clock, silent)
    await again.drain()
    await again.stop()
    assert.equal(hash(await picture()), hash(rebuilt), `seed ${seed}: rebuilt twice, cards and all`)
  }
})

async function fold(runs: Run[]): Promise<void> {
  assert.equal(await foldBisecting(hub.database, hub.identity, clock, { runs }, silent), 'folded')
}

/** The history as stretches of journals; neighbours of one journal are one stretch unless `alone`. */
function runsOf(history: readonly Told[], alone: () => boolean): Run[] {
  const runs: Run[] = []
  for (const { event } of history) {
    const { site, epoch, seq } = event
    const last = runs.at(-1)
    if (last?.site === site && last.epoch === epoch && !alone()) last.upto = seq
    else runs.push({ site, epoch, after: seq - 1, upto: seq })
  }
  return runs
}

function cut(runs: readonly Run[], here: () => boolean): Run[][] {
  const batches: Run[][] = [[]]
  for (const run of runs) {
    batches.at(-1)!.push(run)
    if (here()) batches.push([])
  }
  return batches.filter((batch) => batch.length > 0)
}

async function empty(): Promise<void> {
  await hub.database.query(
    `TRUNCATE journal_events, journal_heads, projection_cursors, projection_order, projection_replay, patients,
       patient_identifiers, doses, cards_local, cards_national, minted_cards, card_exchanges, card_status, status_lists,
       stock_lots, vials, outages, sessions_closed, cases, feed_heads, feed_entries, device_certificates CASCADE`,
  )
  await hub.database.query(
    `INSERT INTO device_certificates
     SELECT site, 'id-krw-2026-03', start, 40, site, 'd', '', $1, $1, $1
     FROM (VALUES ('krw-01', 0), ('krw-02', 40)) AS block (site, start)`,
    [now],
  )
}

async function store(history: readonly Told[]): Promise<void> {
  await hub.database.query(
    `INSERT INTO journal_events (site_id, epoch, seq, event_id, type, body, leaf_hash, outcome, received_at)
     SELECT event ->> 'site', (event ->> 'epoch')::integer, (event ->> 'seq')::bigint, event ->> 'eventId',
            event ->> 'type', event, '', outcome, $2
     FROM jsonb_to_recordset($1::jsonb) AS told (event jsonb, outcome text)`,
    [JSON.stringify(history), now],
  )
}

const tables = {
  patients:
    'SELECT patient_key::text AS key, full_name, match_name, birth_date, sex, demographics, first_site',
  patient_identifiers: `SELECT encode(identifier_hash, 'hex') AS hash, patient_key::text AS key, kind`,
  doses: `SELECT site_id, immunization_id, patient_key::text AS key, seq, visit_id, dose_number, repeated`,
  cards_local: 'SELECT *',
  cards_national: 'SELECT *',
  card_exchanges: 'SELECT *',
  stock_lots: 'SELECT *',
  vials: 'SELECT *',
  outages: 'SELECT *',
  sessions_closed: 'SELECT *',
  cases: 'SELECT *',
  // Facts, written once: the words of a card are left out because no signature is made twice alike.
  minted_cards: `SELECT site_id, immunization_id, generation, patient_key::text AS key, national_card_id,
    CASE WHEN generation > 1 THEN status_index END AS place`,
  card_status: 'SELECT list_id, status_index, status, site_id',
  feed_entries: 'SELECT site_id, feed_seq, subject, data',
}

async function picture(): Promise<Record<string, unknown[]>> {
  const shown: Record<string, unknown[]> = {}
  for (const [table, select] of Object.entries(tables))
    shown[table] = await hub.database.query(`SELECT * FROM (${select} FROM ${table}) t ORDER BY t::text`)
  return shown
}

/** A rebuild also signs the cards that nobody had signed when the first picture was taken. */
function withoutCards({ minted_cards: _, feed_entries: __, ...rest }: Record<string, unknown[]>) {
  return rest
}

function hash(shown: object): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex')
}
