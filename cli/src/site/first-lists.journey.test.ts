import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { morning } from '../../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'

let folder: string
let hub: TestHub
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sentra-lists-'))
  writeFileSync(join(folder, 'clock'), morning)
  hub = await startTestHub({ SENTRA_SIMULATED_CLOCK: join(folder, 'clock') })
})
afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a site that has just enrolled has the status list of its own cards within seconds, not at its next round', async () => {
  const enrolmentCode = await hub.enrolmentCode()
  // The next round of errands would be ten minutes away.
  const slow = { probeMs: 50_000 }
  const site = await SiteUnderTest.start(morning, {
    siteId: 'krw-07',
    hubUrl: hub.url,
    enrolmentCode,
    ...slow,
  })
  try {
    const { status_list: list } = await eventually(
      async () =>
        site.running.site.db.prepare('SELECT status_list FROM device_certificates').get() as
          | { status_list: string }
          | undefined,
      'it is enrolled',
    )
    const { status } = await eventually(async () => {
      const answer = await site.send('GET', `/status/${list}.cwt`)
      return answer.status === 200 && answer
    }, 'the list is on the LAN')
    assert.equal(status, 200)
  } finally {
    await site.end()
  }
})
