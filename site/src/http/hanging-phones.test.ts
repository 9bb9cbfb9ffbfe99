import assert from 'node:assert/strict'
import { request } from 'node:http'
import { BadSocket } from '@sentra/testkit'
import { afterAll, beforeAll, test } from 'vitest'
import { morning, openDay } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'

/** Phones in the hall that hang: their connections end, and the desks do not notice. Limits are seconds here. */
const limitMs = 1_500
let site: SiteUnderTest
const phones: BadSocket[] = []
beforeAll(async () => {
  site = await SiteUnderTest.start(morning, {
    connections: { all: 500, perAddress: 450, headersMs: limitMs, requestMs: limitMs, silentMs: limitMs },
  })
  await openDay(site)
})
afterAll(async () => {
  for (const phone of phones) phone.destroy()
  await site.end()
})

const url = () => `http://127.0.0.1:${site.running.port}`
const closed = async (which: BadSocket[]) => {
  const until = performance.now() + 20_000
  while (which.some(({ closedAt }) => closedAt === undefined)) {
    if (performance.now() > until) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return true
}

test('three hundred phones that hang do not hold up a desk, and each is let go of', async () => {
  for (let index = 0; index < 100; index += 1) {
    phones.push(
      new BadSocket(url()),
      new BadSocket(url()).write('GET /v1/status HTTP/1.1\r\nx-long: ').trickle('abc', 200),
      new BadSocket(url())
        .write(
          'POST /v1/commands/gate.admit HTTP/1.1\r\nhost: site\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n',
        )
        .trickle('{', 200),
    )
  }
  await Promise.all(phones.map(({ opened }) => opened))
  for (let person = 0; person < 5; person += 1) {
    const { outcome } = await site.command('G-01', 'gate.admit', {
      holder: { fullName: `Uji Gantung ${'ABCDE'[person]}`, birthDate: '1990-08-05' },
      need: 'none',
    })
    assert.equal(outcome, 'recorded')
  }
  assert.equal((await site.send('GET', '/healthz')).status, 200)
  assert.ok(await closed(phones))
})

test('a screen that no longer reads its live updates is let go of; the one beside it hears everything', async () => {
  const asking = 'GET /v1/live HTTP/1.1\r\nhost: site\r\n\r\n'
  const hangs = new BadSocket(url(), { reads: false }).write(asking)
  const reads = new BadSocket(url()).write(asking)
  phones.push(hangs, reads)
  await Promise.all([hangs.opened, reads.opened])
  await new Promise((resolve) => setTimeout(resolve, 200))
  const streams = (site.running.site.live as unknown as { streams: Set<{ raw: { writableLength: number } }> })
    .streams
  assert.equal(streams.size, 2)
  // What the system buffers for a silent phone, and then some: a long day's worth of messages.
  for (let round = 0; round < 400 && streams.size > 1; round += 1) {
    for (const stream of streams) {
      const { raw } = stream as unknown as { raw: { write(text: string): void } }
      raw.write(`: ${'x'.repeat(64 * 1024)}\n\n`)
    }
    site.running.site.live.publish(['queue'])
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (round % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 150))
  }
  assert.equal(streams.size, 1)
  assert.equal(reads.closedAt, undefined)
  assert.ok(reads.received.includes('"queue"'))
})

test('asked to end, the site answers what it has taken in and tells the others when to come back', async () => {
  const agentless = (path: string) =>
    new Promise<{ status: number; retryAfter: string | undefined }>((resolve, reject) => {
      request(url() + path, { agent: false }, (answer) => {
        answer.resume()
        answer.once('close', () =>
          resolve({ status: answer.statusCode!, retryAfter: answer.headers['retry-after'] }),
        )
      })
        .once('error', reject)
        .end()
    })
  // Half of a request is here when the site is asked to end; the other half comes a moment later.
  const body = JSON.stringify({ staffId: 'G-01', pin: site.pinOf('G-01') })
  const slow = new BadSocket(url()).write(
    `POST /v1/sign-in HTTP/1.1\r\nhost: site\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  )
  phones.push(slow)
  await slow.opened
  await new Promise((resolve) => setTimeout(resolve, 100))
  const began = performance.now()
  const ended = site.running.stop()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const late = await agentless('/v1/status')
  assert.deepEqual(late, { status: 503, retryAfter: '5' })
  slow.write(body.slice(10))
  await ended
  assert.ok(performance.now() - began < 10_000)
  assert.ok(await closed([slow]))
  assert.match(slow.received, /^HTTP\/1\.1 200 /)
  assert.match(slow.received, /"token"/)
  await site.up()
})
