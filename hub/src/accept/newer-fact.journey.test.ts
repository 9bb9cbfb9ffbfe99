import { leafHash } from '@sentra/journal'
import { v7 as uuid } from 'uuid'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'

let hub: TestHub
const now = () => new Date()

beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())

test('a fact of a newer site that nobody here knows is kept to the byte, and so it comes back', async () => {
  const site = new TestSite({ siteId: 'bks-06', url: hub.url, now })
  assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
  const at = now().toISOString()
  // Fields in another order, spaces, escapes and a number as nobody here would write them: another program wrote it.
  const line = Buffer.from(
    `{ "type":"drone.landed", "data":{"load":1.50,"pilot":"Ayu \\u2013 \\"one\\"\\u0000", "é":[ ]}, "seq":1,` +
      ` "site":"bks-06","epoch":1,"eventId":"${uuid()}","occurredAt":"${at}","recordedAt":"${at}",` +
      `"actor":"V-01","device":"tablet-1","weather":{"wind":1e2} }`,
  )
  site.appendBytes(line)
  site.dose(testPatients(21, 1)[0]!)
  const answer = await site.put()
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  assert.deepEqual(
    answer.body.outcomes.map(({ outcome }) => outcome),
    ['accepted', 'accepted'],
  )
  const [stored] = await hub.query<{ body: string; leaf: Buffer }>(
    'SELECT body, leaf_hash AS leaf FROM journal_events WHERE site_id = $1 AND seq = 1',
    [site.siteId],
  )
  assert.deepEqual(Buffer.from(stored!.body), line)
  assert.deepEqual(stored!.leaf, Buffer.from(leafHash(line)))
  const back = await site.call<{ lines: string[] }>('GET', '/events?epoch=1&from=1')
  assert.deepEqual(
    back.body.lines.map((each) => Buffer.from(each)),
    site.lines,
  )
  const cards = async () => {
    const { body } = await site.feed()
    return body.entries.filter((entry) => entry.type === 'national-card.issued').length === 1
  }
  await eventually(cards, 'the dose behind it goes on as ever')
  assert.isEmpty(await hub.query('SELECT 1 FROM cases'))
})
