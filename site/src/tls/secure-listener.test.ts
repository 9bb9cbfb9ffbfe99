import { connect as connectHttp2, constants } from 'node:http2'
import { request } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { withTempDir } from '@sentra/testkit'
import Fastify from 'fastify'
import { pino } from 'pino'
import { afterAll, assert, beforeAll, describe, test } from 'vitest'
import { SiteUnderTest } from '../testing/site-under-test.ts'
import { SecureListener, type SecureListenerOptions } from './secure-listener.ts'
import { fingerprintOf } from './site-authority.ts'

describe('a site that serves https', () => {
  let site: SiteUnderTest
  beforeAll(async () => {
    site = await SiteUnderTest.start('2021-08-05T01:00:00.000Z', { tlsPort: 0 })
  })
  afterAll(() => site.end())
  const secure = () => site.running.site.secure!
  const root = () => secure().authority.certificate.toString()

  test('a client that trusts the root gets the same pages over HTTP/1.1; one that does not gets none', async () => {
    const { status } = await ask('/healthz')
    assert.equal(status, 200)
    const problem = await ask('/healthz', { ca: undefined }).catch((error: Error) => error.message)
    assert.match(String(problem), /certificate/)
  })

  test('twelve screens of one browser follow live over one HTTP/2 connection, and hear of a change', async () => {
    const session = connectHttp2(`https://localhost:${secure().port}`, { ca: root() })
    const heard = Array.from({ length: 12 }, () => '')
    const streams = heard.map((_text, index) => {
      const stream = session.request({ ':path': '/v1/live' })
      stream.setEncoding('utf8').on('data', (part: string) => {
        heard[index] += part
      })
      return stream
    })
    const allHeard = (word: string) => until(() => heard.every((text) => text.includes(word)))
    await allHeard('data:')
    // What else happened in the same moment may be in the same message.
    site.running.site.live.publish(['stock'])
    await allHeard('"stock"')
    for (const stream of streams) stream.close()
    session.close()
  })

  test('a screen that closes gives its place back', async () => {
    const session = connectHttp2(`https://localhost:${secure().port}`, { ca: root() })
    const statuses = new Set<unknown>()
    for (let index = 0; index < moreThanAllPlaces; index += 1) {
      const stream = session.request({ ':path': '/v1/live' })
      await new Promise<void>((resolve) => {
        stream.on('response', (headers) => {
          statuses.add(headers[':status'])
          stream.on('close', resolve).resume().close(constants.NGHTTP2_CANCEL)
        })
      })
    }
    session.close()
    assert.deepEqual([...statuses], [200])
  })

  test('its cookies stay on https, beside those of plain http', async () => {
    await site.command('A-01', 'staff.enrol', { staffId: 'X-01', displayName: 'Petugas X', roles: ['gate'] })
    const wrong = await ask('/v1/sign-in', { body: { staffId: 'X-01', pin: '000000' } })
    assert.equal(wrong.status, 401)
    const { pin } = await site.command('A-01', 'staff.enrol', {
      staffId: 'X-02',
      displayName: 'Petugas Y',
      roles: ['gate'],
    })
    const { cookies } = await ask('/v1/sign-in', { body: { staffId: 'X-02', pin } })
    assert.isTrue(
      cookies.every((cookie) => /^__Host-.*; Secure/.test(cookie)),
      cookies.join('\n'),
    )
    const me = await ask('/v1/me', { cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') })
    assert.equal(me.status, 200)

    const plain = await site.running.server.inject({
      method: 'POST',
      url: '/v1/sign-in',
      payload: { staffId: 'X-02', pin },
    })
    assert.isFalse(
      [plain.headers['set-cookie']].flat().some((cookie) => /Secure|__Host/.test(String(cookie))),
    )
  })

  test('plain http tells how to trust it: the root itself, its fingerprint, and the steps in two languages', async () => {
    const page = String((await site.send('GET', '/trust-this-site')).body)
    for (const group of fingerprintOf(secure().authority.certificate).split(' ')) assert.include(page, group)
    assert.match(page, /Percayai sentra ini[\s\S]*Trust this site/)
    assert.notMatch(page, /<script/)
    assert.include(page, `:${secure().port}/`)
    const file = await site.running.server.inject('/trust-this-site/sentra-site-ca.crt')
    assert.equal(file.headers['content-type'], 'application/x-x509-ca-cert')
    assert.isTrue(secure().authority.certificate.raw.equals(file.rawPayload))
  })

  function ask(path: string, options: { ca?: string | undefined; body?: object; cookie?: string } = {}) {
    return new Promise<{ status: number; cookies: string[] }>((resolve, reject) => {
      const sent = request(
        {
          host: 'localhost',
          port: secure().port!,
          path,
          method: options.body ? 'POST' : 'GET',
          ca: 'ca' in options ? options.ca : root(),
          agent: false,
          headers: {
            ...(options.body ? { 'content-type': 'application/json' } : {}),
            ...(options.cookie ? { cookie: options.cookie } : {}),
          },
        },
        (response) => {
          response.resume()
          response.on('end', () =>
            resolve({ status: response.statusCode!, cookies: response.headers['set-cookie'] ?? [] }),
          )
        },
      )
      sent.on('error', reject)
      sent.end(options.body && JSON.stringify(options.body))
    })
  }
})

describe('the listener', () => {
  test('shows a certificate with the new address after the laptop has changed networks', async () => {
    let addresses = ['192.168.1.7']
    await withListener({ addresses: () => addresses }, async (listener) => {
      const pages = Fastify()
      await pages.ready()
      await listener!.start(pages)
      const named = () => namesShown(listener!)
      assert.include(await named(), 'IP Address:192.168.1.7')
      assert.isFalse(await listener!.refresh())
      addresses = ['192.168.43.20']
      assert.isTrue(await listener!.refresh())
      assert.include(await named(), 'IP Address:192.168.43.20')
      assert.notInclude(await named(), '192.168.1.7')
      await listener!.stop()
    })
  })

  test('a taken port is said, with the setting that changes it, and the site goes on over http', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await withListener({ port }, async (listener, said) => {
      await listener!.start(Fastify())
      assert.isNull(listener!.port)
      assert.match(said(), new RegExp(`${port} is taken.*SENTRA_SITE_TLS_PORT`))
      await listener!.stop()
    })
    other.close()
  })

  test('a laptop that believes in 1970 makes no root that nobody could use, and says so', async () => {
    await withListener({ clock: { now: () => new Date(0) } }, async (listener, said) => {
      assert.isNull(listener)
      assert.match(said(), /Set the clock/)
    })
  })
})

async function withListener(
  options: Partial<SecureListenerOptions>,
  use: (listener: SecureListener | null, said: () => string) => Promise<void>,
): Promise<void> {
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
  await withTempDir(async (directory) => {
    const listener = await SecureListener.open({
      directory,
      siteId: 'krw-01',
      host: '127.0.0.1',
      port: 0,
      clock: { now: () => new Date() },
      log,
      ...options,
    })
    await use(listener, () => lines.join(''))
  })
}

/** The names on the certificate that a new connection is shown, checked against the root. */
function namesShown(listener: SecureListener): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTls(
      {
        host: '127.0.0.1',
        port: listener.port!,
        servername: 'krw-01.sentra.internal',
        ca: listener.authority.certificate.toString(),
      },
      () => {
        resolve(socket.getPeerCertificate().subjectaltname ?? '')
        socket.destroy()
      },
    )
    socket.on('error', reject)
  })
}

/** The site keeps 200 live streams at most. */
const moreThanAllPlaces = 210

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries += 1) {
    if (tries === 250) throw new Error('did not happen within 5 s')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
