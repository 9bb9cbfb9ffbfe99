import { isRefused, openTrustBundle, verifyCard } from '@sentra/card'
import { generateKeyPem, signerFromPem, signTrustBundle, trustedKey } from '@sentra/card/issue'
import { commandNames } from '@sentra/contract'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listRefusals } from '../access/refusal-counts.ts'
import { certify } from '../testing/certified-site.ts'
import {
  admit,
  inject,
  morning,
  openDay,
  openVial,
  register,
  screen,
  vaccinate,
} from '../testing/clinic-day.ts'
import { dishonestTries, type Try } from '../testing/dishonest-tries.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'

/**
 * Somebody at the centre wants to sell cards, and tries every door: the API in every role and form, the
 * database file with its key in hand, the pages. The tries are one list, so that a new idea is one line. The
 * twin is at the end: the honest way to the same card, at the same site, works.
 */
let site: SiteUnderTest
let siteCa: Awaited<ReturnType<typeof certify>>['siteCa']
let vialId: string
let dosed: Awaited<ReturnType<typeof vaccinate>>
let undosed: { ticketId: string; visitId: string }
let ownDose: string
let expiredToken: string
let retiredToken: string

beforeAll(async () => {
  site = await SiteUnderTest.start(morning)
  ;({ siteCa } = await certify(site))
  expiredToken = site.tokenOf('K-01')
  await openDay(site)
  site.advance({ hours: 12, minutes: 1 })
  await site.newShift()
  site.now = new Date(Date.parse(morning) + 24 * 3_600_000)
  await site.newShift()
  await site.command('C-01', 'session.close', { localDate: '2021-08-05' }).catch(() => undefined)
  await site.command('C-01', 'session.open', { localDate: '2021-08-06' })
  const { pin } = await site.command('A-01', 'staff.enrol', {
    staffId: 'K-09',
    displayName: 'Petugas pergi',
    roles: ['card-clerk'],
  })
  await site.signIn('K-09', pin!)
  retiredToken = site.tokenOf('K-09')
  await site.command('A-01', 'staff.retire', { staffId: 'K-09' })

  vialId = await openVial(site)
  const ticket = await admit(site, 2)
  const visitId = await register(site, 2, ticket.ticketId)
  await screen(site, visitId)
  undosed = { ticketId: ticket.ticketId, visitId }
  const ownTicket = await admit(site, 3)
  const ownVisit = await register(site, 3, ownTicket.ticketId)
  await screen(site, ownVisit)
  ownDose = await inject(site, ownVisit, vialId, 'VK-01')
  dosed = await vaccinate(site, 1, vialId)
})
afterAll(() => site.end())

const cards = () =>
  (site.running.site.db.prepare('SELECT count(*) AS n FROM local_cards').get() as { n: number }).n
const cardEvents = () =>
  site.running.site.journal
    .read(1, 10_000)
    .filter(({ type }) => /card\.(issued|exchanged|collected)/.test(type))

/** Sends it exactly as written. Answers with the status. */
async function attempt(one: Try): Promise<number> {
  const token = one.token ?? (one.as === undefined ? undefined : site.tokenOf(one.as))
  const response = await site.running.server.inject({
    method: 'POST',
    url: `/v1/commands/${one.command ?? 'local-card.issue'}`,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...one.headers,
    },
    payload: JSON.stringify(
      one.body ?? { commandId: v7(), data: one.data ?? { immunizationId: dosed.immunizationId } },
    ),
  })
  return response.statusCode
}

describe('a clerk who wants to sell cards', () => {
  test('tries more than fifty ways through the API, and gets no card', async () => {
    const tries = dishonestTries(site, { dosed, undosed, ownDose, vialId, expiredToken, retiredToken })
    const before = cardEvents().length
    for (const one of tries) {
      const status = await attempt(one)
      expect(status, one.way).toBeGreaterThanOrEqual(400)
      expect(status, one.way).toBeLessThan(500)
    }
    expect(tries.length).toBeGreaterThanOrEqual(50)
    expect(cards()).toBe(0)
    expect(cardEvents().length).toBe(before)
    // Each try at a command that exists is counted, by whom and for what; none became an event.
    const known = tries.filter(({ command = 'local-card.issue' }) =>
      (commandNames as string[]).includes(command),
    )
    const counted = listRefusals(site.running.site.db).reduce((sum, { times }) => sum + times, 0)
    expect(counted).toBeGreaterThanOrEqual(known.length)
    const seen = await site.send('GET', '/v1/audit/refusals', undefined, 'P-01')
    expect(seen.status).toBe(200)
    expect(JSON.stringify(seen.body)).toContain('same-person')
  })

  test('finds no card behind the pages either', async () => {
    const pages = [
      `/v1/cards/${dosed.immunizationId}/paper.pdf`,
      `/v1/cards/${v7()}/paper.pdf`,
      '/v1/commands/local-card.issue',
      '/v1/local-cards',
      `/v1/cards/${encodeURIComponent('../../keys/device-key.pem')}/paper.pdf`,
      '/keys/device-key.pem',
      '/../keys/device-key.pem',
    ]
    for (const page of pages)
      expect((await site.send('GET', page, undefined, 'K-01')).status, page).toBeGreaterThanOrEqual(400)
    expect(
      (await site.send('POST', '/v1/cards/find', { text: `HC1:${'A'.repeat(40)}` }, 'K-01')).status,
    ).toBe(404)
    expect(cards()).toBe(0)
  })

  test('opens the database file with its key: a table that lies makes no card, and the audit says which', async () => {
    const { db, journal } = site.running.site
    const insert = (cardId: string, immunizationId: string, index: number, text: string) =>
      db
        .prepare(
          `INSERT INTO local_cards (card_id, seq, immunization_id, visit_id, serial, status_list, status_index,
             device_certificate_id, expires_on, cause, text, issued_at, issuer, state)
           VALUES (?, 9999, ?, ?, ?, 'id-krw-2021-08', ?, 'x', '2021-12-31', '{"kind":"outage"}', ?, ?, 'K-01', 'live')`,
        )
        .run(cardId, immunizationId, dosed.visitId, `S-${cardId}`, index, text, site.now.toISOString())
    const fails = (way: string, run: () => unknown) => expect(run, way).toThrow()

    fails('a card for a dose that is none', () => insert(v7(), v7(), 3000, 'HC1:ONE'))
    insert('forged', dosed.immunizationId, 3000, 'HC1:FORGED')
    fails('a second live card for the dose', () => insert(v7(), dosed.immunizationId, 3001, 'HC1:TWO'))
    fails('a place of the list twice', () => insert(v7(), ownDose, 3000, 'HC1:THREE'))
    fails('an event changed', () => db.prepare("UPDATE journal_event SET body = '{}' WHERE seq = 1").run())
    fails('an event removed', () => db.prepare('DELETE FROM journal_event WHERE seq = 1').run())

    // The row is there; the text it carries is nobody's signature.
    const trust = await trustOfThisSite()
    const forged = await verifyCard('HC1:FORGED', { trust, statusLists: new Map(), now: site.now })
    expect(forged.kind).toBe('not-genuine')
    db.prepare("DELETE FROM local_cards WHERE card_id = 'forged'").run()

    // Rows that would open the door, if the door asked them.
    const tries: [string, () => unknown, string][] = [
      [
        'the dose moved back an hour',
        () => db.prepare("UPDATE immunizations SET at = '2021-08-05T00:00:00.000Z'").run(),
        dosed.immunizationId,
      ],
      [
        'an outage written by hand',
        () =>
          db
            .prepare(
              "INSERT INTO outages (outage_id, target, since, cause, began_seq) VALUES (?, 'hub', ?, 'refused', 1)",
            )
            .run(v7(), site.now.toISOString()),
        dosed.immunizationId,
      ],
      [
        'another vaccinator for one’s own injection',
        () =>
          db.prepare("UPDATE immunizations SET vaccinator = 'V-01' WHERE immunization_id = ?").run(ownDose),
        ownDose,
      ],
    ]
    for (const [way, edit, immunizationId] of tries) {
      edit()
      const as = immunizationId === ownDose ? 'VK-01' : 'K-01'
      expect(await attempt({ way, as, data: { immunizationId } }), way).toBe(422)
    }
    expect(cards()).toBe(0)
    // The tables do not say what the log says; rebuilt from the log they do again (sentra audit verify, site rebuild).
    const lying = db.prepare('SELECT vaccinator FROM immunizations WHERE immunization_id = ?').get(ownDose)
    expect(lying).toEqual({ vaccinator: 'V-01' })
    expect(journal.verifyAll().sound).toBe(true)
  })

  test('and its twin: the honest way gives exactly one card, which a stranger accepts', async () => {
    await site.restart()
    const honest = await vaccinate(site, 5, vialId)
    site.advance({ seconds: 31 })
    const issued = await site.command('K-01', 'local-card.issue', { immunizationId: honest.immunizationId })
    expect(cardEvents()).toHaveLength(1)
    const { text } = issued.event.data as { text: string }
    const verdict = await verifyCard(text, {
      trust: await trustOfThisSite(),
      statusLists: new Map(),
      now: site.now,
    })
    expect(verdict.kind).toBe('valid-local')
  })

  test('on one device for both steps there is no card, however long one waits', async () => {
    const ticket = await admit(site, 6)
    const visitId = await register(site, 6, ticket.ticketId)
    await screen(site, visitId)
    const cookie = await deviceCookie('V-01')
    await attempt({
      way: 'inject on the shared tablet',
      token: cookie.token,
      command: 'immunization.record',
      data: { visitId, vialId, bodySite: 'LEFT_ARM' },
    })
    const visit = (await site.send('GET', `/v1/visits/${visitId}`, undefined, 'K-01')).body as {
      immunization: { immunizationId: string }
    }
    site.advance({ minutes: 5 })
    const sameTablet = await deviceCookie('K-01', cookie.cookie)
    const { immunizationId } = visit.immunization
    const before = cards()
    expect(await attempt({ way: 'the same tablet', token: sameTablet.token, data: { immunizationId } })).toBe(
      422,
    )
    expect(cards()).toBe(before)
    // Its twin: another tablet.
    expect(await attempt({ way: 'another tablet', as: 'K-01', data: { immunizationId } })).toBe(200)
  })
})

/** Signs in as a browser that keeps its cookies. */
async function deviceCookie(staffId: string, cookie?: string) {
  const response = await site.running.server.inject({
    method: 'POST',
    url: '/v1/sign-in',
    headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    payload: JSON.stringify({ staffId, pin: site.pinOf(staffId) }),
  })
  const device = response.cookies.find(({ name }) => name.endsWith('sentra_device'))
  return {
    token: (response.json() as { token: string }).token,
    cookie: device ? `${device.name}=${device.value}` : (cookie ?? ''),
  }
}

async function trustOfThisSite() {
  const root = signerFromPem(generateKeyPem())
  const bundle = signTrustBundle(
    {
      counter: 1,
      issuedAt: '2021-08-01T00:00:00.000Z',
      expiresAt: '2021-12-01T00:00:00.000Z',
      siteCas: [trustedKey(siteCa, new Date('2021-01-01'), new Date('2022-01-01'))],
      documentSigners: [],
      statusSigners: [],
      deniedDevices: [],
    },
    root,
  )
  const trust = await openTrustBundle(bundle, root.publicKey)
  if (isRefused(trust)) throw new Error(trust.refused)
  return trust
}
