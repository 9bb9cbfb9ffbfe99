import type { Patient } from '@sentra/contract'
import { pino } from 'pino'
import { v7 as uuid } from 'uuid'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { type HubIdentity, openHubIdentity } from '../issue/hub-identity.ts'
import { keysPassphrase } from '../issue/passphrase.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../postgres/index.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { migrate } from '../store/migrate.ts'
import { doseWithLocalCard } from '../testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'
import { startProjector } from './projector.ts'
import { resetRegistry } from './rebuild-registry.ts'

let hub: TestHub
let postgres: EmbeddedPostgres
let database: Database
let identity: HubIdentity

beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(async () => {
  await database?.close()
  await postgres?.stop()
  await hub.stop()
})

test('views that are thrown away come back the same, and nobody gets a second card', async () => {
  const people = testPatients(13, 30)
  for (const siteId of ['krw-01', 'krw-02']) {
    const site = new TestSite({ siteId, url: hub.url, now: () => new Date() })
    await site.enrol(await hub.enrolmentCode())
    for (const person of people.slice(0, siteId === 'krw-01' ? 30 : 3)) site.dose(person)
    assert.equal((await site.put()).status, 200)
    const done = () =>
      hub.query('SELECT 1 FROM projection_cursors WHERE site_id = $1 AND seq = $2', [
        siteId,
        site.lines.length,
      ])
    await eventually(async () => (await done()).length === 1, `${siteId} is projected`)
  }
  await exchangesAndCorrections(people[5]!, people[6]!)
  await hub.process.stop()

  postgres = await startEmbeddedPostgres({ dataDir: `${hub.dataDir}/postgres` })
  database = openDatabase(postgres.connectionString)
  await migrate(database, new Date())
  identity = await openHubIdentity(database, hub.dataDir, new Date(), {
    passphrase: keysPassphrase(hub.dataDir, {}).text,
  })
  const before = await picture()
  await resetRegistry(database)
  assert.deepEqual(await database.query('SELECT 1 FROM doses'), [])
  const projector = startProjector(database, identity, systemClock, pino({ level: 'silent' }))
  await eventually(
    async () =>
      (await database.query('SELECT 1 FROM projection_cursors WHERE seq IN (30, 3, 5)')).length === 3,
    'the registry is built again',
  )
  await projector.stop()
  assert.deepEqual(await picture(), before)
})

/** A card exchanged at another site before its own desk did it again, and a name put right: a card of the second generation. */
async function exchangesAndCorrections(exchanged: Patient, corrected: Patient): Promise<void> {
  const site = new TestSite({ siteId: 'krw-03', url: hub.url, now: () => new Date() })
  await site.enrol(await hub.enrolmentCode())
  const { issued, text } = await doseWithLocalCard(site, {
    ...exchanged,
    fullName: 'Seorang Lain',
    identifiers: [],
  })
  const wrong = site.dose({ ...corrected, fullName: 'Nama Kelitu', identifiers: [] })
  const patient = { ...wrong.data.patient, fullName: 'Nama Keliru' }
  const sync = async (from: number) => {
    assert.equal((await site.put(from)).status, 200)
    const done = () =>
      hub.query("SELECT 1 FROM projection_cursors WHERE site_id = 'krw-03' AND seq = $1", [site.lines.length])
    await eventually(async () => (await done()).length === 1, 'krw-03 is projected')
  }
  await sync(1)
  const granted = await site.call<{ nationalCardId: string }>(
    'POST',
    '/exchanges',
    Buffer.from(JSON.stringify({ exchangeId: uuid(), localCardText: text })),
    { 'content-type': 'application/json' },
  )
  assert.equal(granted.status, 200)
  const { cardId: localCardId, immunizationId, visitId } = issued
  const { nationalCardId } = granted.body
  site.append('card.exchanged', {
    localCardId,
    nationalCardId,
    immunizationId,
    visitId,
    paperWithdrawn: true,
  })
  site.append('patient.corrected', { visitId: wrong.data.visitId, patient, reason: 'typing error' })
  await sync(site.lines.length - 1)
}

/** Everything but when a row was written. */
async function picture() {
  const tables = {
    doses: 'SELECT * FROM doses ORDER BY site_id, seq',
    patients:
      'SELECT patient_key::text AS key, full_name, birth_date, sex FROM patients ORDER BY patient_key',
    local: 'SELECT site_id, card_id, state FROM cards_local ORDER BY card_id',
    national: 'SELECT * FROM cards_national ORDER BY national_card_id',
    minted: 'SELECT site_id, immunization_id, text FROM minted_cards ORDER BY immunization_id',
    feed: 'SELECT site_id, feed_seq, subject FROM feed_entries ORDER BY site_id, feed_seq',
    cases: 'SELECT case_id FROM cases ORDER BY case_id',
    lists: 'SELECT list_id, next_index FROM status_lists ORDER BY list_id',
  }
  const rows = await Promise.all(
    Object.values(tables).map((sql) => database.query(sql.replace('SELECT * FROM doses', dosesColumns))),
  )
  return Object.fromEntries(Object.keys(tables).map((name, index) => [name, rows[index]]))
}

const dosesColumns =
  'SELECT site_id, seq, immunization_id, patient_key::text, dose_number, vial_id, repeated FROM doses'
