import { type Journal, JournalOverloadedError } from '@sentra/journal'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openOutages } from '../reads/outages.ts'
import { certify } from '../testing/certified-site.ts'
import { morning, openDay, openVial, vaccinate } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { OutageRecorder } from './outage-recorder.ts'

let site: SiteUnderTest
let refusing = false
beforeEach(async () => {
  site = await SiteUnderTest.start(morning)
  refusing = false
})
afterEach(() => site.end())

/** The site's own journal, which says "later" while `refusing`. */
function recorder(): OutageRecorder {
  const { journal, db } = site.running.site
  const moody = new Proxy(journal, {
    get: (target, name) => {
      if (name === 'submit' && refusing) return () => Promise.reject(new JournalOverloadedError('later'))
      const value = Reflect.get(target, name, target) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return new OutageRecorder(moody as Journal, db)
}

const at = (second: number) => `2021-08-05T01:00:${String(second).padStart(2, '0')}.000Z`
const failed = (second: number) => ({ at: at(second), outcome: 'unreachable', latencyMs: 5 }) as const
const answered = (second: number) => ({ at: at(second), outcome: 'ok', latencyMs: 5 }) as const

test('an outage that the journal would not take is written at the next try, with the time it began', async () => {
  const outages = recorder()
  await outages.observe(failed(1))
  refusing = true
  await expect(outages.observe(failed(2))).rejects.toThrow('later')
  await expect(outages.observe(failed(3))).rejects.toThrow('later')
  expect(openOutages(site.running.site.db)).toEqual([])
  refusing = false
  await outages.observe(failed(4))
  await outages.observe(failed(5))
  expect(openOutages(site.running.site.db)).toMatchObject([{ since: at(1), cause: 'unreachable' }])
})

test('and its end as well; a whole outage that was not taken comes as begin and end', async () => {
  const outages = recorder()
  await outages.observe(failed(1))
  await outages.observe(failed(2))
  await outages.observe(answered(3))
  refusing = true
  await expect(outages.observe(answered(4))).rejects.toThrow('later')
  refusing = false
  await outages.observe(answered(5))
  await openDay(site)
  refusing = true
  await outages.observe(failed(11))
  await expect(outages.observe(failed(12))).rejects.toThrow('later')
  await expect(outages.observe(answered(13))).rejects.toThrow('later')
  await expect(outages.observe(answered(14))).rejects.toThrow('later')
  refusing = false
  await outages.observe(answered(15))
  const { outages: told } = await site.ask('outages')
  expect(told.map(({ since, until }) => [since, until])).toEqual([
    [at(11), at(13)],
    [at(1), at(3)],
  ])
})

test('a local card made after it names the outage, not a wait', async () => {
  await openDay(site)
  await certify(site)
  const outages = recorder()
  await outages.observe(failed(1))
  refusing = true
  await outages.observe(failed(2)).catch(() => undefined)
  refusing = false
  const { immunizationId } = await vaccinate(site, 1, await openVial(site))
  const card = () => site.refusal('K-01', 'local-card.issue', { immunizationId })
  expect((await card()).error).toBe('no-outage-yet')
  await outages.observe(failed(3))
  const { event } = await site.command('K-01', 'local-card.issue', { immunizationId })
  expect(event.data).toMatchObject({ cause: { kind: 'outage' } })
})
