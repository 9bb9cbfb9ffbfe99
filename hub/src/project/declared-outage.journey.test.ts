import type { LocalCardIssued } from '@sentra/contract'
import { v7 as uuid } from 'uuid'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { caseWords } from '../console/cases/case-words.ts'
import { toldLocalCard } from '../testing/local-card.ts'
import { eventually, startHubWithSite, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import type { TestSite } from '../testing/test-site.ts'

let hub: TestHub
let site: TestSite
const people = testPatients(91, 8)
let nextPerson = 0

beforeAll(async () => {
  const started = await startHubWithSite()
  hub = started.hub
  site = started.site
})
afterAll(() => hub.stop())

function outage(cause: 'declared' | 'unreachable', actor: string): string {
  const outageId = uuid()
  const declared = cause === 'declared' ? { declared: { reason: 'cannot-save' } } : {}
  const since = new Date().toISOString()
  site.append(
    'outage.began',
    { outageId, target: 'hub', since, cause, ...declared },
    { actor, eventId: outageId },
  )
  return outageId
}

function localCard(outageId: string, actor: string): LocalCardIssued {
  const patient = people[nextPerson++]!
  return toldLocalCard(site, patient, { number: nextPerson, cause: { kind: 'outage', outageId }, actor })
}

async function projected(from: number): Promise<void> {
  const { status, body } = await site.put(from)
  assert.equal(status, 200, JSON.stringify(body))
  await eventually(async () => {
    const [row] = await hub.query<{ folded: string }>('SELECT folded FROM projection_cursors')
    return Number(row?.folded) === site.lines.length
  }, 'the views')
}

const cases = () =>
  hub.query<{ summary: string; event_id: string }>('SELECT summary, event_id FROM cases ORDER BY opened_at')
const stateOf = async ({ cardId }: LocalCardIssued) =>
  (await hub.query<{ state: string }>('SELECT state FROM cards_local WHERE card_id = $1', [cardId]))[0]?.state

test('cards on an outage that another person declared, or that the machine saw, are nobody’s case', async () => {
  const declared = outage('declared', 'C-01')
  const detected = outage('unreachable', 'system')
  const cards = [localCard(declared, 'K-01'), localCard(detected, 'K-01'), localCard(detected, 'C-01')]
  await projected(1)
  for (const card of cards) assert.equal(await stateOf(card), 'live')
  assert.deepEqual(await cases(), [])
})

test('who declares an outage and makes cards on it is one case for the outage, and the cards stay good', async () => {
  const from = site.lines.length + 1
  const own = outage('declared', 'C-02')
  const cards = [localCard(own, 'C-02'), localCard(own, 'K-01'), localCard(own, 'C-02')]
  await projected(from)
  for (const card of cards) assert.equal(await stateOf(card), 'live')
  const found = await cases()
  assert.deepEqual(
    found.map(({ event_id }) => event_id),
    [own],
  )
  const { id, en } = caseWords(found[0]!.summary)
  assert.match(
    en,
    new RegExp(`^Local card ${cards[0]!.serial} names an outage that the same person declared`),
  )
  assert.match(id, /gangguan yang dinyatakan oleh orang yang sama/)
})
