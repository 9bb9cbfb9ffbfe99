import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FeedData, ImmunizationRecorded } from '@sentra/contract'
import { v7 as uuid } from 'uuid'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { eventually, startHubWithSite, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import type { TestSite } from '../testing/test-site.ts'
import { verifyFromPublicFiles } from '../testing/verify-offline.ts'

type NationalCard = FeedData<'national-card.issued'>
let hub: TestHub
let site: TestSite
const people = testPatients(81, 12)
let nextPerson = 0

beforeAll(async () => {
  const started = await startHubWithSite()
  hub = started.hub
  site = started.site
})
afterAll(() => hub.stop())

const vaccinate = () => site.dose(people[nextPerson++]!).data

async function send(from: number, until = site.lines.length): Promise<void> {
  assert.equal((await site.put(from, until)).status, 200)
}

/** The card as the hub has it now, which a site reads in its feed. */
function cardOf({ immunizationId }: ImmunizationRecorded): Promise<NationalCard> {
  return eventually(async () => {
    const { body } = await site.feed()
    const found = body.entries.find(
      ({ type, data }) =>
        type === 'national-card.issued' && (data as NationalCard).immunizationId === immunizationId,
    )
    return found?.data as NationalCard | undefined
  }, 'the national card')
}

function handOver({ immunizationId, visitId }: ImmunizationRecorded, card: NationalCard): void {
  const { nationalCardId, text: nationalCardText } = card
  site.append('national-card.collected', { nationalCardId, immunizationId, visitId, nationalCardText })
}

function makeVoid(
  { immunizationId, visitId }: ImmunizationRecorded,
  { nationalCardId: cardId }: NationalCard,
): void {
  const request = {
    requestId: uuid(),
    cardId,
    kind: 'national',
    immunizationId,
    visitId,
    reason: 'fraud',
    replace: false,
  }
  site.append('card.voided', { ...request, requestedBy: 'K-01' }, { actor: 'C-01' })
}

const verdict = async (text: string) => (await verifyFromPublicFiles(hub.url, text, new Date())).kind
const becomes = (text: string, kind: string) =>
  eventually(async () => (await verdict(text)) === kind, `a card is ${kind}`)

const database = () => join(hub.dataDir, 'postgres')

async function whileStopped(act: () => void): Promise<void> {
  await hub.process.stop()
  act()
  await hub.restart()
  site.url = hub.url
}

/** Answers with what puts the hub back to this moment. */
async function backUp(): Promise<() => Promise<void>> {
  const copy = `${database()}-${randomUUID()}`
  await whileStopped(() => execFileSync('cp', ['-a', database(), copy]))
  return () =>
    whileStopped(() => {
      rmSync(database(), { recursive: true })
      execFileSync('cp', ['-a', copy, database()])
    })
}

test('a card that was handed over stays the card of its dose when the hub is put back to before it signed it', async () => {
  const putBack = await backUp()

  const doses = [vaccinate(), vaccinate(), vaccinate()] as const
  await send(1)
  const [first, second] = (await Promise.all(doses.map(cardOf))) as [NationalCard, NationalCard, NationalCard]
  const dosesEnd = site.lines.length
  handOver(doses[0], first)
  handOver(doses[1], second)
  makeVoid(doses[1], second)
  await send(dosesEnd + 1)
  await becomes(second.text, 'withdrawn')

  await putBack()
  // The doses come first, and the hub signs new cards before it hears that others are in people's hands.
  await send(1, dosesEnd)
  const [firstAnew, secondAnew, thirdAnew] = (await Promise.all(doses.map(cardOf))) as [
    NationalCard,
    NationalCard,
    NationalCard,
  ]
  assert.notEqual(firstAnew.text, first.text)
  // One that still waits is handed over as the hub has it now; the site reads its feed again.
  handOver(doses[2], thirdAnew)
  await send(dosesEnd + 1)

  await becomes(firstAnew.text, 'withdrawn')
  await becomes(secondAnew.text, 'withdrawn')
  await becomes(second.text, 'withdrawn')
  // The lists go out one after the other.
  await becomes(first.text, 'valid-national')
  await becomes(thirdAnew.text, 'valid-national')
  assert.equal((await cardOf(doses[0])).text, first.text)
  const cases = await hub.query('SELECT summary FROM cases')
  assert.deepEqual(cases, [])

  // What happens to that card from now on reaches its own place on its own list.
  const from = site.lines.length + 1
  makeVoid(doses[0], first)
  await send(from)
  await becomes(first.text, 'withdrawn')
})

test('sent all at once, nothing is signed anew, and the card can be made void', async () => {
  const putBack = await backUp()
  const from = site.lines.length + 1
  const dose = vaccinate()
  await send(from)
  const card = await cardOf(dose)
  handOver(dose, card)
  await putBack()
  await send(from)
  assert.equal((await cardOf(dose)).text, card.text)
  await becomes(card.text, 'valid-national')
  makeVoid(dose, card)
  await send(site.lines.length)
  await becomes(card.text, 'withdrawn')
})

test('a text that no signer of this hub signed, or that is of another dose, changes nothing', async () => {
  const from = site.lines.length + 1
  const [dose, other] = [vaccinate(), vaccinate()]
  await send(from)
  const [card, otherCard] = [await cardOf(dose), await cardOf(other)]
  const next = site.lines.length + 1
  handOver(dose, { ...card, text: otherCard.text })
  handOver(other, { ...otherCard, text: `${otherCard.text.slice(0, -2)}00` })
  await send(next)
  await eventually(async () => {
    const rows = await hub.query<{ state: string }>(
      'SELECT state FROM cards_national WHERE immunization_id = ANY($1)',
      [[dose.immunizationId, other.immunizationId]],
    )
    return rows.every(({ state }) => state === 'collected')
  }, 'both are handed over')
  assert.equal((await cardOf(dose)).text, card.text)
  assert.equal((await cardOf(other)).text, otherCard.text)
  assert.equal(await verdict(card.text), 'valid-national')
  assert.equal(await verdict(otherCard.text), 'valid-national')
})
