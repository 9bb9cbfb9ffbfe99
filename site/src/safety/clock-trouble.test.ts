import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { visitById } from '../reads/visits.ts'
import { morning, openDay, openVial, vaccinate } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { clockTrouble } from './clock-trouble.ts'

const year = 366 * 86_400_000
const now = Date.parse('2021-08-05T03:00:00.000Z')

test('a clock behind its own log, or another than the hub’s, is wrong; some seconds are not', () => {
  const alone = { now, latestRecordAt: now - 60_000, hubAheadMs: null }
  assert.equal(clockTrouble(alone), null)
  assert.equal(clockTrouble({ ...alone, latestRecordAt: Number.NEGATIVE_INFINITY }), null)
  assert.equal(clockTrouble({ ...alone, latestRecordAt: now + 90_000 }), null)
  assert.deepEqual(clockTrouble({ ...alone, latestRecordAt: now + year }), {
    kind: 'went-back',
    minutesBehind: 366 * 1_440,
  })
  assert.deepEqual(clockTrouble({ ...alone, hubAheadMs: -year }), {
    kind: 'hub-differs',
    minutesBehind: -366 * 1_440,
  })
  assert.equal(
    clockTrouble({ now, latestRecordAt: now + year, hubAheadMs: 90_000 }),
    null,
    'the hub is believed',
  )
})

let site: SiteUnderTest
beforeAll(async () => {
  site = await SiteUnderTest.start(morning)
})
afterAll(() => site.end())

const clockOf = async () => (await site.ask('status')).safety!.clock
const wrongByAYear = { kind: 'went-back', minutesBehind: 366 * 1_440 }
const moveClock = (ms: number) => {
  site.now = new Date(site.now.getTime() + ms)
}
const someoneComes = (fullName: string) =>
  site.command('G-01', 'gate.admit', { holder: { fullName, birthDate: '1980-01-01' }, need: 'none' })

test('a clock that falls back a year after a dose is said, and keeps nobody in the chair or at the card desk', async () => {
  await openDay(site)
  const { visitId, immunizationId } = await vaccinate(site, 1, await openVial(site))
  assert.equal(await clockOf(), null)

  moveClock(-year)
  assert.deepEqual(await clockOf(), wrongByAYear)
  await site.command('O-01', 'observation.end', { visitId, outcome: 'well' })
  const { cardAdvice, waitSeconds } = visitById(site.running.site, visitId)!
  assert.deepEqual({ cardAdvice, waitSeconds }, { cardAdvice: 'issue-local', waitSeconds: 0 })
  const refused = await site.refusal('K-01', 'local-card.issue', { immunizationId })
  assert.notEqual(refused.error, 'no-outage-yet')
})

test('what is recorded by the wrong clock does not make it right, nor does a start; the right time does', async () => {
  assert.deepEqual(await clockOf(), wrongByAYear, 'after the observation that was ended by it')
  await site.running.stop()
  await site.up()
  assert.deepEqual(await clockOf(), wrongByAYear)
  moveClock(year)
  assert.equal(await clockOf(), null)
  await someoneComes('Tamu')
  assert.equal(await clockOf(), null)
})

test('after a clock that ran ahead the hub’s word ends the warning, and nothing else has to be done', async () => {
  const hour = 3_600_000
  moveClock(hour)
  await someoneComes('Tamu dari Depan')
  moveClock(-hour)
  const behind = { kind: 'went-back', minutesBehind: 60 }
  assert.deepEqual(await clockOf(), behind, 'nobody here knows which of the two was right')
  const { clock } = site.running.site.safety
  assert.equal(clock.view(1_000), null)
  assert.equal(clock.view(null), null, 'also when the hub is away again')
  assert.deepEqual(clock.view(-hour), { kind: 'hub-differs', minutesBehind: -60 })
})
