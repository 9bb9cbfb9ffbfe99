import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { QueryAnswer } from '@sentra/contract'
import { commandHash } from '@sentra/journal'
import { v7 } from 'uuid'
import { afterAll, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { morning, openDay, openVial, vaccinate } from '../../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'

let folder: string
let hub: TestHub
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-poison-'))
  writeFileSync(join(folder, 'clock'), morning)
  hub = await startTestHub({ SENTRA_SIMULATED_CLOCK: join(folder, 'clock') })
})
afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a record the hub cannot read is shown with its reason at the site and at the hub, and the doses behind it get their cards', async () => {
  const site = await SiteUnderTest.start(morning, {
    siteId: 'krw-08',
    hubUrl: hub.url,
    enrolmentCode: await hub.enrolmentCode(),
  })
  try {
    await openDay(site)
    const { journal } = site.running.site
    const eventId = v7()
    // As a defect of some build would write it: the site's views take it, the contract does not.
    const data = { staffId: 'no such code!' }
    const written = await journal.submit({
      eventId,
      commandHash: commandHash(data),
      actor: 'C-01',
      device: 'desk-1',
      decide: () => ({ type: 'staff.retired', data }),
    })
    assert.equal(written.kind, 'recorded')
    const { immunizationId } = await vaccinate(site, 1, await openVial(site))

    const card = await eventually(
      async () =>
        site.running.site.db
          .prepare('SELECT text FROM national_cards WHERE immunization_id = ?')
          .get(immunizationId),
      'the dose behind it has its national card at the site',
    )
    assert.ok(card)
    await eventually(async () => site.running.site.link.view().waiting === 0, 'everything is receipted')

    const { body } = await site.send('GET', '/v1/set-aside', undefined, 'C-01')
    const { records } = body as QueryAnswer<'setAside'>
    assert.equal(records.length, 1)
    assert.equal(records[0]!.eventId, eventId)
    assert.match(records[0]!.reason, /^data\.staffId does not fit staff\.retired/)
    assert.ok(!records[0]!.reason.includes('no such code'), 'the reason repeats no value')
    const cases = await hub.query<{ event_id: string; site_id: string }>(
      "SELECT event_id, site_id FROM cases WHERE kind = 'refused-record'",
    )
    assert.deepEqual(cases, [{ event_id: eventId, site_id: 'krw-08' }])

    await site.restart()
    await vaccinate(site, 2, await openVial(site))
    await eventually(
      async () => site.running.site.link.view().waiting === 0,
      'and it blocks nothing after a restart',
    )
  } finally {
    await site.end()
  }
})
