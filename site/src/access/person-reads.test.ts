import { afterEach, beforeEach, expect, test } from 'vitest'
import { certify } from '../testing/certified-site.ts'
import { morning, openDay, openVial, vaccinate } from '../testing/clinic-day.ts'
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
  const reads = listPersonReads(site.running.site.db)
  expect(reads.length).toBe(readsPerMinute + 1)
  expect(reads[0]).toMatchObject({ query: 'visit (refused)', subject: 'visit of one more' })
})

test('asking again for what was refused does not open it', () => {
  for (let index = 0; index < readsPerMinute; index += 1) look(`visit ${index}`)
  for (let tries = 0; tries < 3; tries += 1) expect(look('visit of one more')).toBe(false)
  // What is on the screen already may still be refreshed.
  expect(look('visit 1')).toBe(true)
})

test('the papers of cards are counted like every other look at a person', async () => {
  await certify(site)
  await openDay(site)
  const vialId = await openVial(site)
  const { immunizationId } = await vaccinate(site, 1, vialId)
  site.advance({ seconds: 31 })
  const issued = await site.command('K-01', 'local-card.issue', { immunizationId })
  const { cardId } = issued.event.data as { cardId: string }
  const paper = () => site.send('GET', `/v1/cards/${cardId}/paper.pdf`, undefined, 'K-01')
  for (let index = 0; index < readsPerMinute; index += 1) look(`visit ${index}`, site.now.toISOString())
  expect(await paper()).toMatchObject({ status: 429, body: { error: 'too-many-reads' } })
  site.advance({ seconds: 61 })
  expect((await paper()).status).toBe(200)
})

test('a minute later the desk works on', () => {
  for (let index = 0; index <= readsPerMinute; index += 1) look(`visit ${index}`)
  expect(look('visit of the next person', '2021-08-05T01:01:01.000Z')).toBe(true)
})

test('a screen that refreshes the same person is one look, not fifty', () => {
  for (let index = 0; index < 500; index += 1) expect(look('visit 1')).toBe(true)
  expect(listPersonReads(site.running.site.db)).toHaveLength(1)
})
