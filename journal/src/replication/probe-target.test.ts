import assert from 'node:assert/strict'
import { afterEach, test } from 'vitest'
import { answering, type BadServer, blackHole, neverLetsIn, nobody } from '../testing/bad-servers.ts'
import { type LinkTransition, OutageDetector } from './outage-detector.ts'
import { hubHealth, type ProbeExpectation, probeTarget } from './probe-target.ts'

/** Real sockets; only the clock is ours: a try every ten seconds from 10:00 on. */
let server: BadServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

const at = (second: number) => new Date(Date.UTC(2021, 7, 5, 3, 0, second))
const aHub: ProbeExpectation = { kind: 'sentra-hub' }

const probe = (url: URL, expect: ProbeExpectation = aHub, timeoutMs = 150, second = 0) =>
  probeTarget(url, { expect, timeoutMs, now: () => at(second) })

async function outcomeAt(started: BadServer, expect: ProbeExpectation = aHub) {
  server = started
  return (await probe(server.url, expect)).outcome
}

const page = (status: number, body: string, headers: Record<string, string> = {}) =>
  answering((_, response) => response.writeHead(status, headers).end(body))
const healthy = () => page(200, JSON.stringify(hubHealth), { 'content-type': 'application/json' })

test('a hub that says so is up', async () => {
  assert.equal(await outcomeAt(await healthy()), 'ok')
})

test('nobody listens: refused', async () => {
  assert.equal(await outcomeAt(await nobody()), 'refused')
})

test('nobody lets us in: timeout', async () => {
  assert.equal(await outcomeAt(await neverLetsIn()), 'timeout')
})

test('somebody takes the call and never answers: a black hole', async () => {
  assert.equal(await outcomeAt(await blackHole()), 'black-hole')
})

test('an answer that begins and never ends: timeout', async () => {
  const drip = await answering((_, response) => {
    response.writeHead(200)
    response.write('{"ok":')
  })
  assert.equal(await outcomeAt(drip), 'timeout')
})

test('a connection cut in the middle: unreachable', async () => {
  assert.equal(await outcomeAt(await answering((request) => request.socket.destroy())), 'unreachable')
})

test('a server that fails: server error; one that says later: overloaded', async () => {
  assert.equal(await outcomeAt(await page(502, 'bad gateway')), 'server-error')
  await server!.stop()
  assert.equal(await outcomeAt(await page(503, '', { 'retry-after': '40' })), 'overloaded')
})

test('the name is gone: dns', async () => {
  // RFC 6761: `.invalid` never has an address. Where there is no network at all the resolver says “try again”.
  assert.equal((await probe(new URL('http://hub.invalid/healthz'), aHub, 5_000)).outcome, 'dns')
})

test('a sign-in page, a redirect and a stranger’s health page are not our hub', async () => {
  const portals = [
    () => page(200, '<html>Welcome to the hotel</html>', { 'content-type': 'text/html' }),
    () => page(302, '', { location: 'http://hotel.example/login' }),
    () => page(511, 'log in first'),
    () => page(200, '{"ok":true}'),
    () => page(404, 'nothing here'),
  ]
  for (const portal of portals) {
    assert.equal(await outcomeAt(await portal()), 'captive-portal')
    await server!.stop()
  }
  server = undefined
})

test('PCare is known by words of its answer, or at least by its host', async () => {
  const pcare: ProbeExpectation = { kind: 'text', contains: 'BPJS' }
  assert.equal(await outcomeAt(await page(401, '{"metaData":"BPJS Kesehatan"}'), pcare), 'ok')
  await server!.stop()
  assert.equal(await outcomeAt(await page(200, 'Welcome to the hotel'), pcare), 'captive-portal')
  await server!.stop()
  const anyHost: ProbeExpectation = { kind: 'host' }
  assert.equal(await outcomeAt(await page(302, '', { location: '/login' }), anyHost), 'ok')
  await server!.stop()
  assert.equal(
    await outcomeAt(await page(302, '', { location: 'http://hotel.example/' }), anyHost),
    'captive-portal',
  )
})

test('each way of being down becomes one outage with its cause, from the first failed try; and ends', async () => {
  const ways = {
    refused: nobody,
    timeout: neverLetsIn,
    'black-hole': blackHole,
    'server-error': () => page(500, 'oh'),
    'captive-portal': () => page(200, '<html>'),
  }
  for (const [cause, start] of Object.entries(ways)) {
    const detector = new OutageDetector()
    const changes: (LinkTransition | null)[] = []
    const look = async (started: BadServer, from: number) => {
      for (const second of [from, from + 10, from + 20])
        changes.push(detector.observe(await probe(started.url, aHub, 150, second)))
      await started.stop()
    }
    await look(await healthy(), 0)
    await look(await start(), 30)
    await look(await healthy(), 60)
    assert.deepEqual(
      changes.filter((change) => change !== null),
      [
        { from: 'up', to: 'down', since: at(30).toISOString(), cause },
        { from: 'down', to: 'up', since: at(60).toISOString() },
      ],
      cause,
    )
  }
})

test('slow answers are an observation of their own: the detector hears how long they took', async () => {
  const late = await answering((_, response) => {
    setTimeout(() => response.end(JSON.stringify(hubHealth)), 120)
  })
  server = late
  const rules = {
    failuresToDown: 2,
    successesToUp: 2,
    slowAboveMs: 100,
    fastBelowMs: 50,
    latenciesMin: 3,
    latenciesMax: 5,
  }
  const detector = new OutageDetector(rules)
  const changes: LinkTransition[] = []
  for (const second of [0, 10, 20]) {
    const change = detector.observe(await probe(late.url, aHub, 2_000, second))
    if (change) changes.push(change)
  }
  assert.deepEqual(changes, [{ from: 'up', to: 'slow', since: at(20).toISOString(), cause: 'slow' }])
})
