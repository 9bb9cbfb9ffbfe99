import type {
  CardExchangeAnswer,
  CardExchanged,
  CardVoided,
  FeedData,
  LocalCardIssued,
  Patient,
} from '@sentra/contract'
import { launchBrowser, phone } from '@sentra/testkit'
import { v7 as uuid } from 'uuid'
import { afterAll, assert, beforeAll, describe, test } from 'vitest'
import { doseWithLocalCard } from '../testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { type Answer, TestSite } from '../testing/test-site.ts'
import { verifyFromPublicFiles } from '../testing/verify-offline.ts'

let hub: TestHub
const now = () => new Date()
const people = testPatients(33, 40)
let nextPerson = 0
const somebody = (): Patient => people[nextPerson++]!
let nextSite = 0

beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())

async function newSite(): Promise<TestSite> {
  nextSite += 1
  const site = new TestSite({ siteId: `krw-${String(nextSite).padStart(2, '0')}`, url: hub.url, now })
  assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
  return site
}

async function sync(site: TestSite): Promise<void> {
  const { body } = await site.head()
  if (body.size < site.lines.length) assert.equal((await site.put(body.size + 1)).status, 200)
  await eventually(async () => {
    const [cursor] = await hub.query<{ seq: string }>(
      'SELECT seq::text FROM projection_cursors WHERE site_id = $1 AND epoch = $2',
      [site.siteId, site.epoch],
    )
    return Number(cursor?.seq ?? 0) === site.lines.length
  }, `the registry of ${site.siteId} catches up`)
}

type National = FeedData<'national-card.issued'>
async function nationalCards(site: TestSite, immunizationId: string): Promise<National[]> {
  const { body } = await site.feed()
  return body.entries
    .filter((entry) => entry.type === 'national-card.issued')
    .map((entry) => entry.data as National)
    .filter((card) => card.immunizationId === immunizationId)
}

const kindOf = async (text: string) => (await verifyFromPublicFiles(hub.url, text, now())).kind
const becomes = (text: string, kind: string) =>
  eventually(async () => (await kindOf(text)) === kind, `the card becomes ${kind}`)
const errorOf = (answer: Answer<unknown>) => (answer.body as { error: string }).error
const casesOf = (site: TestSite) =>
  hub.query<{ kind: string }>('SELECT kind FROM cases WHERE site_id = $1', [site.siteId])

const atSite = (site: TestSite, localCardText: string, exchangeId = uuid()) =>
  site.call<CardExchangeAnswer>(
    'POST',
    '/exchanges',
    Buffer.from(JSON.stringify({ exchangeId, localCardText })),
    { 'content-type': 'application/json' },
  )

async function asPerson(localCardText: string, exchangeId = uuid(), rest = '') {
  const started = performance.now()
  const response = await fetch(`${hub.url}/v1/exchanges${rest}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ exchangeId, localCardText }),
  })
  const json = response.headers.get('content-type')?.includes('json')
  const body = (
    json ? await response.json() : Buffer.from(await response.arrayBuffer())
  ) as CardExchangeAnswer & {
    qrSvg: string
  }
  return { status: response.status, body, headers: response.headers, took: performance.now() - started }
}

function deskExchange(site: TestSite, issued: LocalCardIssued, national: National) {
  const data: CardExchanged = {
    localCardId: issued.cardId,
    nationalCardId: national.nationalCardId,
    immunizationId: issued.immunizationId,
    visitId: issued.visitId,
    paperWithdrawn: true,
  }
  return site.append('card.exchanged', data, { actor: 'K-01' })
}

async function cardWaiting() {
  const site = await newSite()
  const made = await doseWithLocalCard(site, somebody())
  await sync(site)
  const [national] = await nationalCards(site, made.issued.immunizationId)
  return { site, ...made, national: national! }
}

describe('a local card is exchanged at another site', () => {
  test('the hub gives that site the national card, and tells the one that made the local card', async () => {
    const { site, text, national, issued } = await cardWaiting()
    const other = await newSite()
    const exchangeId = uuid()
    const answer = await atSite(other, text, exchangeId)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    assert.equal(answer.body.nationalCardText, national.text)
    assert.equal(answer.body.issuingSite, site.siteId)

    // The answer was lost: asking again with the same id is answered again, and nothing is counted twice.
    assert.deepEqual((await atSite(other, text, exchangeId)).body, answer.body)
    other.append(
      'card.exchanged-elsewhere',
      {
        localCardId: issued.cardId,
        issuingSite: site.siteId,
        nationalCardId: national.nationalCardId,
        immunizationId: issued.immunizationId,
        nationalCardText: national.text,
        paperWithdrawn: true,
      },
      { eventId: exchangeId },
    )
    await sync(other)
    await becomes(text, 'exchanged')
    assert.equal(await kindOf(national.text), 'valid-national')
    const told = (await site.feed()).body.entries.filter(({ type }) => type === 'card.exchanged-elsewhere')
    assert.equal(told.length, 1)
    assert.include(told[0]!.data as object, { localCardId: issued.cardId, way: 'elsewhere' })
    assert.deepEqual([...(await casesOf(site)), ...(await casesOf(other))], [])
  })

  test('the second presenter is refused and opens a case, wherever they come', async () => {
    const { site, text } = await cardWaiting()
    const other = await newSite()
    assert.equal((await atSite(other, text)).status, 200)
    const second = await atSite(await newSite(), text)
    assert.deepEqual([second.status, errorOf(second)], [409, 'exchanged-before'])
    const person = await asPerson(text)
    assert.deepEqual([person.status, errorOf(person as never)], [409, 'exchanged-before'])
    assert.deepEqual(
      (await casesOf(site)).map(({ kind }) => kind),
      ['card-conflict', 'card-conflict'],
    )
  })

  test('a site that reports an exchange the hub never granted changes nothing, and opens a case', async () => {
    const { site, text, national, issued } = await cardWaiting()
    const liar = await newSite()
    liar.append('card.exchanged-elsewhere', {
      localCardId: issued.cardId,
      issuingSite: site.siteId,
      nationalCardId: national.nationalCardId,
      immunizationId: issued.immunizationId,
      nationalCardText: national.text,
      paperWithdrawn: true,
    })
    await sync(liar)
    assert.equal(await kindOf(text), 'valid-local')
    assert.deepEqual(
      (await casesOf(liar)).map(({ kind }) => kind),
      ['card-conflict'],
    )
  })
})

describe('two desks, cut off, exchange the same card', () => {
  test('a desk that was offline and another site end with one live card and one case', async () => {
    const { site, text, national, issued } = await cardWaiting()
    const other = await newSite()
    // The issuing site is offline and has the national card in hand: it exchanges on its own word.
    deskExchange(site, issued, national)
    // Meanwhile the same paper (a copy) is presented elsewhere, and the hub knows nothing of the first.
    assert.equal((await atSite(other, text)).status, 200)
    await sync(site)
    await becomes(text, 'exchanged')
    assert.equal(await kindOf(national.text), 'valid-national')
    assert.equal((await casesOf(site)).length, 1)
    const [row] = await hub.query<{ live: string; collected: string; exchanges: string }>(
      `SELECT (SELECT count(*) FROM cards_local WHERE site_id = $1 AND state = 'live')::text live,
              (SELECT count(*) FROM cards_national WHERE site_id = $1 AND state = 'collected')::text collected,
              (SELECT count(*) FROM card_exchanges WHERE site_id = $1)::text exchanges`,
      [site.siteId],
    )
    assert.deepEqual(row, { live: '0', collected: '1', exchanges: '1' })
  })

  test('a desk and the hub page at the same moment: one of them wins, never both, never none', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { site, text, national } = await cardWaiting()
      const other = await newSite()
      const answers = await Promise.all([atSite(other, text), asPerson(text), atSite(await newSite(), text)])
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409])
      await becomes(text, 'exchanged')
      assert.equal(await kindOf(national.text), 'valid-national')
      assert.equal((await casesOf(site)).length, 2)
    }
  })
})

describe('a person exchanges the card alone', () => {
  test('the whole card is the key: it gives the national card, its QR and its paper, again with the same id', async () => {
    const { text, national } = await cardWaiting()
    const exchangeId = uuid()
    const answer = await asPerson(text, exchangeId)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    assert.equal(answer.body.nationalCardText, national.text)
    assert.match(answer.body.qrSvg, /^<svg /)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const paper = await asPerson(text, exchangeId, '/paper')
    assert.equal(paper.headers.get('content-type'), 'application/pdf')
    assert.equal((paper.body as unknown as Buffer).subarray(0, 5).toString(), '%PDF-')
    const stranger = await asPerson(text, uuid(), '/paper')
    assert.equal(stranger.status, 409)
  })

  test('the page works in a browser, and pressing again is the same exchange', async () => {
    const { text, national } = await cardWaiting()
    const browser = await launchBrowser()
    try {
      const page = await browser.openPage({ viewport: phone })
      await page.goto(`${hub.url}/exchange`)
      await page.fill('#text', 'HC1:SOMETHING ELSE ALTOGETHER')
      await page.click('button[type=submit]')
      await page.locator('#message', { hasText: 'tidak dapat ditukar' }).waitFor()
      await page.fill('#text', text)
      await page.click('button[type=submit]')
      await page.locator('#result').waitFor({ state: 'visible' })
      await page.waitForFunction("document.getElementById('qr').naturalWidth > 0")
      const download = page.waitForEvent('download')
      await page.click('#paper')
      assert.equal((await download).suggestedFilename(), 'kartu-nasional.pdf')
      assert.equal(await kindOf(national.text), 'valid-national')
    } finally {
      await browser.close()
    }
  })

  test('what is no card of ours, a changed one and one the registry never saw get one answer in one time', async () => {
    const { site, text } = await cardWaiting()
    const { text: neverSent } = await doseWithLocalCard(site, somebody(), site.certificate.firstIndex + 1)
    const middle = Math.floor(text.length / 2)
    const changed = `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`
    const guesses = ['HC1:NOT A CARD AT ALL …', changed, neverSent, '3215000000009999 somebody']
    const answers = []
    for (const guess of guesses) answers.push(await asPerson(guess))
    for (const answer of answers) {
      assert.equal(answer.status, 404)
      assert.deepEqual(answer.body, answers[0]!.body)
      // Each waits for the same moment. What comes on top is the machine's other work, up to most of a wait.
      assert.isAbove(answer.took, 295)
      assert.isBelow(Math.abs(answer.took - answers[0]!.took), 250)
    }
  })
})

describe('two people make a card void', () => {
  const voided = (
    site: TestSite,
    card: { cardId: string; kind: 'local' | 'national'; issued: LocalCardIssued; replace: boolean },
    actor = 'C-01',
  ) => {
    const data: CardVoided = {
      requestId: uuid(),
      cardId: card.cardId,
      kind: card.kind,
      immunizationId: card.issued.immunizationId,
      visitId: card.issued.visitId,
      reason: card.replace ? 'details-corrected' : 'fraud',
      replace: card.replace,
      requestedBy: 'K-01',
    }
    return site.append('card.voided', data, { actor })
  }

  test('a local card that two people made void verifies as withdrawn', async () => {
    const { site, text, issued } = await cardWaiting()
    voided(site, { cardId: issued.cardId, kind: 'local', issued, replace: true })
    await sync(site)
    await becomes(text, 'withdrawn')
    const late = await asPerson(text)
    assert.deepEqual([late.status, errorOf(late as never)], [409, 'card-void'])
    assert.deepEqual(await casesOf(site), [])
  })

  test('one person alone makes no card void: it stands, and somebody looks', async () => {
    const { site, text, issued } = await cardWaiting()
    voided(site, { cardId: issued.cardId, kind: 'local', issued, replace: true }, 'K-01')
    await sync(site)
    assert.equal((await casesOf(site)).length, 1)
    assert.equal(await kindOf(text), 'valid-local')
  })

  test('a corrected name: the national card in the hand becomes invalid and a new one follows', async () => {
    const { site, dose, issued, national } = await cardWaiting()
    deskExchange(site, issued, national)
    const patient = { ...dose.data.patient, fullName: 'Nama Yang Dibetulkan' }
    site.append('patient.corrected', { visitId: issued.visitId, patient, reason: 'typing-error' })
    voided(site, { cardId: national.nationalCardId, kind: 'national', issued, replace: true })
    await sync(site)
    const cards = await nationalCards(site, issued.immunizationId)
    assert.equal(cards.length, 2)
    await becomes(national.text, 'withdrawn')
    const verdict = await verifyFromPublicFiles(hub.url, cards[1]!.text, now())
    assert.equal(verdict.kind, 'valid-national')
    assert.equal(verdict.card!.fullName, 'Nama Yang Dibetulkan')
  })

  test('a corrected name before anybody has the card: the waiting one is made anew, no person needed', async () => {
    const { site, dose, issued, national } = await cardWaiting()
    const patient = { ...dose.data.patient, fullName: 'Nama Lain Lagi' }
    site.append('patient.corrected', { visitId: issued.visitId, patient, reason: 'typing-error' })
    await sync(site)
    const cards = await nationalCards(site, issued.immunizationId)
    assert.equal(cards.length, 2)
    await becomes(national.text, 'withdrawn')
    assert.equal(await kindOf(cards[1]!.text), 'valid-national')
    assert.deepEqual(await casesOf(site), [])
  })
})
