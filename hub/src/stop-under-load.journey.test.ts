import { Agent, request } from 'node:http'
import { signSiteRequest } from '@sentra/journal'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { startTestHub, type TestHub } from './testing/test-hub.ts'
import { TestSite } from './testing/test-site.ts'

/** A hub that is asked to end in the middle of the busiest minute: who was let in is answered, the others know when to come back. */
const siteCount = 50
const eventsEach = 100
let hub: TestHub
const sites: TestSite[] = []
const agent = new Agent({ keepAlive: true, maxSockets: siteCount })

beforeAll(async () => {
  hub = await startTestHub()
  for (let index = 0; index < siteCount; index += 1) {
    const site = new TestSite({ siteId: `krw-${index}`, url: hub.url, now: () => new Date() })
    await site.enrol(await hub.enrolmentCode())
    for (let event = 0; event < eventsEach; event += 1) site.append('staff.retired', { staffId: 'V-01' })
    sites.push(site)
  }
})
afterAll(async () => {
  agent.destroy()
  await hub.stop()
})

type Told = { site: TestSite; status: number; retryAfter: string | undefined; whole: boolean }

/** One batch over a connection of its own; what came back, to the last byte. */
function send(site: TestSite): Promise<Told> {
  const body = Buffer.concat(site.lines.flatMap((line) => [line, Buffer.from('\n')]))
  const path = `/v1/journals/${site.siteId}/events?epoch=1&from=1`
  const headers = {
    authorization: signSiteRequest({
      site: site.siteId,
      method: 'PUT',
      path,
      body,
      logKey: site.logKey,
      created: Math.floor(Date.now() / 1000),
    }),
    'content-length': body.length,
    'sentra-lane': 'live',
    'sentra-checkpoint': Buffer.from(site.checkpoint()).toString('base64'),
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(hub.url + path, { method: 'PUT', agent, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      answer.once('error', reject).once('close', () => {
        const retryAfter = answer.headers['retry-after']
        resolve({ site, status: answer.statusCode!, retryAfter, whole: answer.complete && isJson(text) })
      })
    })
    outgoing.once('error', reject).end(body)
  })
}

const isJson = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

test('SIGTERM under fifty batches: each is answered to the end or told when to come back, and no receipt was a lie', async () => {
  // Connections are open already, as in the middle of a day.
  await Promise.all(
    sites.map(
      () =>
        new Promise((resolve) =>
          request(`${hub.url}/healthz`, { agent }, (answer) => answer.resume().once('end', resolve)).end(),
        ),
    ),
  )
  const answers = Promise.all(sites.map(send))
  await new Promise((resolve) => setTimeout(resolve, 15))
  const asked = performance.now()
  const [told, end] = await Promise.all([answers, hub.process.kill('SIGTERM')])
  const seconds = (performance.now() - asked) / 1000
  assert.deepEqual(end, { code: 0, signal: null })
  assert.isBelow(seconds, 15)

  const receipted = told.filter(({ status }) => status === 200)
  const refused = told.filter(({ status }) => status !== 200)
  process.stdout.write(
    `${receipted.length} receipted, ${refused.length} told to come back; the end took ${seconds.toFixed(1)} s\n`,
  )
  assert.isTrue(told.every(({ whole }) => whole))
  for (const { status, retryAfter } of refused) {
    assert.include([429, 503], status)
    assert.isAtLeast(Number(retryAfter), 1)
  }
  await hub.restart()
  const sizes = await hub.query<{ site: string; size: number }>(
    'SELECT site_id AS site, size::int AS size FROM journal_heads',
  )
  const sizeOf = new Map(sizes.map(({ site, size }) => [site, size]))
  for (const { site } of receipted) assert.equal(sizeOf.get(site.siteId), eventsEach, site.siteId)
  for (const { site } of refused) {
    site.url = hub.url
    assert.include([0, undefined, eventsEach], sizeOf.get(site.siteId))
    assert.equal((await site.put()).status, 200)
  }
})

test('asked again a second later the hub ends at once; asked twice in one moment it ends in order', async () => {
  hub.process.kill('SIGINT').catch(() => {})
  assert.deepEqual(await hub.process.kill('SIGTERM'), { code: 0, signal: null })
  await hub.restart()
  // A batch whose body never comes keeps the hub from ending for three seconds.
  const url = new URL(hub.url)
  const stuck = request({
    host: url.hostname,
    port: url.port,
    method: 'PUT',
    path: '/v1/journals/krw-1/events?epoch=1&from=1',
    headers: { 'content-length': 1_000 },
  })
  stuck.on('error', () => {})
  stuck.write('a')
  await new Promise((resolve) => setTimeout(resolve, 300))
  const asked = performance.now()
  const ended = hub.process.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 1_300))
  assert.isTrue(hub.process.isRunning(), 'what is under way is waited for')
  const again = performance.now()
  const end = await hub.process.kill('SIGINT')
  await ended
  assert.deepEqual(end, { code: 1, signal: null })
  assert.isBelow(performance.now() - again, 1_000)
  process.stdout.write(
    `ended ${Math.round(performance.now() - again)} ms after the second asking, ${Math.round(performance.now() - asked)} ms after the first\n`,
  )
  await hub.restart()
  assert.equal((await fetch(`${hub.url}/readyz`)).status, 200)
})
