import { readFileSync } from 'node:fs'
import { launchBrowser, qrFrame, type TestBrowser } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { encode } from 'uqr'
import { afterAll, assert, beforeAll, describe, test } from 'vitest'
import { buildPage } from './build-page.ts'
import { exampleTrust, withOneChangedByte } from './example-cards.ts'
import { capture, expectNoBarrier, folder, phone, ready, servedWith, visitPage } from './page-driver.ts'
import { qrPhoto } from './qr-photo.ts'
import { type Files, type StaticServer, startStaticServer } from './static-server.ts'

const example = exampleTrust(new Date())
let built: Files
let browser: TestBrowser
let server: StaticServer

beforeAll(async () => {
  built = await buildPage()
  server = await startStaticServer(servedWith(built, example.files))
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe('a clerk with a stack of cards taken back', () => {
  let page: Page
  beforeAll(async () => {
    page = await visitPage(browser, server)
    await page.click('#open-stack')
  })

  test('scans one after another, by hardware scanner, and is told which to put aside', async () => {
    await scan(example.cards.exchanged, 'exchanged')
    await scan(example.cards.withdrawn, 'withdrawn')
    await scan(example.cards.local, 'valid-local')
    assert.include(await page.innerText('.stack-last'), 'Sisihkan')
    await scan(withOneChangedByte(example.cards.local), 'not-genuine')
    await scan(example.cards.expired, 'expired')
    assert.deepEqual(await counts(), { Kartu: '5', Dobel: '0' })
    await capture(page, 'stack')
  })

  test('is told of a card that comes up twice, and it counts once', async () => {
    await scan(example.cards.exchanged, 'exchanged')
    assert.include(await page.innerText('.stack-last'), 'sudah dipindai, 2 kali')
    assert.deepEqual(await counts(), { Kartu: '5', Dobel: '1' })
    assert.equal(await page.locator('.stack-line').count(), 5)
  })

  test('sees no name until asked for', async () => {
    const name = await nameOn(example.cards.exchanged)
    assert.notInclude(await page.innerText('#stack'), name)
    await page.check('#stack-names')
    assert.include(await page.innerText('#stack'), name)
    await expectNoBarrier(page, 'stack with names')
    // The tick box has the focus now, and the scanner is still heard.
    await scan(example.cards.suspended, 'suspended')
    await page.uncheck('#stack-names')
    assert.notInclude(await page.innerText('#stack'), name)
  })

  test('takes several photos at once', async () => {
    const files = [example.cards.national, example.cards.expired].map((text, index) => ({
      name: `${index}.png`,
      mimeType: 'image/png',
      buffer: qrPhoto(text),
    }))
    await page.setInputFiles('#photo', files)
    await page.waitForSelector('.stack-last[data-kind=expired]')
    assert.deepEqual(await counts(), { Kartu: '7', Dobel: '2' })
  })

  test('saves the list without a name, and the page has kept nothing', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-stack')])
    const csv = readFileSync(await download.path(), 'utf8')
    assert.match(download.suggestedFilename(), /^sentra-stack-\d{4}-\d\d-\d\d\.csv$/)
    const lines = csv.trimEnd().split('\r\n')
    assert.equal(lines.length, 8)
    assert.match(lines[1] ?? '', /^1,[^,]+,local,exchanged,exchanged,yes,.*,krw-01,2,/)
    assert.notInclude(csv, await nameOn(example.cards.exchanged))
    const kept = await page.evaluate('JSON.stringify([localStorage, sessionStorage])')
    assert.notInclude(String(kept), lines[1]!.split(',')[1]!)
  })

  test('finds the stack again after a look elsewhere, and empties it in two steps', async () => {
    await page.click('#close-stack')
    await page.click('#open-stack')
    assert.equal(await page.locator('.stack-line').count(), 7)
    await page.click('text=Kosongkan daftar')
    await page.click('text=Ya, kosongkan')
    assert.equal(await page.locator('.stack-line').count(), 0)
    await page.click('#close-stack')
    assert.isTrue(await page.locator('#welcome').isVisible())
  })

  async function scan(text: string, kind: string): Promise<void> {
    await page.keyboard.type(text, { delay: 0 })
    await page.keyboard.press('Enter')
    await page.waitForSelector(`.stack-last[data-kind="${kind}"]`)
  }

  async function counts(): Promise<Record<string, string>> {
    const facts = await page.locator('.stack-counts .fact').allInnerTexts()
    return Object.fromEntries(facts.slice(0, 2).map((fact) => fact.split('\n') as [string, string]))
  }
})

test('the camera goes on looking: three cards shown one by one are three cards', async () => {
  const shown = [example.cards.exchanged, example.cards.withdrawn, example.cards.suspended]
  const frames = shown.map((text) => qrFrame(encode(text, { ecc: 'M', border: 0 }).data))
  const withCamera = await launchBrowser({ camera: frames })
  try {
    const page = await withCamera.openPage({ viewport: phone })
    await page.goto(`${server.address}${folder}verify/`)
    await ready(page)
    await page.click('#open-stack')
    await page.click('#scan')
    await page.waitForSelector('.stack-line >> nth=2', { timeout: 30_000 })
    assert.isTrue(await page.locator('#camera').isVisible())
    assert.equal(await page.locator('.stack-line').count(), 3)
    await capture(page, 'stack-camera')
    await page.click('#scan')
    assert.isNull(await page.evaluate(`document.querySelector('video').srcObject`))
  } finally {
    await withCamera.close()
  }
})

async function nameOn(text: string): Promise<string> {
  const { isRefused, readCard } = await import('@sentra/card')
  const card = await readCard(text)
  if (isRefused<string>(card)) throw new Error('the example card does not read')
  return card.fullName
}
