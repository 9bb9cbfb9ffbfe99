import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import { jwsOfNumeric } from '@sentra/card/smart-health-card'
import type { FeedData } from '@sentra/contract'
import { launchBrowser, phone, type TestBrowser } from '@sentra/testkit'
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from 'jose'
import type { Page } from 'playwright-core'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { doseWithLocalCard } from '../testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../testing/test-hub.ts'
import { testPatients } from '../testing/test-people.ts'
import { TestSite } from '../testing/test-site.ts'
import { qrSvg } from './qr-svg.ts'

/** The page on which a person exchanges a card alone, in a real browser, on a small phone. */
const issuer = 'https://hub.example/sentra'
let hub: TestHub
let browser: TestBrowser
let site: TestSite
const people = testPatients(71, 20)

beforeAll(async () => {
  if (!existsSync(join(repository, 'verifier/dist/photo-reader.js'))) {
    const { build } = await import('vite')
    await build({ root: join(repository, 'verifier'), logLevel: 'error' })
  }
  hub = await startTestHub({ SENTRA_HUB_PUBLIC_ADDRESS: `${issuer}/` })
  browser = await launchBrowser()
  site = new TestSite({ siteId: 'krw-01', url: hub.url, now: () => new Date() })
  assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
})
afterAll(async () => {
  await browser?.close()
  await hub?.stop()
})
const repository = join(import.meta.dirname, '../../..')

test('a photo of the QR is read without help of the browser, and the page says what to do with the paper', async () => {
  const { text, national } = await cardWaiting()
  const { page, asked } = await openExchange()
  await page.setInputFiles('#photo', { name: 'qr.png', mimeType: 'image/png', buffer: await photoOf(text) })
  await page.getByText('QR terbaca').waitFor({ timeout: 20_000 })
  assert.equal(await page.evaluate("'BarcodeDetector' in globalThis"), false)
  await expectNoBarrier(page, 'form')
  await page.getByRole('button', { name: 'Tukar sekarang' }).click()
  await page.getByRole('heading', { name: 'Kartu sudah ditukar' }).waitFor()
  await page.getByText('Gunting QR-nya lalu buang').waitFor()
  await page.waitForFunction("document.getElementById('qr').naturalWidth > 0")
  await expectNoBarrier(page, 'result')
  const width = (await page.evaluate('document.documentElement.scrollWidth')) as number
  assert.isAtMost(width, 320)

  // No address tells anything of the card or the person, and nothing of the card stays on the phone.
  assert.isEmpty(asked.filter((url) => url.includes('?') || url.includes('HC1')))
  const kept = (await page.evaluate('JSON.stringify({ ...localStorage })')) as string
  assert.notInclude(kept, text.slice(4, 40))
  assert.notInclude(kept, national.text.slice(4, 40))
  await page.context().close()
})

test('the wallet form of the card is checked by a stranger: an independent library, with the keys of the hub alone', async () => {
  const { text, dose } = await cardWaiting()
  const { page } = await openExchange('en-GB')
  await page.fill('#text', text)
  await page.getByRole('button', { name: 'Exchange now' }).click()
  await page.getByRole('button', { name: 'For the wallet of a phone' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the wallet file' }).click()
  const file = await download
  assert.equal(file.suggestedFilename(), 'kartu-nasional.smart-health-card')
  const { verifiableCredential } = JSON.parse(readFileSync((await file.path())!, 'utf8')) as {
    verifiableCredential: [string]
  }
  const response = await fetch(`${hub.url}/.well-known/jwks.json`)
  assert.equal(response.headers.get('access-control-allow-origin'), '*')
  const keys = (await response.json()) as JSONWebKeySet
  const { payload, protectedHeader } = await compactVerify(verifiableCredential[0], createLocalJWKSet(keys))
  assert.deepInclude(protectedHeader, { alg: 'ES256', zip: 'DEF', kid: keys.keys[0]!.kid! })
  const said = JSON.parse(inflateRawSync(payload).toString('utf8'))
  assert.equal(said.iss, issuer)
  assert.include(JSON.stringify(said.vc), dose.data.patient.birthDate)
  for (const { value } of dose.data.patient.identifiers) assert.notInclude(JSON.stringify(said), value)

  // The QR on the screen, photographed: `shc:/` and digits, the same card.
  await page.waitForFunction("document.getElementById('wallet-qr').naturalWidth > 0")
  await expectNoBarrier(page, 'wallet')
  const picture = await page.locator('#wallet-qr').screenshot()
  const read = (await page.evaluate(
    `import('/verify/photo-reader.js').then(({ readPhoto }) => readPhoto(new Blob([Uint8Array.from(atob('${picture.toString('base64')}'), (c) => c.charCodeAt(0))])))`,
  )) as string
  assert.match(read, /^shc:\/\d+$/)
  assert.deepInclude(decodeProtectedHeader(jwsOfNumeric(read) as string), { alg: 'ES256', zip: 'DEF' })
  await page.context().close()
})

test('who already has the national card gets it for the wallet; a card nobody was handed is not exported', async () => {
  const { national, text } = await cardWaiting()
  const early = await walletCard(national.text)
  assert.deepEqual([early.status, early.error], [404, 'card-not-accepted'])
  const nonsense = await walletCard(`HC1:${'A'.repeat(400)}`)
  assert.deepEqual({ ...nonsense, took: 0 }, { ...early, took: 0 })
  assert.isAbove(Math.min(early.took, nonsense.took), 295)

  const { page } = await openExchange()
  await page.fill('#text', text)
  await page.getByRole('button', { name: 'Tukar sekarang' }).click()
  await page.getByRole('button', { name: 'Tukar kartu lain' }).click()
  await page.fill('#text', national.text)
  await page.getByRole('button', { name: 'Tukar sekarang' }).click()
  await page.getByRole('heading', { name: 'Kartu nasional Anda' }).waitFor()
  await page.getByRole('button', { name: 'Simpan berkas dompet' }).waitFor()
  assert.isFalse(await page.locator('#paper-advice').isVisible())
  await page.context().close()
})

test('on a slow line an answer that is lost costs nothing: the same phone presses again, another one is refused', async () => {
  const { text } = await cardWaiting()
  const { page } = await openExchange()
  const line = await page.context().newCDPSession(page)
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 600,
    downloadThroughput: 50_000 / 8,
    uploadThroughput: 20_000 / 8,
  })
  await page.route('**/v1/exchanges', async (route) => {
    await route.fetch() // the hub hears it, and its answer never arrives
    await route.abort()
  })
  await page.fill('#text', text)
  await page.getByRole('button', { name: 'Tukar sekarang' }).click()
  await page.getByText('tekan lagi nanti di ponsel ini').waitFor()
  await expectNoBarrier(page, 'unreachable')
  await page.unroute('**/v1/exchanges')
  await page.reload()
  await page.fill('#text', text)
  await page.getByRole('button', { name: 'Tukar sekarang' }).click()
  await page.getByRole('heading', { name: 'Kartu sudah ditukar' }).waitFor({ timeout: 30_000 })
  await page.context().close()

  const { page: other } = await openExchange()
  await other.fill('#text', text)
  await other.getByRole('button', { name: 'Tukar sekarang' }).click()
  await other.getByText('Bila bukan: bawa kertas ini dan KTP').waitFor()
  await other.getByRole('button', { name: 'English' }).click()
  await other.getByText('take this paper and your ID card').waitFor()
  await expectNoBarrier(other, 'exchanged before')
  await other.context().close()
})

test('whoever guesses is stopped after twenty tries a minute, and told how long', async () => {
  let last = { status: 0, error: '', message: '' }
  for (let tries = 0; tries < 21; tries += 1) last = await walletCard(`HC1:${'B'.repeat(60)}${tries}`)
  assert.deepEqual([last.status, last.error], [429, 'too-many-tries'])
  assert.match(last.message, /Tunggu \d+ detik/)
})

async function cardWaiting() {
  const made = await doseWithLocalCard(site, people[next]!, site.certificate.firstIndex + next)
  next += 1
  const { body } = await site.head()
  assert.equal((await site.put(body.size + 1)).status, 200)
  const national = await eventually(async () => {
    const { entries } = (await site.feed()).body
    return entries
      .map(({ data }) => data as FeedData<'national-card.issued'>)
      .find((data) => data.immunizationId === made.issued.immunizationId && data.nationalCardId)
  }, 'the national card is made')
  await eventually(async () => {
    const [row] = await hub.query('SELECT 1 FROM cards_local WHERE card_id = $1', [made.issued.cardId])
    return row
  }, 'the local card is in the registry')
  return { ...made, national }
}
let next = 0

/** A phone of the smallest kind, its browser without a reader of its own. */
async function openExchange(locale = 'id-ID'): Promise<{ page: Page; asked: string[] }> {
  const page = await browser.openPage({ viewport: { ...phone, width: 320 }, locale })
  await page.addInitScript('delete globalThis.BarcodeDetector')
  page.on('pageerror', (error) => assert.fail(`the page failed: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) assert.fail(message.text())
  })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${hub.url}/exchange`)
  return { page, asked }
}

async function photoOf(text: string): Promise<Buffer> {
  const page = await browser.openPage({ viewport: { width: 600, height: 600 } })
  await page.setContent(qrSvg(text))
  const picture = await page.screenshot()
  await page.context().close()
  return picture
}

async function walletCard(nationalCardText: string) {
  const started = performance.now()
  const response = await fetch(`${hub.url}/v1/wallet-cards`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nationalCardText }),
  })
  const body = (await response.json()) as { error: string; message: { id: string } }
  return {
    status: response.status,
    error: body.error,
    message: body.message?.id,
    took: performance.now() - started,
  }
}

async function expectNoBarrier(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  assert.deepEqual(found, [], where)
}
