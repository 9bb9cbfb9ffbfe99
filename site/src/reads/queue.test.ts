import { afterEach, beforeEach, expect, test } from 'vitest'
import { admit, morning, openDay, register } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'

let site: SiteUnderTest
beforeEach(async () => {
  site = await SiteUnderTest.start(morning)
  await openDay(site)
})
afterEach(() => site.end())

const calls = async () =>
  (await site.ask('queue')).called.map(({ number, stage, movedOn }) => [number, stage, movedOn])

test('a call is open until the person was served there', async () => {
  const ticket = await admit(site, 1)
  await site.command('R-01', 'queue.call-next', { stage: 'registration', desk: 'Meja 1' })
  expect(await calls()).toEqual([[ticket.number, 'registration', false]])
  await register(site, 1, ticket.ticketId)
  expect(await calls()).toEqual([[ticket.number, 'registration', true]])
  await site.command('S-01', 'queue.call-next', { stage: 'screening', desk: 'Meja 2' })
  expect(await calls()).toEqual([
    [ticket.number, 'screening', false],
    [ticket.number, 'registration', true],
  ])
})

test('who did not come waits again, and the call is over', async () => {
  const ticket = await admit(site, 1)
  await site.command('R-01', 'queue.call-next', { stage: 'registration', desk: 'Meja 1' })
  await site.command('R-01', 'queue.miss', { ticketId: ticket.ticketId, stage: 'registration' })
  expect(await calls()).toEqual([[ticket.number, 'registration', true]])
})
