import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { test } from 'vitest'
import { generateLogKey } from '../checkpoint/ed25519-key.ts'
import { signSiteRequest, verifySiteRequest } from './site-request.ts'

const logKey = generateLogKey()
const request = {
  method: 'PUT',
  path: '/v1/journals/krw-01/events?epoch=1&from=1',
  body: Buffer.from('{}\n'),
}
const created = 1_628_132_645
const authorization = signSiteRequest({ ...request, site: 'krw-01', created, logKey })
const received = {
  ...request,
  authorization,
  site: 'krw-01',
  publicKey: createPublicKey(logKey),
  now: new Date(created * 1000),
}

test("a site's own request is known as such within five minutes of its clock", () => {
  assert.equal(verifySiteRequest(received), null)
  for (const seconds of [-300, 300]) {
    assert.equal(verifySiteRequest({ ...received, now: new Date((created + seconds) * 1000) }), null)
  }
  for (const seconds of [-301, 301, 1_628_000_000]) {
    assert.equal(verifySiteRequest({ ...received, now: new Date((created + seconds) * 1000) }), 'clock-skew')
  }
})

test('a request with another method, path, body, time, site or key is not', () => {
  assert.equal(verifySiteRequest({ ...received, method: 'GET' }), 'bad-signature')
  assert.equal(
    verifySiteRequest({ ...received, path: received.path.replace('from=1', 'from=2') }),
    'bad-signature',
  )
  assert.equal(verifySiteRequest({ ...received, body: Buffer.from('{} \n') }), 'bad-signature')
  const later = authorization.replace(String(created), String(created + 1))
  assert.equal(verifySiteRequest({ ...received, authorization: later }), 'bad-signature')
  assert.equal(
    verifySiteRequest({ ...received, publicKey: createPublicKey(generateLogKey()) }),
    'bad-signature',
  )
  assert.equal(verifySiteRequest({ ...received, site: 'krw-02' }), 'malformed-authorization')
  for (const bad of [undefined, '', 'Bearer x', authorization.slice(0, -1), `${authorization}=`]) {
    assert.equal(verifySiteRequest({ ...received, authorization: bad }), 'malformed-authorization')
  }
})
