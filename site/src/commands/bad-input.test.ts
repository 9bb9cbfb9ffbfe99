import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  admit,
  inject,
  morning,
  openDay,
  openVial,
  person,
  receive,
  register,
  screen,
  vaccinate,
} from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'

let site: SiteUnderTest
beforeEach(async () => {
  site = await SiteUnderTest.start(morning)
})
afterEach(() => site.end())

/** A refusal a person can act on: both languages, no placeholder left open, the field to mend. */
function expectWords(refusal: { message: { id: string; en: string } }): void {
  for (const words of [refusal.message.id, refusal.message.en]) {
    expect(words.length).toBeGreaterThan(20)
    expect(words).not.toMatch(/[{}…]|\[object/)
  }
}

describe('registration refuses what cannot be, by field, and keeps everything else', () => {
  const attempt = async (change: object) => {
    await openDay(site)
    const ticket = await admit(site, 1)
    return site.refusal('R-01', 'visit.register', {
      ticketId: ticket.ticketId,
      patient: { ...person(1), ...change },
      doseNumber: 1,
      identityChecked: 'KTP',
      acceptedWarnings: [],
    })
  }
  const withNik = (value: string) => attempt({ identifiers: [{ kind: 'NIK', value }] })

  test('a NIK with a day that does not exist', async () => {
    const refusal = await withNik('3215003208909907')
    expect(refusal).toMatchObject({ error: 'nik-date', status: 422 })
    expectWords(refusal)
  })
  test('a NIK with letters in it', async () => {
    const refusal = await withNik('32150A0508909909')
    expect(refusal).toMatchObject({ error: 'nik-length' })
    expectWords(refusal)
  })
  test('a birth date in the future', async () => {
    const refusal = await attempt({ birthDate: '2022-01-01', identifiers: [] })
    expect(refusal).toMatchObject({ error: 'birth-date-future' })
    expectWords(refusal)
  })
  test('its twin: the same person with a sound NIK is registered', async () => {
    await openDay(site)
    const ticket = await admit(site, 1)
    expect(await register(site, 1, ticket.ticketId)).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('tickets', () => {
  test('an unknown QR, and a ticket with one changed byte, are not tickets', async () => {
    await openDay(site)
    const ticket = await admit(site, 1)
    const changed = `${ticket.text.slice(0, 40)}${ticket.text[40] === 'A' ? 'B' : 'A'}${ticket.text.slice(41)}`
    for (const text of ['HTTPS://EXAMPLE', changed]) {
      const refusal = await site.refusal('G-01', 'ticket.check-in', { ticket: { text } })
      expect(refusal).toMatchObject({ error: 'unknown-qr', status: 404 })
      expectWords(refusal)
    }
    const found = await site.send('POST', '/v1/tickets/find', { ticket: { text: ticket.text } }, 'G-01')
    expect(found.status).toBe(200)
  })

  test('a ticket of tomorrow is no ticket of today, and says which day it is for', async () => {
    await openDay(site, { vials: 2, days: 2 })
    for (let index = 0; index < 10; index += 1) await admit(site, index)
    const tomorrow = await admit(site, 11)
    expect(tomorrow).toMatchObject({ kind: 'return', validOn: '2021-08-06', lane: 'return-ticket' })
    const refusal = await site.refusal('G-01', 'ticket.check-in', { ticket: { text: tomorrow.text } })
    expect(refusal).toMatchObject({ error: 'ticket-other-day' })
    expect(refusal.message.en).toContain('6 August 2021')
    expectWords(refusal)
  })

  test('a used ticket is used', async () => {
    await openDay(site)
    const vialId = await openVial(site)
    const { ticket } = await vaccinate(site, 1, vialId)
    const refusal = await site.refusal('G-01', 'ticket.check-in', { ticket: { text: ticket.text } })
    expect(refusal).toMatchObject({ error: 'ticket-used' })
    expectWords(refusal)
  })

  test('one person holds one ticket', async () => {
    await openDay(site)
    await admit(site, 1)
    const { fullName, birthDate } = person(1)
    const refusal = await site.refusal('G-01', 'gate.admit', {
      holder: { fullName, birthDate },
      need: 'none',
    })
    expect(refusal).toMatchObject({ error: 'ticket-already-held', details: { number: 'U-001' } })
    expectWords(refusal)
  })
})

describe('vials', () => {
  test('a lot is refused after its local expiration date', async () => {
    await openDay(site, { vials: 1 })
    await receive(site, { lotNumber: 'LAMA1', expirationDate: '2021-08-05', vials: 2 })
    const vialId = await openVial(site, 'LAMA1')
    await site.command('V-01', 'stock.close-vial', { vialId, reason: 'session-end' })
    await site.command('C-01', 'session.close', { localDate: '2021-08-05' })
    site.advance({ days: 1 })
    await site.newShift()
    await site.command('C-01', 'session.open', { localDate: '2021-08-06' })
    const refusal = await site.refusal('V-01', 'stock.open-vial', { lotNumber: 'LAMA1' })
    expect(refusal).toMatchObject({ error: 'lot-expired', field: 'lotNumber' })
    expectWords(refusal)
  })

  test('an eleventh dose from a ten-dose vial only when it is stated', async () => {
    await openDay(site)
    const vialId = await openVial(site)
    for (let index = 0; index < 10; index += 1) await vaccinate(site, index, vialId)
    const ticket = await admit(site, 11)
    const visitId = await register(site, 11, ticket.ticketId)
    await screen(site, visitId)
    const refusal = await site.refusal('V-01', 'immunization.record', {
      visitId,
      vialId,
      bodySite: 'LEFT_ARM',
    })
    expect(refusal).toMatchObject({ error: 'extra-dose-not-stated', field: 'extraDoseStated' })
    expectWords(refusal)
    const answer = await site.command('V-01', 'immunization.record', {
      visitId,
      vialId,
      bodySite: 'LEFT_ARM',
      extraDoseStated: true,
    })
    expect(answer.event.data).toMatchObject({ vialDose: 11, extraDose: true })
    expect((await site.ask('stock')).balanced).toBe(true)
  })

  test('a vial past its discard time gives no dose', async () => {
    await openDay(site)
    const vialId = await openVial(site)
    const ticket = await admit(site, 1)
    const visitId = await register(site, 1, ticket.ticketId)
    await screen(site, visitId)
    site.advance({ hours: 6, minutes: 1 })
    const refusal = await site.refusal('V-01', 'immunization.record', {
      visitId,
      vialId,
      bodySite: 'LEFT_ARM',
    })
    expect(refusal).toMatchObject({ error: 'discard-time-passed' })
    expectWords(refusal)
  })
})

describe('doses and cards', () => {
  test('no card for a person without a dose', async () => {
    await openDay(site)
    const refusal = await site.refusal('K-01', 'local-card.issue', { immunizationId: v7() })
    expect(refusal).toMatchObject({ error: 'no-recorded-dose' })
    expectWords(refusal)
  })

  test('a second dose 1 is refused at registration, and at the needle when registered twice', async () => {
    await openDay(site)
    const vialId = await openVial(site)
    // The same person with two tickets: the gate had only the name.
    const { fullName } = person(1)
    const tickets: string[] = []
    for (let index = 0; index < 3; index += 1) {
      const answer = await site.command('G-01', 'gate.admit', { holder: { fullName }, need: 'none' })
      tickets.push((answer.event.data as { ticketId: string }).ticketId)
    }
    const first = await register(site, 1, tickets[0]!)
    const second = await register(site, 1, tickets[1]!)
    await screen(site, first)
    await screen(site, second)
    await inject(site, first, vialId)
    const atTheNeedle = await site.refusal('V-01', 'immunization.record', {
      visitId: second,
      vialId,
      bodySite: 'LEFT_ARM',
    })
    expect(atTheNeedle).toMatchObject({ error: 'second-first-dose' })
    const atRegistration = await site.refusal('R-01', 'visit.register', {
      ticketId: tickets[2]!,
      patient: person(1),
      doseNumber: 1,
      identityChecked: 'KTP',
      acceptedWarnings: [],
    })
    expect(atRegistration).toMatchObject({ error: 'second-first-dose', field: 'doseNumber' })
    expectWords(atRegistration)
  })

  test('the vaccinator of a dose cannot issue its card, whatever roles they have', async () => {
    await openDay(site)
    const vialId = await openVial(site)
    const ticket = await admit(site, 1)
    const visitId = await register(site, 1, ticket.ticketId)
    await screen(site, visitId)
    const immunizationId = await inject(site, visitId, vialId, 'VK-01')
    const refusal = await site.refusal('VK-01', 'local-card.issue', { immunizationId })
    expect(refusal).toMatchObject({ error: 'same-person' })
    expectWords(refusal)
  })
})

describe('commands', () => {
  test('a command sent twice is one fact, and answers as the first did', async () => {
    await openDay(site)
    const commandId = v7()
    const data = { holder: { fullName: 'Warga Contoh' }, need: 'none' as const }
    const first = await site.command('G-01', 'gate.admit', data, commandId)
    const again = await site.command('G-01', 'gate.admit', data, commandId)
    expect(first.outcome).toBe('recorded')
    expect(again.outcome).toBe('duplicate')
    expect(again.event).toEqual(first.event)
    expect((await site.ask('status')).today.liveTickets).toBe(1)
  })

  test('the same command id for something else is refused', async () => {
    await openDay(site)
    const commandId = v7()
    await site.command(
      'G-01',
      'gate.admit',
      { holder: { fullName: 'Warga Contoh' }, need: 'none' },
      commandId,
    )
    const refusal = await site.refusal(
      'G-01',
      'gate.admit',
      { holder: { fullName: 'Orang Lain' }, need: 'none' },
      commandId,
    )
    expect(refusal).toMatchObject({ error: 'command-id-reused', status: 409 })
    expectWords(refusal)
  })

  test('a missing field is named', async () => {
    const refusal = await site.refusal('G-01', 'gate.admit', { need: 'none' })
    expect(refusal).toMatchObject({ error: 'invalid-input', field: 'holder', status: 400 })
    expectWords(refusal)
  })

  test('a role does what is its own and nothing else; nobody signed in does nothing', async () => {
    expect(await site.refusal('G-01', 'immunization.record', {})).toMatchObject({ status: 400 })
    const asGate = await site.refusal('G-01', 'local-card.issue', { immunizationId: v7() })
    expect(asGate).toMatchObject({ error: 'role-not-allowed', status: 403 })
    expectWords(asGate)
    const anonymous = await site.send('POST', '/v1/commands/local-card.issue', {
      commandId: v7(),
      data: { immunizationId: v7() },
    })
    expect(anonymous).toMatchObject({ status: 401, body: { error: 'not-signed-in' } })
  })
})

describe('what never reached a rule is refused in whole words too', () => {
  const sent = (payload: string, type: string) =>
    site.running.server.inject({
      method: 'POST',
      url: '/v1/commands/gate.admit',
      headers: { authorization: `Bearer ${site.tokenOf('G-01')}`, 'content-type': type },
      payload,
    })
  test.each([
    ['too long', 413, 'body-too-large', JSON.stringify({ data: 'x'.repeat(70_000) }), 'application/json'],
    ['of another kind', 415, 'request-unreadable', '<admit/>', 'application/xml'],
    ['broken off', 400, 'request-unreadable', '{"commandId":', 'application/json'],
  ])('a request that is %s: %i', async (_, status, name, payload, type) => {
    const answer = await sent(payload, type)
    const body = answer.json() as { error: string; message: { id: string; en: string } }
    expect([answer.statusCode, body.error]).toEqual([status, name])
    expectWords(body)
  })

  test('signing in too often says how long to wait', async () => {
    let last = await site.send('POST', '/v1/sign-in', { staffId: 'X-99', pin: '000000' })
    for (let tries = 0; tries < 100 && last.status !== 429; tries += 1)
      last = await site.send('POST', '/v1/sign-in', { staffId: `X-${tries}`, pin: '000000' })
    const body = last.body as { error: string; message: { id: string; en: string } }
    expect(body.error).toBe('too-many-requests')
    expectWords(body)
    expect(body.message.en).toMatch(/in \d+ seconds/)
  })
})

describe('a thing shown at the wrong desk says what it is', () => {
  test('a card at the gate goes to the card desk; a strange QR is only strange', async () => {
    const shown = (text: string) => site.refusal('G-01', 'ticket.check-in', { ticket: { text } })
    await openDay(site)
    const card = await shown('HC1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3')
    expect(card).toMatchObject({ error: 'card-shown-for-ticket', field: 'ticket' })
    expect(card.message.id).toMatch(/kartu vaksin, bukan tiket.*meja kartu/)
    expect(await shown('https://example.org')).toMatchObject({ error: 'unknown-qr' })
  })

  test('a vial of a lot nobody booked names that lot', async () => {
    await openDay(site)
    const refusal = await site.refusal('V-01', 'stock.open-vial', { lotNumber: 'TAKADA7' })
    expect(refusal).toMatchObject({ error: 'unknown-lot', field: 'lotNumber' })
    expect(refusal.message.id).toMatch(/TAKADA7/)
    expectWords(refusal)
  })
})
