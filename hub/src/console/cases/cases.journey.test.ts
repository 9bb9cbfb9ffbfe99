import type { CardExchangeAnswer, FeedData, HubCase, HubCaseDetail } from '@sentra/contract'
import { v7 as uuid } from 'uuid'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { doseWithLocalCard } from '../../testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../../testing/test-hub.ts'
import { testPatients } from '../../testing/test-people.ts'
import { TestSite } from '../../testing/test-site.ts'
import { verifyFromPublicFiles } from '../../testing/verify-offline.ts'

/** A case is opened, looked at, decided with a reason, and stays in history with everybody's name. */
let hub: TestHub
let first: string
let second: string
let auditor: string
const people = testPatients(81, 20)
let nextPerson = 0
let nextSite = 0

beforeAll(async () => {
  hub = await startTestHub()
  first = await hub.signIn()
  second = await newUser('Dewi', 'administrator')
  auditor = await newUser('Pemeriksa', 'auditor')
})
afterAll(() => hub?.stop())

test('a card presented twice: one person asks to withdraw it, only another can agree, and both are in the history', async () => {
  const { site, caseId, nationalCardText } = await presentedTwice()
  const seen = await look(caseId)
  assert.equal(seen.kind, 'card-conflict')
  const national = seen.cards.find(({ kind }) => kind === 'national')!
  assert.deepEqual([national.state, national.actions], ['live', ['withdraw-card']])
  const reason = 'A photocopy was sold at the market gate.'
  const asked = await decide(caseId, { action: 'withdraw-card', cardId: national.cardId, reason })
  assert.equal(asked.status, 200, JSON.stringify(asked.body))
  assert.deepEqual([asked.body.waitsForSecond, asked.body.closedAt], [true, null])
  assert.equal(await kindOf(nationalCardText), 'valid-national')

  const decisionId = asked.body.decisions[0]!.decisionId
  const answer = { agrees: true, reason: 'Seen the photocopy as well.' }
  const alone = await answerTo(caseId, decisionId, answer, first)
  assert.deepEqual([alone.status, alone.body.error], [403, 'second-person-needed'])
  assert.equal((await answerTo(caseId, decisionId, answer, auditor)).status, 403)
  const agreed = await answerTo(caseId, decisionId, answer, second)
  assert.equal(agreed.status, 200, JSON.stringify(agreed.body))
  await eventually(async () => (await kindOf(nationalCardText)) === 'withdrawn', 'verifiers hear of it')
  assert.deepInclude((await decisionsHeardBy(site))[0], {
    cardId: national.cardId,
    kind: 'national',
    decision: 'withdrawn',
  })

  const history = await look(caseId, auditor)
  assert.deepInclude(history.decisions[0]!, {
    decidedBy: 'administrator',
    secondBy: 'Dewi',
    reason,
    state: 'done',
  })
  assert.isNotNull(history.closedAt)
  assert.include(
    history.looks.map(({ by }) => by),
    'Pemeriksa',
  )
  assert.isEmpty([...history.actions, ...history.cards.flatMap(({ actions }) => actions)])
  const closed = await find({ state: 'closed', text: 'presented again' })
  assert.include(
    closed.map((each) => each.caseId),
    caseId,
  )
  assert.notInclude(
    (await find({})).map((each) => each.caseId),
    caseId,
  )
})

test('the second person may decline, and whoever asked may take it back: the card stays good', async () => {
  const { caseId, nationalCardText } = await presentedTwice()
  const national = (await look(caseId)).cards.find(({ kind }) => kind === 'national')!
  for (const token of [second, first]) {
    const body = { action: 'withdraw-card', cardId: national.cardId, reason: 'Looks like a copy to me.' }
    const asked = await decide(caseId, body)
    const decisionId = asked.body.decisions.at(-1)!.decisionId
    const busy = await decide(caseId, { action: 'close', reason: 'Nothing to do here at all.' }, second)
    assert.deepEqual([busy.status, busy.body.error], [409, 'case-changed'])
    const no = await answerTo(
      caseId,
      decisionId,
      { agrees: false, reason: 'It was the holder, twice.' },
      token,
    )
    assert.equal(no.body.decisions.at(-1)!.state, 'declined')
  }
  assert.equal(await kindOf(nationalCardText), 'valid-national')
  assert.equal(
    (await decide(caseId, { action: 'close', reason: 'The holder came twice, in haste.' })).status,
    200,
  )
})

test('a suspended card is released and counts again, also where a rebuild of the views shows it void', async () => {
  const site = await newSite()
  const made = await doseWithLocalCard(site, people[nextPerson++]!)
  await sync(site)
  await hub.query(
    `INSERT INTO card_status (list_id, status_index, status, site_id, changed_at) VALUES ($1, $2, 2, $3, now())`,
    [made.issued.statusList, made.issued.statusIndex, site.siteId],
  )
  await hub.query('UPDATE status_lists SET changes = changes + 1')
  await eventually(async () => (await kindOf(made.text)) === 'suspended', 'the card is suspended')
  await hub.query(
    `INSERT INTO cases (case_id, kind, site_id, event_id, immunization_id, summary, opened_at)
     VALUES ($1, 'card-conflict', $2, $3, $4, 'Local card is suspended.', now())`,
    ['suspended-1', site.siteId, made.issued.cardId, made.issued.immunizationId],
  )
  const [card] = (await look('suspended-1')).cards.filter(({ kind }) => kind === 'local')
  assert.deepEqual(card!.actions, ['release-card', 'withdraw-card'])
  const done = await decide('suspended-1', {
    action: 'release-card',
    cardId: card!.cardId,
    reason: 'The clerk had used the spare block; checked with the site.',
  })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  await eventually(async () => (await kindOf(made.text)) === 'valid-local', 'the card counts again')
  const [row] = await hub.query<{ status: number; released: boolean }>(
    'SELECT status, released_at IS NOT NULL AS released FROM card_status WHERE list_id = $1 AND status_index = $2',
    [made.issued.statusList, made.issued.statusIndex],
  )
  assert.deepEqual(row, { status: 2, released: true })
  assert.deepEqual(
    (await decisionsHeardBy(site)).map(({ cardId, immunizationId, decision }) => [
      cardId,
      immunizationId,
      decision,
    ]),
    [[made.issued.cardId, made.issued.immunizationId, 'released']],
  )
  // What a rebuild makes of the journal alone; the decision stands beside the status, and is heard.
  await hub.query(`UPDATE cards_local SET state = 'void' WHERE card_id = $1`, [made.issued.cardId])
  assert.equal((await exchange(made.text)).status, 200)
})

test('a quarantined site sends again after a person lifted it; it opens one case, not one for each try', async () => {
  const site = await newSite()
  site.dose(people[nextPerson++]!)
  await sync(site)
  const clone = cloneOf(site)
  clone.dose(people[nextPerson++]!)
  site.dose(people[nextPerson++]!)
  await sync(site)
  for (let tries = 0; tries < 2; tries += 1) {
    const answer = await clone.put(2)
    assert.isAtLeast(answer.status, 400)
  }
  const opened = await find({ kind: 'site-forked', siteId: site.siteId })
  assert.equal(opened.length, 1)
  site.dose(people[nextPerson++]!)
  assert.equal((await site.put(site.lines.length)).status, 403)

  const { caseId } = opened[0]!
  assert.deepEqual((await look(caseId)).actions, ['lift-quarantine', 'close'])
  const reason = 'The clone is switched off and its two records were entered here.'
  assert.equal((await decide(caseId, { action: 'lift-quarantine', reason }, auditor)).status, 403)
  assert.equal((await decide(caseId, { action: 'lift-quarantine', reason })).status, 200)
  assert.equal((await site.put(site.lines.length)).status, 200)
  assert.isEmpty(await find({ kind: 'site-forked', siteId: site.siteId }))
})

test('without a real reason nothing is decided, and what is searched for is taken as words', async () => {
  const { caseId } = await presentedTwice()
  const short = await decide(caseId, { action: 'close', reason: 'ok' })
  assert.equal(short.status, 400)
  assert.isEmpty(await find({ text: '100%' }))
  assert.include(
    (await find({ text: caseId })).map((each) => each.caseId),
    caseId,
  )
  assert.equal((await call('GET', '/v1/console/cases/no-such-case')).status, 404)
})

async function presentedTwice() {
  const site = await newSite()
  const { text } = await doseWithLocalCard(site, people[nextPerson++]!)
  await sync(site)
  const granted = await eventually(async () => {
    const response = await exchange(text)
    return response.ok && ((await response.json()) as CardExchangeAnswer)
  }, 'the card is exchanged')
  assert.equal((await exchange(text)).status, 409)
  const [found] = await find({ siteId: site.siteId })
  return { site, caseId: found!.caseId, nationalCardText: granted.nationalCardText }
}

const exchange = (localCardText: string) =>
  fetch(`${hub.url}/v1/exchanges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ exchangeId: uuid(), localCardText }),
  })

async function newSite(): Promise<TestSite> {
  nextSite += 1
  const siteId = `krw-${String(nextSite).padStart(2, '0')}`
  const site = new TestSite({ siteId, url: hub.url, now: () => new Date() })
  assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
  return site
}

/** The same laptop from the same backup: it knows what was written until now. */
function cloneOf(site: TestSite): TestSite {
  const clone = new TestSite({
    siteId: site.siteId,
    url: hub.url,
    logKey: site.logKey,
    now: () => new Date(),
  })
  for (const line of site.lines) clone.appendBytes(line)
  return clone
}

async function sync(site: TestSite): Promise<void> {
  const { body } = await site.head()
  assert.equal((await site.put(body.size + 1)).status, 200)
  await eventually(async () => {
    const [cursor] = await hub.query<{ seq: string }>(
      'SELECT seq::text FROM projection_cursors WHERE site_id = $1',
      [site.siteId],
    )
    return Number(cursor?.seq ?? 0) === site.lines.length
  }, 'the registry catches up')
}

async function newUser(name: string, role: string): Promise<string> {
  const made = await call<{ password: string }>('POST', '/v1/console/users', { name, role })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const body = { name, password: made.body.password }
  return (await call<{ token: string }>('POST', '/v1/console/sign-in', body)).body.token
}

/** What the site's card desk is told, in its feed. */
const decisionsHeardBy = async (site: TestSite) =>
  (await site.feed()).body.entries
    .filter(({ type }) => type === 'card.decided')
    .map(({ data }) => data as FeedData<'card.decided'>)
const kindOf = async (text: string) => (await verifyFromPublicFiles(hub.url, text, new Date())).kind
const look = async (caseId: string, token = first) =>
  (await call<HubCaseDetail>('GET', `/v1/console/cases/${caseId}`, undefined, token)).body
const find = async (body: object) =>
  (await call<{ cases: HubCase[] }>('POST', '/v1/console/cases/find', body)).body.cases
const decide = (caseId: string, body: object, token = first) =>
  call<HubCaseDetail & { error?: string }>('POST', `/v1/console/cases/${caseId}/decisions`, body, token)
const answerTo = (caseId: string, decisionId: string, body: object, token: string) =>
  call<HubCaseDetail & { error?: string }>(
    'POST',
    `/v1/console/cases/${caseId}/decisions/${decisionId}/answer`,
    body,
    token,
  )

async function call<Body>(method: string, path: string, body?: object, token = first) {
  const response = await fetch(hub.url + path, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, body: (await response.json()) as Body }
}
