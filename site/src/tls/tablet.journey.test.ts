import { createHash, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { launchBrowser, phone, type TestBrowser } from '@sentra/testkit'
import { afterAll, assert, beforeAll, describe, test } from 'vitest'
import { SiteUnderTest } from '../testing/site-under-test.ts'

const verifierIsBuilt = existsSync(join(import.meta.dirname, '../../../verifier/dist/index.html'))

/**
 * What https is for: a real browser that trusts the site gives its pages camera and service worker, and keeps
 * twelve live streams open. The browser is told to trust the very key that the site shows; that it accepts the
 * root with its limits as OpenSSL does is the subject of site-authority.test.ts.
 */
describe('a tablet that trusts the site', () => {
  let site: SiteUnderTest
  let browser: TestBrowser
  let origin: string

  beforeAll(async () => {
    site = await SiteUnderTest.start('2021-08-05T01:00:00.000Z', { tlsPort: 0 })
    const secure = site.running.site.secure!
    origin = `https://localhost:${secure.port}`
    const hash = await keyHash(secure.port!, secure.authority.certificate.toString())
    browser = await launchBrowser({ arguments: [`--ignore-certificate-errors-spki-list=${hash}`] })
  })
  afterAll(async () => {
    await browser?.close()
    await site?.end()
  })

  test('opens a page over HTTP/2 where camera and offline storage are allowed', async () => {
    const page = await browser.openPage({ viewport: phone })
    await page.goto(`${origin}/trust-this-site`)
    const allowed = await page.evaluate(`({
      secure: isSecureContext,
      camera: 'mediaDevices' in navigator,
      serviceWorker: 'serviceWorker' in navigator,
      protocol: performance.getEntriesByType('navigation')[0].nextHopProtocol,
    })`)
    assert.deepEqual(allowed, { secure: true, camera: true, serviceWorker: true, protocol: 'h2' })
    await page.context().close()
  })

  test('one that does not trust it is stopped before any page', async () => {
    const stranger = await launchBrowser()
    const page = await stranger.openPage()
    const problem = await page.goto(`${origin}/trust-this-site`).catch((error: Error) => error.message)
    assert.match(String(problem), /ERR_CERT_AUTHORITY_INVALID/)
    await stranger.close()
  })

  test('twelve live streams of one browser all connect; over plain http six would', async () => {
    const page = await browser.openPage()
    await page.goto(`${origin}/trust-this-site`)
    const connected = await page.evaluate(`new Promise((resolve) => {
      let count = 0
      for (let index = 0; index < 12; index += 1) {
        new EventSource('/v1/live').onmessage = () => {
          count += 1
          if (count === 12) resolve(count)
        }
      }
      setTimeout(() => resolve(count), 60_000)
    })`)
    assert.equal(connected, 12)
    await page.context().close()
  })

  test.skipIf(!verifierIsBuilt)(
    'keeps the verifier on the device (skipped until `npm run build` has made it)',
    async () => {
      const page = await browser.openPage({ viewport: phone })
      await page.goto(`${origin}/verify/`)
      await page.waitForSelector('html[data-offline=ready]', { timeout: 30_000 })
      const scope = await page.evaluate('navigator.serviceWorker.ready.then(({ scope }) => scope)')
      assert.equal(scope, `${origin}/verify/`)
      await page.context().close()
    },
  )
})

/** SHA-256 over the public key of the certificate that is shown, as Chromium wants it. */
function keyHash(port: number, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca }, () => {
      const shown = new X509Certificate(socket.getPeerCertificate().raw)
      resolve(
        createHash('sha256')
          .update(shown.publicKey.export({ type: 'spki', format: 'der' }))
          .digest('base64'),
      )
      socket.destroy()
    })
    socket.on('error', reject)
  })
}
