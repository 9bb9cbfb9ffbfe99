import { isRefused, openDeviceCertificate } from '@sentra/card'
import { loadDeviceCertificate, signerFromKey } from '@sentra/card/issue'
import type { CardExchanged, FeedData, Patient } from '@sentra/contract'
import { openReceipt, parseVkey } from '@sentra/journal'
import { v7 as uuid } from 'uuid'
import { afterAll, assert, beforeAll, describe, test } from 'vitest'
import { doseWithLocalCard } from '../testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'
import { verifyFromPublicFiles } from '../testing/verify-offline.ts'

let hub: TestHub
const now = () => new Date()
const people = testPatients(21, 60)
let nextPerson = 0
const somebody = (): Patient => people[nextPerson++]!

beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())

async function enrolledSite(siteId: string): Promise<TestSite> {
  const site = new TestSite({ siteId, url: hub.url, now })
  const answer = await site.enrol(await hub.enrolmentCode())
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return site
}

const projected = (site: TestSite) =>
  eventually(async () => {
    const [cursor] = await hub.query<{ seq: string }>(
      'SELECT seq::text FROM projection_cursors WHERE site_id = $1 AND epoch = $2',
      [site.siteId, site.epoch],
    )
    return Number(cursor?.seq ?? 0) === site.lines.length
  }, `the registry of ${site.siteId} catches up`)

async function nationalCards(site: TestSite): Promise<FeedData<'national-card.issued'>[]> {
  const { body } = await site.feed()
  return body.entries
    .filter((entry) => entry.type === 'national-card.issued')
    .map((entry) => entry.data as FeedData<'national-card.issued'>)
}

const casesOf = (site: TestSite) =>
  hub.query<{ kind: string; summary: string }>(
    'SELECT kind, summary FROM cases WHERE site_id = $1 ORDER BY kind',
    [site.siteId],
  )

describe('from a journal to a card', () => {
  test('a dose becomes a receipt, a patient and a national card that a stranger can check', async () => {
    const site = await enrolledSite('krw-01')
    const dose = site.dose(somebody())
    const answer = await site.put()
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    assert.deepEqual(answer.body.outcomes, [{ seq: 1, eventId: dose.eventId, outcome: 'accepted' }])
    assert.equal(answer.body.head.size, 1)

    const receipt = openReceipt(answer.body.receipt, site.verifier, parseVkey(site.enrolled!.witnessKey))
    assert.notProperty(receipt, 'fault')
    assert.equal('size' in receipt && receipt.size, 1)

    await projected(site)
    const [card] = await nationalCards(site)
    assert.equal(card!.immunizationId, dose.data.immunizationId)
    const verdict = await verifyFromPublicFiles(hub.url, card!.text, now())
    assert.equal(verdict.kind, 'valid-national', verdict.reason)
  })

  test('the certificate a site gets is the one verifiers will accept', async () => {
    const site = await enrolledSite('krw-02')
    const loaded = await loadDeviceCertificate(Buffer.from(site.certificate.certificate, 'base64'))
    assert.isFalse(isRefused(loaded))
    assert.equal(site.certificate.indexCount, 2048)
    assert.isFunction(openDeviceCertificate)
    const renewed = await site.call<{ firstIndex: number; statusList: string }>(
      'POST',
      '/device-certificates',
      Buffer.from(
        JSON.stringify({
          deviceId: 'laptop-1',
          devicePublicKey: Buffer.from(signerFromKey(site.deviceKey).publicKey).toString('base64'),
        }),
      ),
      { 'content-type': 'application/json' },
    )
    assert.equal(renewed.status, 200, JSON.stringify(renewed.body))
    assert.notEqual(renewed.body.firstIndex, site.certificate.firstIndex, 'no index is given twice')
  })

  test('a batch sent again changes no row and is answered with the same receipt', async () => {
    const site = await enrolledSite('krw-03')
    for (let count = 0; count < 5; count += 1) site.dose(somebody())
    const first = await site.put()
    await projected(site)
    const rows = () =>
      hub.query(
        `SELECT (SELECT count(*) FROM journal_events) e, (SELECT count(*) FROM doses) d,
                (SELECT count(*) FROM minted_cards) c, (SELECT count(*) FROM feed_entries) f`,
      )
    const before = await rows()
    const again = await site.put()
    const part = await site.put(2, 4)
    assert.deepEqual(
      again.body.outcomes.map(({ outcome }) => outcome),
      ['duplicate', 'duplicate', 'duplicate', 'duplicate', 'duplicate'],
    )
    assert.equal(again.body.receipt, first.body.receipt)
    assert.equal(part.status, 200)
    assert.deepEqual(await rows(), before)

    site.dose(somebody())
    const overlapping = await site.put(4)
    assert.deepEqual(
      overlapping.body.outcomes.map(({ outcome }) => outcome),
      ['duplicate', 'duplicate', 'accepted'],
    )
  })

  test('a local card that was exchanged verifies as exchanged, and only one exchange counts', async () => {
    const site = await enrolledSite('krw-04')
    const { issued, text } = await doseWithLocalCard(site, somebody())
    assert.equal((await verifyFromPublicFiles(hub.url, text, now())).kind, 'valid-local')
    assert.equal((await site.put()).status, 200)
    await projected(site)
    const [national] = await nationalCards(site)
    const exchange: CardExchanged = {
      localCardId: issued.cardId,
      nationalCardId: national!.nationalCardId,
      immunizationId: issued.immunizationId,
      visitId: issued.visitId,
      paperWithdrawn: true,
    }
    site.append('card.exchanged', exchange)
    site.append('card.exchanged', exchange)
    assert.equal((await site.put()).status, 200)
    await projected(site)
    await eventually(
      async () => (await verifyFromPublicFiles(hub.url, text, now())).kind === 'exchanged',
      'the status list says exchanged',
    )
    assert.equal((await verifyFromPublicFiles(hub.url, national!.text, now())).kind, 'valid-national')
    assert.deepEqual(
      (await casesOf(site)).map(({ kind }) => kind),
      ['card-conflict'],
    )
  })

  test('a site cannot change the status of another site’s card', async () => {
    const [one, other] = [await enrolledSite('krw-05'), await enrolledSite('krw-06')]
    const { issued, text } = await doseWithLocalCard(one, somebody())
    await one.put()
    const dose = other.dose(somebody())
    const stolen = { ...issued, cardId: uuid(), immunizationId: dose.data.immunizationId }
    other.append('local-card.issued', stolen)
    const [national] = await nationalCards(other)
    other.append('card.exchanged', {
      localCardId: stolen.cardId,
      nationalCardId: national?.nationalCardId ?? uuid(),
      immunizationId: dose.data.immunizationId,
      visitId: dose.data.visitId,
      paperWithdrawn: true,
    })
    assert.equal((await other.put()).status, 200)
    await projected(other)
    // Its twin: a card of its own, later and on the same list, does change. What was to be published before is, then.
    const own = await doseWithLocalCard(other, somebody())
    assert.equal(own.issued.statusList, issued.statusList)
    assert.equal((await other.put()).status, 200)
    await projected(other)
    const ownNational = (await nationalCards(other)).find(
      ({ immunizationId }) => immunizationId === own.issued.immunizationId,
    )
    other.append('card.exchanged', {
      localCardId: own.issued.cardId,
      nationalCardId: ownNational!.nationalCardId,
      immunizationId: own.issued.immunizationId,
      visitId: own.issued.visitId,
      paperWithdrawn: true,
    })
    assert.equal((await other.put()).status, 200)
    await eventually(
      async () => (await verifyFromPublicFiles(hub.url, own.text, now())).kind === 'exchanged',
      'the status list says exchanged of the site’s own card',
    )
    assert.equal((await verifyFromPublicFiles(hub.url, text, now())).kind, 'valid-local')
    assert.isNotEmpty(await casesOf(other))
  })
})

describe('what goes wrong', () => {
  test('one broken record is set aside, and those around it go through', async () => {
    const site = await enrolledSite('bks-01')
    site.dose(somebody())
    site.append('immunization.recorded', { immunizationId: 'not-a-dose' })
    site.appendBytes(Buffer.from('{"half a line'))
    site.appendBytes(Buffer.from([0xff, 0xfe, 0x00]))
    site.append('drone.landed', { nobody: 'knows this type yet' })
    site.dose(somebody())
    const answer = await site.put()
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    assert.deepEqual(
      answer.body.outcomes.map(({ outcome }) => outcome),
      ['accepted', 'refused', 'refused', 'refused', 'accepted', 'accepted'],
    )
    await projected(site)
    assert.equal((await nationalCards(site)).length, 2)
    assert.equal((await casesOf(site)).filter(({ kind }) => kind === 'refused-record').length, 3)
    assert.deepEqual((await site.head()).body.size, 6)
  })

  test('a record is refused without a word out of it: where a form answer does not fit is said in safe letters', async () => {
    const site = await enrolledSite('bks-05')
    const screening = (answers: object) => ({
      visitId: uuid(),
      formId: 'covid19-2021',
      formVersion: '1',
      answers,
      advised: 'PROCEED',
      reasons: [],
      decision: 'PROCEED',
      consent: true,
      observationMinutes: 15,
    })
    const keys = ['tension \0', 'pregnant', 'Siti Rahayu, 0812 3456', 'x'.repeat(4_000)]
    for (const key of keys) site.append('screening.recorded', screening({ [key]: [] }))
    site.dose(somebody())
    const answer = await site.put()
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    assert.deepEqual(
      answer.body.outcomes.map(({ outcome }) => outcome),
      [...keys.map(() => 'refused'), 'accepted'],
    )
    const reasons = answer.body.outcomes.slice(0, keys.length).map(({ reason }) => reason!)
    for (const [index, reason] of reasons.entries()) {
      assert.match(reason, /^data\.[\w.-]{1,80} does not fit screening\.recorded \(\w+\)$/)
      const place = keys[index] === 'pregnant' ? 'pregnant' : '_'
      assert.include(reason, `data.answers.${place} does`)
    }

    await projected(site)
    const stored = await hub.query<{ body: string; reason: string | null }>(
      'SELECT body, reason FROM journal_events WHERE site_id = $1 ORDER BY seq',
      [site.siteId],
    )
    assert.deepEqual(
      stored.map(({ body }) => body),
      site.lines.map(String),
    )
    assert.deepEqual(
      stored.slice(0, keys.length).map(({ reason }) => reason),
      reasons,
    )
    const summaries = (await casesOf(site)).map(({ summary }) => summary)
    assert.equal(summaries.length, keys.length)
    for (const reason of reasons)
      assert.isTrue(
        summaries.some((summary) => summary.includes(reason)),
        reason,
      )
    assert.equal((await nationalCards(site)).length, 1, 'the dose behind them went through')
  })

  test('a corrupted checkpoint is refused by name and nothing is stored', async () => {
    const site = await enrolledSite('bks-02')
    site.dose(somebody())
    const answer = await site.put(1, 1, { checkpoint: site.checkpoint().replace(/\n1\n/, '\n2\n') })
    assert.equal(answer.status, 400)
    assert.equal((answer.body as unknown as { error: string }).error, 'bad-checkpoint')
    assert.equal((await site.head()).body.size, 0)
    assert.equal((await site.put()).status, 200)
  })

  test('a batch that leaves a gap is told where the hub stands', async () => {
    const site = await enrolledSite('bks-03')
    for (let count = 0; count < 3; count += 1) site.append('staff.retired', { staffId: 'V-01' })
    const answer = (await site.put(2)) as unknown as {
      status: number
      body: { error: string; head: { size: number } }
    }
    assert.equal(answer.status, 409)
    assert.deepEqual([answer.body.error, answer.body.head.size], ['gap', 0])
  })

  test('another history under the same numbers is a fork: kept, quarantined, never mixed in', async () => {
    const site = await enrolledSite('bks-04')
    site.append('staff.retired', { staffId: 'V-01' })
    site.append('staff.retired', { staffId: 'V-02' })
    assert.equal((await site.put()).status, 200)
    const clone = new TestSite({ siteId: site.siteId, url: hub.url, logKey: site.logKey, now })
    clone.append('staff.retired', { staffId: 'V-09' })
    clone.append('staff.retired', { staffId: 'V-08' })
    clone.append('staff.retired', { staffId: 'V-07' })
    const forked = (await clone.put()) as unknown as { status: number; body: { error: string } }
    assert.deepEqual([forked.status, forked.body.error], [409, 'fork'])

    const afterwards = (await site.put()) as unknown as { status: number; body: { error: string } }
    assert.deepEqual([afterwards.status, afterwards.body.error], [403, 'site-quarantined'])
    const [kept] = await hub.query<{ forks: string; size: string }>(
      `SELECT (SELECT count(*) FROM forks WHERE site_id = $1)::text forks,
              (SELECT size FROM journal_heads WHERE site_id = $1)::text size`,
      [site.siteId],
    )
    assert.deepEqual(kept, { forks: '1', size: '2' })
  })

  test('a second dose 1 for one person is a case: both doses are kept, one national card is made', async () => {
    const [one, other] = [await enrolledSite('bgr-01'), await enrolledSite('bgr-02')]
    const person = somebody()
    one.dose(person)
    await one.put()
    await projected(one)
    other.dose({ ...person, fullName: person.fullName.toUpperCase() })
    await other.put()
    await projected(other)
    assert.deepEqual(
      (await casesOf(other)).map(({ kind }) => kind),
      ['second-dose'],
    )
    assert.equal((await nationalCards(one)).length + (await nationalCards(other)).length, 1)
    const doses = await hub.query('SELECT 1 FROM doses WHERE site_id IN ($1, $2)', ['bgr-01', 'bgr-02'])
    assert.equal(doses.length, 2)
  })

  test('two people on one number lose nothing: two patients, two cards, one case', async () => {
    const site = await enrolledSite('bgr-03')
    const [first, second] = [somebody(), somebody()]
    site.dose(first)
    site.dose({ ...second, identifiers: first.identifiers })
    await site.put()
    await projected(site)
    assert.equal((await nationalCards(site)).length, 2)
    assert.deepEqual(
      (await casesOf(site)).map(({ kind }) => kind),
      ['identity-collision'],
    )
  })

  test('an unknown, used or wrong signature or code is refused by name', async () => {
    const site = await enrolledSite('bgr-04')
    const code = await hub.enrolmentCode()
    const errorOf = (answer: { status: number; body: unknown }) => (answer.body as { error: string }).error

    const wrong = new TestSite({ siteId: 'bgr-05', url: hub.url, now })
    assert.equal(errorOf(await wrong.enrol('0000-0000-0000-0000')), 'unknown-enrolment-code')
    const fresh = new TestSite({ siteId: 'bgr-06', url: hub.url, now })
    assert.equal((await fresh.enrol(code)).status, 200)
    assert.equal((await fresh.enrol(code.toLowerCase())).status, 200, 'its answer may have been lost')
    assert.equal(errorOf(await wrong.enrol(code)), 'enrolment-code-used')

    const thief = new TestSite({ siteId: site.siteId, url: hub.url, now })
    thief.append('staff.retired', { staffId: 'V-01' })
    assert.equal(errorOf(await thief.put()), 'bad-site-signature')
    assert.equal(errorOf(await thief.enrol(await hub.enrolmentCode())), 'site-id-taken')

    const in1970 = new TestSite({
      siteId: site.siteId,
      url: hub.url,
      logKey: site.logKey,
      now: () => new Date(86_400_000),
    })
    const skewed = (await in1970.head()) as unknown as {
      status: number
      body: { error: string; now: string }
    }
    assert.equal(skewed.body.error, 'clock-skew')
    assert.closeTo(Date.parse(skewed.body.now), Date.now(), 5000)
  })
})
