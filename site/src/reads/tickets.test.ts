import assert from 'node:assert/strict'
import type { TicketView } from '@sentra/contract'
import { afterAll, beforeAll, test } from 'vitest'
import { rows } from '../store/database.ts'
import { morning, openDay, openVial, vaccinate } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { findTicket, ticketById } from './tickets.ts'

let site: SiteUnderTest
let tickets: TicketView[]
const today = morning.slice(0, 10)
beforeAll(async () => {
  site = await SiteUnderTest.start(morning)
  await openDay(site)
  const vial = await openVial(site)
  for (let index = 0; index < 3; index += 1) await vaccinate(site, index, vial)
  const ids = rows<{ ticket_id: string }>(site.running.site.db, 'SELECT ticket_id FROM tickets')
  tickets = ids.map(({ ticket_id }) => ticketById(site.running.site.db, ticket_id)!)
})
afterAll(() => site.end())

test('each ticket is found by its code, by its number today, and by its number on a later day', () => {
  const { db } = site.running.site
  assert.equal(tickets.length, 3)
  for (const ticket of tickets) {
    assert.deepEqual(findTicket(db, { text: ` ${ticket.text}\n` }, today), ticket)
    assert.deepEqual(findTicket(db, { number: ticket.number.toLowerCase() }, today), ticket)
    assert.deepEqual(findTicket(db, { number: ticket.number }, '2099-01-01'), ticket)
    assert.deepEqual(findTicket(db, { number: ticket.number, validOn: ticket.validOn }, '2099-01-01'), ticket)
    assert.equal(findTicket(db, { number: ticket.number, validOn: '2099-01-01' }, today), null)
  }
})

test('a code with another signature is no ticket, although it names one', () => {
  const [{ text } = { text: '' }] = tickets
  const forged = `${text.slice(0, -4)}${text.slice(-4) === '0000' ? '1111' : '0000'}`
  assert.equal(findTicket(site.running.site.db, { text: forged }, today), null)
  assert.equal(findTicket(site.running.site.db, { text: 'no ticket at all' }, today), null)
})
