import assert from 'node:assert/strict'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { isRefused, openTrustBundle, verifyCard } from '@sentra/card'
import type {
  BatchReceipt,
  DoseLine,
  EnrolmentAnswer,
  FeedPage,
  HubCase,
  JournalEvent,
} from '@sentra/contract'
import { openReceipt, parseVkey } from '@sentra/journal'
import { makeTempDir } from '@sentra/testkit'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { hashCode } from '../../../hub/src/accept/enrolment-code.ts'
import { eventually, startTestHub, type TestHub } from '../../../hub/src/testing/test-hub.ts'
import { merkleRoot } from '../checks/merkle-root.ts'
import { SimulatedClock } from '../world/simulated-clock.ts'
import { askedAt, batchesIn, bytesOf, enrolmentIn, formerWires, linesOf } from './former-wire.ts'
import type { RecordedCall } from './record-wire.ts'

/**
 * What sites of older versions once sent – signed, packed, in their own words – is sent again to today's hub, at the
 * time of then. The hub has keys of its own, so its answers are new; the site of then must be able to rely on them.
 */
const wires = formerWires('site')

test('three older versions of a site are kept', () => {
  assert.ok(wires.length >= 3, wires.map(({ revision }) => revision).join())
})

for (const wire of wires)
  describe(`a site of ${wire.revision}`, () => {
    const { call: enrolling, body: enrolment } = enrolmentIn(wire)
    const moments = wire.calls.flatMap((call) => askedAt(call) ?? [])
    const facts: JournalEvent[] = []
    let clock: SimulatedClock
    let hub: TestHub
    let enrolled: EnrolmentAnswer

    beforeAll(async () => {
      const directory = makeTempDir('former')
      clock = new SimulatedClock(join(directory, 'clock'), Math.min(...moments))
      hub = await startTestHub({ SENTRA_DATA: directory, SENTRA_SIMULATED_CLOCK: clock.file })
      await hub.query(
        `INSERT INTO enrolment_codes (code_hash, site_name, made_at, valid_until)
         VALUES ($1, $2, $3::timestamptz, $3::timestamptz + interval '1 day')`,
        [hashCode(enrolment.code), enrolment.siteName, clock.instant()],
      )
    })
    afterAll(() => hub?.stop())

    async function ask(call: RecordedCall): Promise<Response> {
      clock.moveTo(Math.max(clock.now(), askedAt(call) ?? 0))
      const { method, path, headers, body } = call
      return fetch(`${hub.url}${path}`, { method, headers, ...(body === '' ? {} : { body: bytesOf(body) }) })
    }

    test('is enrolled by the words it uses', async () => {
      const answer = await ask(enrolling)
      assert.equal(answer.status, 200)
      enrolled = (await answer.json()) as EnrolmentAnswer
      assert.equal(enrolled.siteId, enrolment.siteId)
    })

    test('is not believed with one letter of its log changed', async () => {
      const [first] = batchesIn(wire)
      const text = linesOf(first!).lines.map((line) => `${line.replace('Koordinator', 'Koordinatar')}\n`)
      const answer = await ask({ ...first!, body: deflateSync(text.join('')).toString('base64') })
      assert.equal(answer.status, 401)
      assert.equal(((await answer.json()) as { error: string }).error, 'bad-site-signature')
    })

    test('gets for each batch a receipt that it can verify, over every line it has sent, and nothing is refused', async () => {
      const witness = parseVkey(enrolled.witnessKey)
      const siteKey = parseVkey(enrolment.logKey)
      const lines: string[] = []
      for (const call of wire.calls.filter((each) => each !== enrolling)) {
        const answer = await ask(call)
        assert.equal(answer.status, call.status, `${call.method} ${call.path}`)
        if (!batchesIn(wire).includes(call)) {
          await answer.arrayBuffer()
          continue
        }
        const batch = linesOf(call)
        lines.splice(batch.from - 1, batch.lines.length, ...batch.lines)
        const { outcomes, receipt, head } = (await answer.json()) as BatchReceipt
        assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set(['accepted']))
        const opened = openReceipt(receipt, siteKey, witness)
        assert.ok(!('fault' in opened), JSON.stringify(opened))
        assert.equal(opened.size, head.size)
        assert.equal(opened.size, batch.from - 1 + batch.lines.length)
        assert.deepEqual(Buffer.from(opened.root), merkleRoot(lines))
      }
      facts.push(...lines.map((line) => JSON.parse(line) as JournalEvent))
      assert.ok(facts.some(({ type }) => type === 'card.exchanged'))
    })

    test('has each of its doses at the hub once, with the cards that people hold, and no case', async () => {
      const token = await hub.signIn()
      const get = async (path: string) =>
        (await fetch(`${hub.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).text()
      const of = (type: string) => facts.filter((fact) => fact.type === type).map(({ data }) => data as Ids)
      const expected = of('immunization.recorded').map(({ immunizationId }) => ({
        immunizationId,
        local: of('card.exchanged').some((each) => each.immunizationId === immunizationId)
          ? 'exchanged'
          : of('local-card.issued').some((each) => each.immunizationId === immunizationId)
            ? 'live'
            : null,
      }))
      const settled = await eventually(async () => {
        const doses = (await get('/v1/console/doses')).split('\n').filter((line) => line !== '')
        const seen = doses.map((line) => JSON.parse(line) as DoseLine)
        const ready = seen.filter(({ nationalCardState }) => nationalCardState !== null)
        return ready.length === expected.length && seen
      }, 'every dose has its national card')
      const shown = settled.map(({ immunizationId, localCardState }) => ({
        immunizationId,
        local: localCardState,
      }))
      const byId = (one: Ids, other: Ids) => one.immunizationId.localeCompare(other.immunizationId)
      assert.deepEqual(shown.toSorted(byId), expected.toSorted(byId))
      const { cases } = JSON.parse(await get('/v1/console/cases')) as { cases: HubCase[] }
      assert.deepEqual(cases, [])
    })

    test('reads from its feed national cards that verify with the trust it was given', async () => {
      const asking = wire.calls.find(({ path }) => path.includes('/feed?after=0&'))
      assert.ok(asking, 'it has asked for its feed from the start')
      const { entries } = (await (await ask(asking)).json()) as FeedPage
      const root = Uint8Array.from(bytesOf(enrolled.rootPublicKey))
      const trust = await openTrustBundle(Uint8Array.from(bytesOf(enrolled.trustBundle)), root)
      assert.ok(!isRefused(trust))
      const cards = entries.filter(({ type }) => type === 'national-card.issued')
      assert.ok(cards.length > 0)
      for (const { data } of cards) {
        const { text } = data as { text: string }
        const verdict = await verifyCard(text, { trust, statusLists: new Map(), now: new Date(clock.now()) })
        assert.equal(verdict.kind, 'valid-national')
      }
    })
  })

interface Ids {
  readonly immunizationId: string
}
