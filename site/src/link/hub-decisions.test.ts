import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { certify } from '../testing/certified-site.ts'
import { morning, openDay, openVial, vaccinate } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { applyFeed } from './apply-feed.ts'

/** What people at the hub decide about a card is known at the desk where its holder comes to ask. */
let site: SiteUnderTest
let visitId: string
let immunizationId: string
let feedSeq = 0
beforeEach(async () => {
  site = await SiteUnderTest.start(morning)
  await certify(site)
  await openDay(site)
  ;({ visitId, immunizationId } = await vaccinate(site, 1, await openVial(site)))
  site.advance({ seconds: 31 })
})
afterEach(() => site.end())

function hubSays(type: string, data: object): void {
  feedSeq += 1
  applyFeed({ feedSeq, type, data, at: site.now.toISOString() }, site.running.site.db, site.now)
}
const decided = (cardId: string, kind: 'local' | 'national', decision: 'withdrawn' | 'released') =>
  hubSays('card.decided', { cardId, kind, immunizationId, decision, at: site.now.toISOString() })

function nationalCard(): string {
  const nationalCardId = v7()
  hubSays('national-card.issued', {
    nationalCardId,
    immunizationId,
    text: `HC1:${nationalCardId}`,
    statusList: 'id-national-2021-08',
    statusIndex: 1,
    issuedAt: site.now.toISOString(),
  })
  return nationalCardId
}

async function localCard(): Promise<string> {
  const { event } = await site.command('K-01', 'local-card.issue', { immunizationId })
  return (event.data as { cardId: string }).cardId
}
const visit = async () =>
  (await site.send('GET', `/v1/visits/${visitId}`, undefined, 'K-01')).body as {
    cardAdvice: string
    cards: { cardId: string; state: string; hubDecision?: { decision: string } }[]
  }
const paper = (cardId: string) => site.send('GET', `/v1/cards/${cardId}/paper.pdf`, undefined, 'K-01')

test('a national card that the hub withdrew is void at the desk, and nobody makes another', async () => {
  const cardId = nationalCard()
  await site.command('K-01', 'national-card.hand-over', { immunizationId })
  expect(await visit()).toMatchObject({ cardAdvice: 'done', cards: [{ cardId, state: 'live' }] })

  decided(cardId, 'national', 'withdrawn')
  expect(await visit()).toMatchObject({
    cardAdvice: 'stopped',
    cards: [{ cardId, state: 'void', hubDecision: { decision: 'withdrawn' } }],
  })
  expect(await paper(cardId)).toMatchObject({ status: 422, body: { error: 'card-void' } })
  expect(await site.refusal('K-01', 'local-card.issue', { immunizationId })).toMatchObject({
    error: 'card-not-replaceable',
  })
})

test('a local card that the hub withdrew does not keep its holder from the national one', async () => {
  const cardId = await localCard()
  expect((await paper(cardId)).status).toBe(200)
  decided(cardId, 'local', 'withdrawn')
  expect(await visit()).toMatchObject({ cardAdvice: 'stopped', cards: [{ cardId, state: 'void' }] })
  expect(await paper(cardId)).toMatchObject({ status: 422, body: { error: 'card-void' } })
  const nationalCardId = nationalCard()
  expect((await visit()).cardAdvice).toBe('hand-over-national')
  await site.command('K-01', 'national-card.hand-over', { immunizationId })
  expect(await visit()).toMatchObject({
    cards: [{ state: 'void' }, { cardId: nationalCardId, state: 'live' }],
  })
})

test('a released card counts again, and the desk says so', async () => {
  const cardId = await localCard()
  decided(cardId, 'local', 'released')
  expect(await visit()).toMatchObject({
    cardAdvice: 'done',
    cards: [{ cardId, state: 'live', hubDecision: { decision: 'released' } }],
  })
})

test('the fact of a hand-over carries the card, for a hub that was restored to before it signed it', async () => {
  const nationalCardId = nationalCard()
  const { event } = await site.command('K-01', 'national-card.hand-over', { immunizationId })
  expect(event).toMatchObject({
    type: 'national-card.collected',
    data: { nationalCardId, nationalCardText: `HC1:${nationalCardId}` },
  })
})

test('the fact of an exchange carries the national card as well', async () => {
  const localCardId = await localCard()
  const nationalCardId = nationalCard()
  const { event } = await site.command('K-01', 'card.exchange', { localCardId, paperWithdrawn: true })
  expect(event).toMatchObject({
    type: 'card.exchanged',
    data: { localCardId, nationalCardId, nationalCardText: `HC1:${nationalCardId}` },
  })
})
