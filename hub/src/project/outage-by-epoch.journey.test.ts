import type { JournalEvent, LocalCardIssued } from '@sentra/contract'
import { v7 as uuid } from 'uuid'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { toldLocalCard } from '../testing/local-card.ts'
import { eventually, startHubWithSite, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'

let hub: TestHub
/** The laptop's log until it was joined with the one of an old copy, as the copy sent it. */
let copy: TestSite
/** The log of the next epoch. */
let laptop: TestSite
const people = testPatients(92, 4)
let cards = 0

const outageId = uuid()
const began: Fact = {
  type: 'outage.began',
  eventId: outageId,
  data: { outageId, target: 'hub', since: '2026-11-02T02:00:00.000Z', cause: 'timeout' },
}
const endedForCopy = end('2026-11-02T02:05:00.000Z')

beforeAll(async () => {
  const started = await startHubWithSite()
  hub = started.hub
  copy = started.site
})
afterAll(() => hub.stop())

test('cards of an outage that an old copy has seen end stay good while it is on for the laptop', async () => {
  tell(copy, began)
  tell(copy, endedForCopy)
  await put(copy)
  assert.equal(await until(), '2026-11-02T02:05:00.000Z')

  laptop = new TestSite({ siteId: copy.siteId, url: hub.url, epoch: 2, now: copy.now })
  assert.equal((await laptop.enrol(await hub.enrolmentCode())).status, 200)
  tell(laptop, began)
  const card = localCard()
  // Where the two logs are joined, what the copy told stands before the end that the laptop saw.
  tell(laptop, endedForCopy)
  tell(laptop, end('2026-11-02T04:00:00.000Z'))
  await put(laptop)
  assert.equal(await stateOf(card), 'live')
  assert.deepEqual(await hub.query('SELECT summary FROM cases'), [])
  assert.equal(await until(), '2026-11-02T04:00:00.000Z', 'the laptop’s word counts, as on its own screen')
})

test('once it is over in its own log, no card can name it, however often that log says that it began', async () => {
  tell(laptop, { ...began, eventId: uuid() })
  const late = localCard()
  await put(laptop)
  assert.equal(await stateOf(late), 'void')
  assert.match(await caseOf(late), /It names an outage that was not on/)
})

test('a log that never says that it began cannot name it', async () => {
  laptop = new TestSite({ siteId: copy.siteId, url: hub.url, epoch: 3, now: copy.now })
  assert.equal((await laptop.enrol(await hub.enrolmentCode())).status, 200)
  const card = localCard()
  await put(laptop)
  assert.equal(await stateOf(card), 'void')
  assert.match(await caseOf(card), /It names an outage that was not on/)
})

type Fact = Pick<JournalEvent, 'type' | 'eventId' | 'data'>

function end(at: string): Fact {
  return { type: 'outage.ended', eventId: uuid(), data: { outageId, target: 'hub', until: at } }
}

function tell(log: TestSite, { type, eventId, data }: Fact): void {
  log.append(type, data, { eventId, actor: 'system' })
}

function localCard(): LocalCardIssued {
  const patient = people[cards++]!
  return toldLocalCard(laptop, patient, { number: cards, cause: { kind: 'outage', outageId }, actor: 'K-01' })
}

async function put(log: TestSite): Promise<void> {
  const { status, body } = await log.put()
  assert.equal(status, 200, JSON.stringify(body))
  await eventually(async () => {
    const [row] = await hub.query<{ folded: string }>(
      'SELECT folded FROM projection_cursors WHERE epoch = $1',
      [log.epoch],
    )
    return Number(row?.folded) === log.lines.length
  }, 'the views')
}

async function until(): Promise<string> {
  const [row] = await hub.query<{ until: Date }>('SELECT until FROM outages WHERE outage_id = $1', [outageId])
  return row!.until.toISOString()
}

async function stateOf({ cardId }: LocalCardIssued): Promise<string | undefined> {
  const [row] = await hub.query<{ state: string }>('SELECT state FROM cards_local WHERE card_id = $1', [
    cardId,
  ])
  return row?.state
}

async function caseOf({ cardId }: LocalCardIssued): Promise<string> {
  const [found] = await hub.query<{ summary: string }>('SELECT summary FROM cases WHERE event_id = $1', [
    cardId,
  ])
  return found?.summary ?? 'no case'
}
