import assert from 'node:assert/strict'
import type { TicketIssued } from '@sentra/contract'
import { afterEach, beforeEach, test } from 'vitest'
import { OutageRecorder } from '../link/outage-recorder.ts'
import { certify } from '../testing/certified-site.ts'
import { admit, inject, morning, openDay, openVial, register, screen } from '../testing/clinic-day.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'

let site: SiteUnderTest
beforeEach(async () => {
  site = await SiteUnderTest.start(morning, { twoDevices: false })
})
afterEach(() => site.end())

async function dosed(index: number): Promise<string> {
  const ticket: TicketIssued = await admit(site, index)
  const visitId = await register(site, index, ticket.ticketId)
  await screen(site, visitId)
  return inject(site, visitId, vialId)
}
let vialId: string

const declarePcare = () =>
  site.command('C-01', 'outage.declare', { target: 'pcare', reason: 'cannot-save', note: 'sejak pagi' })

test('PCare is out because people see it: declared, shown apart, a reason for a local card, ended by a person', async () => {
  await openDay(site)
  await certify(site)
  vialId = await openVial(site)
  const immunizationId = await dosed(0)
  assert.equal((await site.refusal('K-01', 'local-card.issue', { immunizationId })).error, 'no-outage-yet')

  await declarePcare()
  const { link } = await site.ask('status')
  assert.deepEqual(
    link.outages?.map(({ target, declared }) => [target, declared]),
    [['pcare', true]],
  )
  const { event } = await site.command('K-01', 'local-card.issue', { immunizationId })
  assert.equal((event.data as { cause: { kind: string } }).cause.kind, 'outage')

  site.advance({ minutes: 90 })
  const again = await site.refusal('C-01', 'outage.declare', { target: 'pcare', reason: 'no-cards' })
  assert.equal(again.error, 'outage-already-declared')
  const [outage] = (await site.ask('outages')).outages
  await site.command('C-01', 'outage.end', { outageId: outage!.outageId })
  const [over] = (await site.ask('outages')).outages
  assert.deepEqual(
    [over!.declaredBy, over!.endedBy, over!.localCards, over!.backlog, over!.drainedAt],
    ['C-01', 'C-01', 1, null, null],
  )
  assert.equal(Date.parse(over!.until!) - Date.parse(over!.since), 90 * 60_000)
  assert.deepEqual((await site.ask('status')).link.outages, [])
})

test('nobody makes a card on their own word that the server is down', async () => {
  await site
    .command('A-01', 'staff.enrol', {
      staffId: 'CK-01',
      displayName: 'Dua peran',
      roles: ['coordinator', 'card-clerk'],
    })
    .then(({ pin }) => site.signIn('CK-01', pin!))
  await openDay(site)
  await certify(site)
  vialId = await openVial(site)
  const immunizationId = await dosed(0)
  await site.command('CK-01', 'outage.declare', { target: 'pcare', reason: 'no-cards' })
  assert.equal((await site.refusal('CK-01', 'local-card.issue', { immunizationId })).error, 'no-outage-yet')
  await site.command('K-01', 'local-card.issue', { immunizationId })
})

test('only a coordinator declares, and a note about people is refused at its field', async () => {
  const data = { target: 'pcare', reason: 'other', note: 'NIK 3215000508900001 gagal' }
  assert.equal((await site.refusal('K-01', 'outage.declare', data)).error, 'role-not-allowed')
  const refused = await site.refusal('C-01', 'outage.declare', data)
  assert.deepEqual([refused.error, refused.field], ['outage-note-has-number', 'note'])
})

test('what the laptop sees and what people say stand beside each other; the laptop ends only its own', async () => {
  await site.command('C-01', 'outage.declare', { target: 'hub', reason: 'does-not-load' })
  const { journal, db } = site.running.site
  const recorder = new OutageRecorder(journal, db)
  const hear = (outcome: 'refused' | 'ok') =>
    recorder.observe({ at: site.now.toISOString(), outcome, latencyMs: 5 })
  await hear('refused')
  await hear('refused')
  assert.equal((await site.ask('status')).link.outages?.length, 2)
  const detected = (await site.ask('outages')).outages.find(({ declaredBy }) => declaredBy === null)!
  assert.equal(
    (await site.refusal('C-01', 'outage.end', { outageId: detected.outageId })).error,
    'outage-is-detected',
  )
  await hear('ok')
  await hear('ok')
  const left = (await site.ask('status')).link.outages!
  assert.deepEqual(
    left.map(({ declared }) => declared),
    [true],
  )
  const ended = (await site.ask('outages')).outages.find(({ outageId }) => outageId === detected.outageId)!
  assert.equal(ended.backlog, journal.size - 1, 'everything but its own end waited: there is no hub')
})

test('slow and quick again are facts in the log, and no outage', async () => {
  const { journal, db } = site.running.site
  const recorder = new OutageRecorder(journal, db, 'pcare')
  const hear = (latencyMs: number) =>
    recorder.observe({ at: site.now.toISOString(), outcome: 'ok', latencyMs })
  for (let i = 0; i < 5; i += 1) await hear(4_000)
  for (let i = 0; i < 21; i += 1) await hear(100)
  const changes = journal.read(1, 100).filter(({ type }) => type === 'link.changed')
  assert.deepEqual(
    changes.map(({ data, actor }) => [
      (data as { target: string }).target,
      (data as { to: string }).to,
      actor,
    ]),
    [
      ['pcare', 'slow', 'system'],
      ['pcare', 'up', 'system'],
    ],
  )
  assert.equal((await site.ask('outages')).outages.length, 0)
})

test('the report is for coordinators and auditors, as a table and on paper, and rebuilding changes nothing in it', async () => {
  await declarePcare()
  for (const as of ['C-01', 'P-01'] as const) {
    const { status, raw } = await site.send('GET', '/v1/outages/report.pdf?language=id', undefined, as)
    assert.equal(status, 200)
    assert.match(pdfText(raw), /PCare · dinyatakan/)
    const csv = await site.send('GET', '/v1/outages/report.csv?language=id', undefined, as)
    assert.match(String(csv.body), /"data tidak tersimpan";"sejak pagi";"C-01"/)
  }
  assert.equal((await site.send('GET', '/v1/outages/report.csv', undefined, 'K-01')).status, 403)
  const before = await site.ask('outages')
  await site.restart()
  assert.deepEqual(await site.ask('outages'), before)
})
