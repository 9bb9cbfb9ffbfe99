import { join } from 'node:path'
import type { CardView, Patient } from '@sentra/contract'
import { freePort, makeTempDir, setFileClock } from '@sentra/testkit'
import { v7 } from 'uuid'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { verifyFromPublicFiles } from '../../../hub/src/testing/verify-offline.ts'
import { morning, openDay, openVial, vaccinate } from '../../../site/src/testing/clinic-day.ts'
import { SiteUnderTest } from '../../../site/src/testing/site-under-test.ts'

/** Two real sites and a real hub: the same paper at two card desks. */
let hub: TestHub
const sites: SiteUnderTest[] = []
const later = new Date(Date.parse(morning) + 40_000)

beforeAll(async () => {
  const clock = join(makeTempDir('clock'), 'now')
  setFileClock(clock, new Date(morning))
  hub = await startTestHub({ SENTRA_SIMULATED_CLOCK: clock, SENTRA_HUB_PORT: String(await freePort()) })
})
afterAll(async () => {
  for (const site of sites) await site.end()
  await hub.stop()
})

async function newSite(siteId: string): Promise<SiteUnderTest> {
  const site = await SiteUnderTest.start(morning, {
    siteId,
    hubUrl: hub.url,
    enrolmentCode: await hub.enrolmentCode(siteId),
  })
  sites.push(site)
  await eventually(async () => site.running.site.link.enrolled(), `${siteId} is enrolled`)
  await openDay(site)
  return site
}

const findCard = async (site: SiteUnderTest, text: string) =>
  (await site.send('POST', '/v1/cards/find', { text }, 'K-01')).body as { card: CardView; error?: string }

test('a card of one site is exchanged at another; its own site hears of it and does not exchange it again', async () => {
  const [home, away] = [await newSite('krw-01'), await newSite('krw-02')]
  await hub.kill()
  const vialId = await openVial(home)
  const { immunizationId } = await vaccinate(home, 1, vialId)
  home.now = new Date(later)
  const issued = await home.command('K-01', 'local-card.issue', { immunizationId })
  const { cardId, text } = issued.event.data as { cardId: string; text: string }

  // The other desk is told whose card it is; while the hub is away nothing is exchanged.
  assert.equal((await findCard(away, text)).error, 'card-of-another-site')
  const exchange = { localCardText: text, paperWithdrawn: true }
  const commandId = v7()
  const refused = await away.refusal('K-01', 'card.exchange-elsewhere', exchange, commandId)
  assert.equal(refused.error, 'hub-unavailable')
  assert.equal((await home.refusal('K-01', 'card.exchange-elsewhere', exchange)).error, 'card-of-this-site')

  await hub.restart()
  await eventually(
    async () => (await findCard(home, text)).card && (await nationalState(home, text)) === 'ready',
    'the national card waits at its own site',
  )
  const done = await away.command('K-01', 'card.exchange-elsewhere', exchange, commandId)
  const again = await away.command('K-01', 'card.exchange-elsewhere', exchange, commandId)
  assert.deepEqual([done.outcome, again.outcome], ['recorded', 'duplicate'])
  const { nationalCardId, nationalCardText } = done.event.data as {
    nationalCardId: string
    nationalCardText: string
  }
  const paper = await away.send('GET', `/v1/cards/${nationalCardId}/paper.pdf`, undefined, 'K-01')
  assert.equal(paper.raw.subarray(0, 5).toString(), '%PDF-')

  await eventually(async () => (await findCard(home, text)).card.state === 'exchanged', 'its own site knows')
  assert.equal(await nationalState(home, text), 'live')
  const twice = await home.refusal('K-01', 'card.exchange', { localCardId: cardId, paperWithdrawn: true })
  assert.equal(twice.error, 'already-exchanged')
  const kindOf = async (card: string) => (await verifyFromPublicFiles(hub.url, card, later)).kind
  await eventually(async () => (await kindOf(text)) === 'exchanged', 'a stranger sees it too')
  assert.equal(await kindOf(nationalCardText), 'valid-national')
  assert.deepEqual(await hub.query('SELECT summary FROM cases'), [])
})

test('a name is put right: the card is void by two people, and a new one with the right name follows', async () => {
  const home = sites[0]!
  const vialId = await openVial(home)
  const { immunizationId, visitId } = await vaccinate(home, 2, vialId)
  await eventually(async () => (await nationalOf(home, visitId))?.state === 'ready', 'the national card')
  await home.command('K-01', 'national-card.hand-over', { immunizationId })
  const first = (await nationalOf(home, visitId))!
  const { patientId: _, ...patient } = (await visitOf(home, visitId)).patient
  await home.command('R-01', 'patient.correct', {
    visitId,
    patient: { ...patient, fullName: 'Warga Dibetulkan' },
    reason: 'salah ketik',
  })
  const asked = await home.command('K-01', 'card.void-request', {
    cardId: first.cardId,
    reason: 'details-corrected',
  })
  const { requestId } = asked.event.data as { requestId: string }
  const alone = await home.refusal('K-01', 'card.void-approve', { requestId })
  assert.equal(alone.error, 'void-same-person')
  await home.command('C-01', 'card.void-approve', { requestId })
  await eventually(async () => (await nationalOf(home, visitId))?.state === 'ready', 'a new national card')
  const uncollected = (await home.send('GET', '/v1/cards/uncollected', undefined, 'K-01')).body as {
    cards: { visitId: string }[]
  }
  assert.include(
    uncollected.cards.map((card) => card.visitId),
    visitId,
  )
  await home.command('K-01', 'national-card.hand-over', { immunizationId })
  const second = (await nationalOf(home, visitId))!
  assert.notEqual(second.cardId, first.cardId)
  await eventually(
    async () => (await verifyFromPublicFiles(hub.url, first.text, later)).kind === 'withdrawn',
    'the old card is withdrawn',
  )
  const verdict = await verifyFromPublicFiles(hub.url, second.text, later)
  assert.equal(verdict.kind, 'valid-national')
  assert.equal(verdict.card!.fullName, 'Warga Dibetulkan')
})

type Visit = { patient: Patient; cards: CardView[] }
const visitOf = async (site: SiteUnderTest, visitId: string) =>
  (await site.send('GET', `/v1/visits/${visitId}`, undefined, 'K-01')).body as Visit
const nationalOf = async (site: SiteUnderTest, visitId: string) =>
  (await visitOf(site, visitId)).cards.find(({ kind }) => kind === 'national')
async function nationalState(site: SiteUnderTest, text: string): Promise<string | undefined> {
  const found = (await site.send('POST', '/v1/cards/find', { text }, 'K-01')).body as { visit?: Visit }
  return found.visit?.cards.find(({ kind }) => kind === 'national')?.state
}
