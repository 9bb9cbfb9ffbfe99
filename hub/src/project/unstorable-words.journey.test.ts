import { createPublicKey } from 'node:crypto'
import { publicKeyOf } from '@sentra/card/issue'
import { formatVkey } from '@sentra/journal'
import { v7 as uuid } from 'uuid'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { doseWithLocalCard } from '../testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'

/**
 * JSON may name a character zero or half a letter; a database keeps neither as text. A journal is kept as it came, so
 * such words are in it: nobody else waits for them.
 */
const zero = 'a \0 in it'
const half = 'half a letter \ud83d'
let hub: TestHub
let site: TestSite
const now = () => new Date()
const people = testPatients(73, 24)
let nextPerson = 0
const somebody = () => people[nextPerson++]!

beforeAll(async () => {
  hub = await startTestHub()
  site = new TestSite({ siteId: 'krw-01', url: hub.url, now })
  assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
})
afterAll(() => hub.stop())

async function taken(from: number): Promise<void> {
  const { status, body } = await site.put(from)
  assert.equal(status, 200, JSON.stringify(body))
  assert.isTrue(body.outcomes.every(({ outcome }) => outcome === 'accepted'))
  await eventually(async () => {
    const [row] = await hub.query<{ seq: string }>('SELECT seq FROM projection_cursors')
    return Number(row?.seq) === site.lines.length
  }, 'the views and cards')
}

const page = async <Body>(path: string): Promise<Body> => {
  const response = await fetch(`${hub.url}/v1/console${path}`, {
    headers: { authorization: `Bearer ${await hub.signIn()}` },
  })
  assert.equal(response.status, 200, path)
  return (path.includes('.csv') ? await response.text() : await response.json()) as Body
}

test('an outage with such a note, or with fields of a newer site, is on the overview and the timeline', async () => {
  const notes = [zero, half, 'as it should be']
  for (const note of notes) {
    const outageId = uuid()
    site.append(
      'outage.began',
      {
        outageId,
        target: 'pcare',
        since: now().toISOString(),
        cause: 'declared',
        declared: { reason: 'cannot-save', note },
        [`seen by ${note}`]: note,
      },
      { actor: 'C-01', eventId: outageId },
    )
  }
  await taken(1)
  for (const path of ['/summary', '/outages']) {
    const { outages } = await page<{ outages: { target: string; declared: string }[] }>(path)
    assert.deepEqual(
      outages.map(({ target, declared }) => [target, declared]),
      notes.map(() => ['pcare', 'cannot-save']),
    )
  }
  assert.isAbove((await page<string>('/outages.csv?language=en')).split('\n').length, notes.length)
})

test('what cannot be brought into the registry is a case, and what lies before, between and behind it is there', async () => {
  const from = site.lines.length + 1
  const good = [site.dose(somebody())]
  const aside = [
    site.dose({ ...somebody(), fullName: `Nama ${zero}` }),
    site.dose({ ...somebody(), address: half }),
    site.dose(Object.assign(somebody(), { [zero]: 'of a newer site' })),
  ]
  good.push(site.dose(somebody()))
  aside.push(
    site.append('patient.corrected', {
      visitId: good[0]!.data.visitId,
      patient: { ...somebody(), fullName: `Nama ${zero}` },
      reason: 'misspelt',
    }) as (typeof aside)[number],
  )
  const { issued, dose } = await doseWithLocalCard(site, somebody())
  good.push(dose)
  const cardId = uuid()
  const of = { visitId: good[1]!.data.visitId, immunizationId: good[1]!.data.immunizationId }
  const local = { ...issued, ...of, cardId, statusIndex: issued.statusIndex + 1 }
  aside.push(
    site.append('local-card.issued', { ...local, serial: zero }, { eventId: cardId }) as never,
    site.append('local-card.issued', { ...local, cardId: uuid(), statusList: zero }) as never,
    site.append('national-card.collected', {
      ...of,
      nationalCardId: uuid(),
      nationalCardText: zero,
    }) as never,
  )
  site.append('aefi.noticed-later', { [zero]: zero, half })
  good.push(site.dose(somebody()))
  await taken(from)

  const cases = await hub.query<{ event_id: string; summary: string }>(
    `SELECT event_id, summary FROM cases WHERE kind = 'refused-record' AND summary LIKE 'Event % is in the journal%'`,
  )
  assert.sameMembers(
    cases.map(({ event_id }) => event_id),
    aside.map(({ eventId }) => eventId),
  )
  const doses = await hub.query<{ id: string }>('SELECT immunization_id AS id FROM doses')
  assert.sameMembers(
    doses.map(({ id }) => id),
    good.map(({ data }) => data.immunizationId),
  )
  const { body } = await site.feed()
  const withCard = body.entries.filter(({ type }) => type === 'national-card.issued')
  assert.sameMembers(
    withCard.map(({ data }) => (data as { immunizationId: string }).immunizationId),
    good.map(({ data }) => data.immunizationId),
  )
  const open = await page<{ cases: { eventId: string }[] }>('/cases')
  assert.includeMembers(
    open.cases.map(({ eventId }) => eventId),
    aside.map(({ eventId }) => eventId),
  )
  await page('/summary')
})

test('figures with words of a newer site are kept, and figures that are no figures take no page away', async () => {
  const tally = {
    site: site.siteId,
    at: now().toISOString(),
    localDate: now().toISOString().slice(0, 10),
    dosesGivenToday: 4,
    dosesGivenTotal: 4,
    dosesWasted: 0,
    dosesOnHand: 36,
    backlog: 2,
    headSize: site.lines.length + 2,
  }
  const send = (more: object) =>
    site.call<{ field?: string }>('PUT', '/tally', Buffer.from(JSON.stringify({ ...tally, ...more })), {
      'content-type': 'application/json',
    })
  const other = new TestSite({ siteId: 'krw-02', url: hub.url, now })
  assert.equal((await other.enrol(await hub.enrolmentCode())).status, 200)
  const odd = { ...tally, site: other.siteId, headSize: 1e300, dosesOnHand: 1e300 }
  const refused = await other.call<{ field?: string }>('PUT', '/tally', Buffer.from(JSON.stringify(odd)))
  assert.deepEqual([refused.status, refused.body.field], [400, 'dosesOnHand'])
  assert.equal((await send({ signature: zero, mood: { [zero]: half } })).status, 204)
  type Sites = { sites: { siteId: string; backlog: number; dosesOnHand?: number }[] }
  for (const path of ['/summary', '/outages']) {
    const { sites } = await page<Sites>(path)
    assert.equal(sites.find(({ siteId }) => siteId === site.siteId)?.backlog, 2)
  }
})

test('who sends such words to a page is told to look at them, and the hub does not call it its own mistake', async () => {
  const send = (path: string, body: object) =>
    fetch(hub.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const newcomer = new TestSite({ siteId: 'krw-03', url: hub.url, now })
  const enrolment = {
    code: await hub.enrolmentCode(),
    siteId: newcomer.siteId,
    siteName: `Sentra ${zero}`,
    timeZone: 'Asia/Jakarta',
    epoch: 1,
    logKey: formatVkey(newcomer.verifier),
    devicePublicKey: Buffer.from(publicKeyOf(createPublicKey(newcomer.deviceKey))).toString('base64'),
    deviceId: 'laptop-1',
  }
  const sent = [
    ['/v1/console/sign-in', { name: zero, password: 'not the one' }],
    ['/v1/enrolments', enrolment],
  ] as const
  for (const [path, body] of sent) {
    const answer = await send(path, body)
    assert.isAtLeast(answer.status, 400, path)
    assert.isBelow(answer.status, 500, path)
    const { message } = (await answer.json()) as { message: { id: string; en: string } }
    assert.isAbove(message.id.length, 20)
    assert.isAbove(message.en.length, 20)
  }
})
