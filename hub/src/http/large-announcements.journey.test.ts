import { readFileSync } from 'node:fs'
import { BadSocket } from '@sentra/testkit'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { TestSite } from '../testing/test-site.ts'

/**
 * Nobody has to sign in to announce much. Who does fills no memory with it: it is seen before the bytes are read that
 * a place sends a few words at most, and that a bundle is in hand already.
 */
const megabyte = 1024 * 1024
let hub: TestHub
let site: TestSite
const crowd: BadSocket[] = []

beforeAll(async () => {
  hub = await startTestHub({ SENTRA_HUB_CONNECTIONS_PER_ADDRESS: '800' })
  site = new TestSite({ siteId: 'krw-01', url: hub.url, now: () => new Date() })
  await site.enrol(await hub.enrolmentCode())
  for (let event = 0; event < 10; event += 1) site.append('staff.retired', { staffId: 'V-01' })
})
afterAll(async () => {
  for (const each of crowd) each.destroy()
  await hub.stop()
})

const memoryMegabytes = () =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${hub.process.pid}/status`, 'utf8'))?.[1]) / 1024

/** Everything but the last byte, so that the hub goes on waiting with the rest in hand. */
function announce(request: string, bytes: number, times: number, type = 'application/json') {
  const body = 'x'.repeat(bytes - 1)
  const sockets = Array.from({ length: times }, () =>
    new BadSocket(hub.url).write(
      `${request} HTTP/1.1\r\nhost: hub\r\ncontent-type: ${type}\r\ncontent-length: ${bytes}\r\n\r\n${body}`,
    ),
  )
  crowd.push(...sockets)
  return sockets
}

const statusesOf = (sockets: readonly BadSocket[]) =>
  eventually(async () => {
    const statuses = sockets.map(({ received, closedAt }) => {
      assert(received !== '' || closedAt === undefined, 'nobody is hung up on without a word')
      return Number(/^HTTP\/1\.1 (\d+) /.exec(received)?.[1] ?? 0)
    })
    return !statuses.includes(0) && statuses
  }, 'each is answered before its last byte')

test('large announcements without a name are refused unread, and a live batch gets its receipt', async () => {
  const before = process.platform === 'linux' ? memoryMegabytes() : 0
  const few = [
    'PUT /v1/journals/krw-01/tally',
    'POST /v1/journals/krw-01/exchanges',
    'POST /v1/journals/nobody/device-certificates',
    'POST /v1/enrolments',
    'POST /v1/console/sign-in',
    'POST /v1/exchanges',
  ].flatMap((request) => announce(request, 3 * megabyte, 12))
  // Some of these places also count the tries of one address.
  for (const status of await statusesOf(few)) assert.include([413, 429], status)

  const bundles = announce('PUT /v1/bundles', 40 * megabyte, 1, 'application/octet-stream')
  await eventually(async () => {
    const [next] = announce('PUT /v1/bundles', 1_000, 1, 'application/octet-stream')
    await eventually(async () => next!.received !== '' || next!.closedAt !== undefined, 'an answer')
    return /^HTTP\/1\.1 503 /.test(next!.received)
  }, 'one bundle is in hand')
  const more = announce('PUT /v1/bundles', 40 * megabyte, 8, 'application/octet-stream')
  for (const status of await statusesOf(more)) assert.equal(status, 503)
  for (const each of more) assert.match(each.received, /retry-after: \d+/)
  assert.equal(bundles[0]!.received, '', 'the first one goes on sending')

  const taken = await site.put()
  assert.equal(taken.status, 200, JSON.stringify(taken.body))
  assert.equal(taken.body.head.size, 10)
  const grown = process.platform === 'linux' ? memoryMegabytes() - before : 0
  console.info(`${few.length * 3 + 9 * 40} MB announced, memory +${Math.round(grown)} MB`)
  // The one bundle that is in hand is 40 of them; what was read past and let go of is collected when there is time.
  assert.isBelow(grown, 250)
})

test('who sends too much and listens only afterwards hears that it was too much', async () => {
  const late = new BadSocket(hub.url, { reads: false })
  crowd.push(late)
  const body = 'x'.repeat(3 * megabyte)
  late.write(
    `PUT /v1/journals/krw-01/tally HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  late.read()
  assert.deepEqual(await statusesOf([late]), [413])
})

test('a bundle of no length is a bundle as large as any: the next one waits for it, then comes in', async () => {
  for (const each of crowd) each.destroy()
  const bundle = () =>
    new BadSocket(hub.url).write(
      'PUT /v1/bundles HTTP/1.1\r\nhost: hub\r\ntransfer-encoding: chunked\r\ncontent-type: a/b\r\n\r\n3\r\nabc\r\n',
    )
  // The hub may not have heard yet that those of before have hung up.
  const first = await eventually(async () => {
    const next = bundle()
    crowd.push(next)
    await new Promise((resolve) => setTimeout(resolve, 500))
    return next.received === '' && next
  }, 'one bundle is in hand')
  const second = bundle()
  crowd.push(second)
  assert.deepEqual(await statusesOf([second]), [503])
  first.destroy()
  const third = await eventually(async () => {
    const next = bundle().write('0\r\n\r\n')
    crowd.push(next)
    const [status] = await statusesOf([next])
    return status !== 503 && status
  }, 'the place is free again')
  assert.equal(third, 422, 'it is read, and is no bundle')
})

test('the longest card text that a person may send still fits, whatever letters it is of', async () => {
  const answer = await fetch(`${hub.url}/v1/exchanges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ exchangeId: crypto.randomUUID(), localCardText: `HC1:${'€'.repeat(3_990)}` }),
  })
  const { error } = (await answer.json()) as { error: string }
  assert.notEqual(answer.status, 413)
  assert.notEqual(error, 'batch-too-large')
})
