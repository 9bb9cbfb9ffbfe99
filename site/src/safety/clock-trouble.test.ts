import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { visitById } from '../reads/visits.ts'
import { morning, openDay, openVial, vaccinate } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { clockTrouble } from './clock-trouble.ts'

const year = 366 * 86_400_000
const now = Date.parse('2021-08-05T03:00:00.000Z')

test('a clock behind its own log, or another than the hub’s, is wrong; some seconds are not', () => {
  const well = { now, newestFactAt: now - 60_000, hubAheadMs: 0 }
  assert.equal(clockTrouble(well), null)
  assert.equal(clockTrouble({ ...well, newestFactAt: null, hubAheadMs: null }), null)
  assert.equal(clockTrouble({ ...well, newestFactAt: now + 90_000, hubAheadMs: -90_000 }), null)
  assert.deepEqual(clockTrouble({ ...well, newestFactAt: now + year }), {
    kind: 'went-back',
    minutesBehind: 366 * 1_440,
  })
  assert.deepEqual(clockTrouble({ ...well, hubAheadMs: -year }), {
    kind: 'hub-differs',
    minutesBehind: -366 * 1_440,
  })
})

let site: SiteUnderTest
beforeAll(async () => {
  site = await SiteUnderTest.start(morning)
})
afterAll(() => site.end())

test('a clock that falls back a year after a dose is said, and keeps nobody in the chair or at the card desk', async () => {
  await openDay(site)
  const { visitId, immunizationId } = await vaccinate(site, 1, await openVial(site))
  assert.equal((await site.ask('status')).safety!.clock, null)

  const moveClock = (ms: number) => {
    site.now = new Date(site.now.getTime() + ms)
  }
  moveClock(-year)
  assert.deepEqual((await site.ask('status')).safety!.clock, {
    kind: 'went-back',
    minutesBehind: 366 * 1_440,
  })
  await site.command('O-01', 'observation.end', { visitId, outcome: 'well' })
  const { cardAdvice, waitSeconds } = visitById(site.running.site, visitId)!
  assert.deepEqual({ cardAdvice, waitSeconds }, { cardAdvice: 'issue-local', waitSeconds: 0 })
  const refused = await site.refusal('K-01', 'local-card.issue', { immunizationId })
  assert.notEqual(refused.error, 'no-outage-yet')

  moveClock(year)
  await site.command('G-01', 'gate.admit', {
    holder: { fullName: 'Tamu', birthDate: '1980-01-01' },
    need: 'none',
  })
  assert.equal((await site.ask('status')).safety!.clock, null, 'a new record by the right clock')
})
