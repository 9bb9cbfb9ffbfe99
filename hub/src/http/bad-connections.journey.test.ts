import { readFileSync } from 'node:fs'
import { BadSocket } from '@sentra/testkit'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { TestSite } from '../testing/test-site.ts'

/**
 * A hub in the open internet: senders of a byte at a time, thousands that say nothing, who never reads an answer. The
 * sites that have something to say do not notice. Limits are seconds here; a real hub allows more.
 */
const limitMs = 6_000
const eachKind = 80
let hub: TestHub
let site: TestSite
const crowd: BadSocket[] = []

beforeAll(async () => {
  hub = await startTestHub({
    SENTRA_HUB_HEADERS_MS: String(limitMs),
    SENTRA_HUB_REQUEST_MS: String(limitMs),
    SENTRA_HUB_SILENT_MS: String(limitMs),
    SENTRA_HUB_CONNECTIONS_PER_ADDRESS: '800',
  })
  site = new TestSite({ siteId: 'krw-01', url: hub.url, now: () => new Date() })
  await site.enrol(await hub.enrolmentCode())
  for (let event = 0; event < 30; event += 1) site.append('staff.retired', { staffId: 'V-01' })
})
afterAll(async () => {
  for (const each of crowd) each.destroy()
  await hub.stop()
})

const open = (prepare: (socket: BadSocket, index: number) => void, options = {}) =>
  Array.from({ length: eachKind }, (_, index) => {
    const socket = new BadSocket(hub.url, options)
    prepare(socket, index)
    crowd.push(socket)
    return socket
  })
const batchOf = (siteId: string, bytes: number) =>
  `PUT /v1/journals/${siteId}/events?epoch=1&from=1 HTTP/1.1\r\nhost: hub\r\nsentra-lane: live\r\n` +
  `content-encoding: deflate\r\ncontent-length: ${bytes}\r\n\r\n`
const ask = (path: string) => fetch(hub.url + path).catch(() => undefined)
const memoryMegabytes = () =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${hub.process.pid}/status`, 'utf8'))?.[1]) / 1024

test('others are served while hundreds of bad connections are open, and each of those is closed in time', async () => {
  const linux = process.platform === 'linux'
  const before = linux ? memoryMegabytes() : 0
  const slowBodies = open((socket, index) => {
    socket.write(batchOf(index % 2 === 0 ? 'krw-01' : `nobody-${index}`, 4_000_000)).trickle('a', 300)
  })
  const kinds = {
    silent: open(() => {}),
    'headers a byte at a time': open((socket) => {
      socket.write('GET /healthz HTTP/1.1\r\nx-long: ').trickle('abcdefgh', 300)
    }),
    'bodies a byte at a time, in the name of this site and of others': slowBodies,
    'many requests in one packet, answers that nobody reads': open(
      (socket) => {
        socket.write('GET /docs/json HTTP/1.1\r\nhost: hub\r\n\r\n'.repeat(300))
      },
      { reads: false },
    ),
    'an answer that nobody reads': open(
      (socket) => {
        socket.write('GET /docs/json HTTP/1.1\r\nhost: hub\r\n\r\n')
      },
      { reads: false },
    ),
    'half open': open((socket) => {
      socket.write(batchOf('krw-01', 1_000)).halfClose()
    }),
  }
  const longer = open((socket) => {
    const body = JSON.stringify({ name: 'nobody', password: 'wrong' })
    socket.write(
      `POST /v1/nowhere HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}and more than was said`,
    )
  })
  await Promise.all(crowd.map(({ opened }) => opened))
  const openedAt = performance.now()

  // One batch after the other, in the midst of it.
  for (let from = 1; from <= 30; from += 10) {
    const answer = await eventually(async () => {
      // A connection kept for the next request ends after so short a silence: like a real site, it comes again.
      const tried = await site.put(from, from + 9).catch(() => undefined)
      if (tried && tried.status !== 200) assert.include([429, 503], tried.status)
      return tried?.status === 200 && tried
    }, 'a batch of an honest site')
    assert.equal(answer.body.head.size, from + 9)
    if (from === 1)
      assert.isTrue(
        slowBodies.some(({ closedAt }) => closedAt === undefined),
        'not only after them',
      )
    await eventually(async () => (await ask('/healthz'))?.status === 200, 'the process says that it answers')
  }
  const served = performance.now() - openedAt

  await new Promise((resolve) => setTimeout(resolve, Math.max(0, openedAt + 2 * limitMs - performance.now())))
  for (const [kind, sockets] of Object.entries(kinds))
    if (kind.endsWith('nobody reads')) for (const each of sockets) each.read()
  const readAt = performance.now()
  for (const [kind, sockets] of Object.entries(kinds))
    await eventually(async () => sockets.every(({ closedAt }) => closedAt !== undefined), `closed: ${kind}`)
  for (const socket of longer) {
    await eventually(async () => socket.closedAt !== undefined, 'closed: longer than announced')
    assert.match(socket.received, /^HTTP\/1\.1 40[04] /)
    assert.notMatch(socket.received, /HTTP\/1\.1 200 /)
  }
  assert.isBelow(performance.now() - readAt, 2 * limitMs, 'those who never read were closed long ago')
  const grown = linux ? memoryMegabytes() - before : 0
  process.stdout.write(
    `${crowd.length} bad connections: 30 events taken within ${Math.round(served)} ms, memory +${Math.round(grown)} MB\n`,
  )
  // What they announced together is some 160 MB, and the answers nobody read are more.
  assert.isBelow(grown, 300)
  assert.equal((await site.head()).body.size, 30)
})

test('afterwards nothing of them is left: no place is held, and the hub is ready', async () => {
  const token = readFileSync(`${hub.dataDir}/metrics-token`, 'utf8').trim()
  await eventually(async () => {
    const text = await (
      await fetch(`${hub.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    ).text()
    return /^sentra_hub_queue_batches 0$/m.test(text) && /^sentra_hub_queue_bytes 0$/m.test(text)
  }, 'every place is free again')
  await eventually(async () => (await ask('/readyz'))?.status === 200, 'the hub is ready')
})

test.skipIf(process.platform !== 'linux')(
  'one address cannot take the connections of the others (other loopback addresses: Linux only)',
  async () => {
    const greedy = Array.from({ length: 900 }, () => new BadSocket(hub.url, { from: '127.0.0.3' }))
    crowd.push(...greedy)
    await Promise.all(greedy.map(({ opened }) => opened))
    assert.equal((await fetch(`${hub.url}/healthz`)).status, 200)
    await eventually(
      async () => greedy.filter(({ closedAt }) => closedAt !== undefined).length >= 100,
      'the hundred too many are closed',
    )
    assert.equal((await fetch(`${hub.url}/healthz`)).status, 200)
  },
)
