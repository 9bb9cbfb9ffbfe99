import { afterEach, beforeEach, expect, test } from 'vitest'
import { morning } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { listPersonReads, readsPerMinute, recordPersonRead } from './person-reads.ts'

let site: SiteUnderTest
beforeEach(async () => {
  site = await SiteUnderTest.start(morning)
})
afterEach(() => site.end())

const look = (subject: string, at = morning) =>
  recordPersonRead(site.running.site.db, { at, staffId: 'K-01', device: 'd-1', query: 'visit', subject })

test('a reader who goes through people one by one is stopped, and the tries are on record', () => {
  for (let index = 0; index < readsPerMinute; index += 1) expect(look(`visit ${index}`)).toBe(true)
  expect(look('visit of one more')).toBe(false)
  expect(listPersonReads(site.running.site.db).length).toBe(readsPerMinute + 1)
})

test('a minute later the desk works on', () => {
  for (let index = 0; index <= readsPerMinute; index += 1) look(`visit ${index}`)
  expect(look('visit of the next person', '2021-08-05T01:01:01.000Z')).toBe(true)
})

test('a screen that refreshes the same person is one look, not fifty', () => {
  for (let index = 0; index < 500; index += 1) expect(look('visit 1')).toBe(true)
  expect(listPersonReads(site.running.site.db)).toHaveLength(1)
})
