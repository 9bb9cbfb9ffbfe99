import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { morning } from '../testing/clinic-day.ts'
import { SiteUnderTest } from '../testing/site-under-test.ts'

let site: SiteUnderTest
beforeAll(async () => {
  site = await SiteUnderTest.start(morning)
})
afterAll(() => site.end())

test.each(['/healthz', '/v1/me', '/v1/no-such-question', '/v1/live'])(
  'a browser is told on each answer to run nothing foreign and to show it in no other page: %s',
  async (path) => {
    const abort = new AbortController()
    const { headers } = await fetch(`http://127.0.0.1:${site.running.port}${path}`, { signal: abort.signal })
    abort.abort()
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'self'/)
    assert.match(policy, /object-src 'none'/)
    assert.match(policy, /frame-ancestors 'self'/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.equal(headers.get('x-frame-options'), 'SAMEORIGIN')
    assert.equal(headers.get('strict-transport-security'), null)
  },
)

test('the document of the calls keeps its own policy', async () => {
  const answer = await fetch(`http://127.0.0.1:${site.running.port}/docs/`)
  await answer.text()
  assert.match(answer.headers.get('content-security-policy') ?? '', /script-src/)
})
