import { afterEach, assert, beforeEach, test } from 'vitest'
import { certify } from '../../../site/src/testing/certified-site.ts'
import { morning, openDay, openVial, vaccinate } from '../../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'
import { tablesThatDiffer } from './compare-views.ts'

let site: SiteUnderTest
let immunizationId: string
beforeEach(async () => {
  site = await SiteUnderTest.start(morning)
  await certify(site)
  await openDay(site)
  ;({ immunizationId } = await vaccinate(site, 1, await openVial(site)))
  site.advance({ seconds: 31 })
  await site.command('K-01', 'local-card.issue', { immunizationId })
})
afterEach(() => site.end())

test('the tables of an honest site say what its log says', () => {
  assert.deepEqual(tablesThatDiffer(site.running.site.journal), [])
})

test('a card, a dose or an outage written into the file by hand is found, and stays for whoever must see it', () => {
  const { db, journal } = site.running.site
  db.prepare("UPDATE local_cards SET state = 'void'").run()
  assert.deepEqual(tablesThatDiffer(journal), ['local_cards'])
  db.prepare("UPDATE immunizations SET vaccinator = 'V-77'").run()
  db.prepare(
    "INSERT INTO outages (outage_id, target, since, cause, began_seq) VALUES ('o', 'hub', '2021-08-05T00:00:00.000Z', 'refused', 1)",
  ).run()
  assert.sameMembers(tablesThatDiffer(journal), ['local_cards', 'immunizations', 'outages'])
  const { state } = db.prepare('SELECT state FROM local_cards').get() as { state: string }
  assert.equal(state, 'void', 'the audit takes its own work back')
})
