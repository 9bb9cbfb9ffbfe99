import { deflateSync, gzipSync } from 'node:zlib'
import { HttpHubLink } from '@sentra/journal'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { startTestHub, type TestHub } from '../testing/test-hub.ts'
import { TestSite } from '../testing/test-site.ts'
import { batchesPerSiteMax } from './admission.ts'

let hub: TestHub
let site: TestSite
const now = () => new Date()

beforeAll(async () => {
  hub = await startTestHub()
  site = new TestSite({ siteId: 'krw-01', url: hub.url, now })
  await site.enrol(await hub.enrolmentCode())
  for (let event = 0; event < 40; event += 1) site.append('staff.retired', { staffId: 'V-01' })
})
afterAll(() => hub.stop())

const send = (body: Buffer<ArrayBuffer>, encoding: string) =>
  site.call<{ error?: string }>('PUT', '/events?epoch=1&from=1', body, {
    'content-encoding': encoding,
    'sentra-checkpoint': Buffer.from(site.checkpoint()).toString('base64'),
  })

test('a site that pushes too hard is told when to come back, and loses nothing', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => site.put()))
  const refused = answers.filter(({ status }) => status === 503)
  assert.isAtLeast(answers.filter(({ status }) => status === 200).length, batchesPerSiteMax)
  for (const { body, headers } of refused) {
    assert.equal((body as unknown as { error: string }).error, 'hub-busy')
    assert.isAtLeast(Number(headers.get('retry-after')), 1)
  }
  assert.equal((await site.head()).body.size, 40)
})

test('a compressed batch is taken; a bomb, a broken one and an unknown kind are refused by name', async () => {
  const lines = Buffer.concat(site.lines.flatMap((line) => [line, Buffer.from('\n')]))
  assert.equal((await send(gzipSync(lines), 'gzip')).status, 200)
  assert.equal((await send(deflateSync(lines), 'deflate')).status, 200)
  assert.equal((await send(gzipSync(Buffer.alloc(64 * 1024 * 1024)), 'gzip')).body.error, 'batch-too-large')
  assert.equal((await send(Buffer.from('not packed at all'), 'gzip')).body.error, 'unreadable-body')
  assert.equal((await send(lines, 'zstd-of-tomorrow')).body.error, 'unknown-encoding')
})

test('the link of a real site works against it, its clock in 1970', async () => {
  const link = new HttpHubLink({
    hubUrl: hub.url,
    site: site.siteId,
    logKey: site.logKey,
    clock: { now: () => new Date(86_400_000) },
  })
  assert.equal((await link.head()).size, 40)
  const event = site.append('staff.retired', { staffId: 'V-02' })
  const line = site.lines.at(-1)!.toString('utf8')
  const receipt = await link.sendEvents({ epoch: 1, from: 41, lines: [line], checkpoint: site.checkpoint() })
  assert.deepEqual('outcomes' in receipt && receipt.outcomes, [
    { seq: 41, eventId: event.eventId, outcome: 'accepted' },
  ])
  await link.sendTally({
    site: site.siteId,
    at: now().toISOString(),
    localDate: '2026-01-01',
    dosesGivenToday: 0,
    dosesGivenTotal: 0,
    dosesWasted: 0,
    dosesOnHand: 0,
    backlog: 0,
    headSize: 41,
  })
  assert.deepEqual(await link.feed(0, 10), { entries: [], more: false })
})
