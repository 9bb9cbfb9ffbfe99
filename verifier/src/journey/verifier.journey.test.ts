import { launchBrowser, qrFrame, type TestBrowser } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { encode } from 'uqr'
import { afterAll, assert, beforeAll, describe, test } from 'vitest'
import { buildPage } from './build-page.ts'
import { exampleTrust, withOneChangedByte } from './example-cards.ts'
import {
  capture,
  expectNoBarrier,
  expectVerdict,
  folder,
  inFolder,
  paste,
  phone,
  photograph,
  ready,
  servedWith,
  update,
  visitPage,
  waitForAnswer,
} from './page-driver.ts'
import { type Files, type StaticServer, startStaticServer } from './static-server.ts'

let built: Files
let browser: TestBrowser
const everything = (trust: Files) => servedWith(built, trust)
const visit = (server: StaticServer) => visitPage(browser, server)
const example = exampleTrust(new Date())

beforeAll(async () => {
  built = await buildPage()
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

describe('one visit, then flight mode', () => {
  let server: StaticServer
  let page: Page
  beforeAll(async () => {
    server = await startStaticServer(everything(example.files))
    page = await visit(server)
  })
  afterAll(() => server.stop())

  test('the first visit costs at most 500 KB as a usual server compresses it', async () => {
    const { gzipSync } = await import('node:zlib')
    // Of the two forms of the QR reader one is fetched; here the one that a plain server has.
    const fetched = Object.entries(built).filter(([path]) => !path.endsWith('.wasm'))
    const parts = fetched.map(
      ([path, file]) => (/\.(bin|png)$/.test(path) ? file.length : gzipSync(file).length) as number,
    )
    const total = parts.reduce((sum, length) => sum + length, 0)
    console.log(`verifier: ${total} bytes compressed, ${server.sentBytes()} bytes from the plainest server`)
    assert.isBelow(total, 500_000)
  })

  test('a pasted local card is valid, with the signed words to compare', async () => {
    await paste(page, example.cards.local)
    await expectVerdict(page, 'valid-local', 'good')
    const said = await page.innerText('#verdict')
    assert.include(said, 'Kartu lokal berlaku')
    assert.match(said, /4 angka terakhir NIK\n\d{4}/)
    assert.include(said, 'CoronaVac')
    await capture(page, 'valid-local')
  })

  test('in flight mode, with the server gone, the page opens again and still answers right', async () => {
    await server.stop()
    await page.context().setOffline(true)
    await page.reload()
    await paste(page, example.cards.local)
    await expectVerdict(page, 'valid-local', 'good')
  })

  test('a photo is read in flight mode, with the reader that was kept at the first visit', async () => {
    await photograph(page, example.cards.exchanged)
    await expectVerdict(page, 'exchanged', 'replaced')
    await capture(page, 'exchanged')
  })

  test('each fate has its own answer', async () => {
    const expected = [
      ['national', 'valid-national', 'good'],
      ['withdrawn', 'withdrawn', 'stop'],
      ['suspended', 'suspended', 'pause'],
      ['expired', 'expired', 'pause'],
    ] as const
    for (const [name, kind, tone] of expected) {
      await paste(page, example.cards[name])
      await expectVerdict(page, kind, tone)
      await capture(page, name)
    }
  })

  test('one changed byte is not genuine, and none of its words are shown', async () => {
    await paste(page, withOneChangedByte(example.cards.local))
    await expectVerdict(page, 'not-genuine', 'stop')
    assert.equal(await page.locator('.compare').count(), 0)
    await capture(page, 'changed-byte')
  })

  test('a queue ticket is not a card', async () => {
    await paste(page, example.ticket)
    await expectVerdict(page, 'not-genuine', 'stop')
    assert.include(await page.innerText('#verdict'), 'Bukan kartu vaksinasi')
    await capture(page, 'ticket')
  })

  test('a hardware scanner is heard wherever the focus is', async () => {
    await page.focus('#scan')
    await page.keyboard.type(example.cards.national, { delay: 0 })
    await page.keyboard.press('Enter')
    await expectVerdict(page, 'valid-national', 'good')
  })

  test('the words change with the language, the answer does not', async () => {
    await page.click('#language')
    assert.include(await page.innerText('#verdict'), 'Valid national card')
    await capture(page, 'english')
    await page.click('#language')
  })

  test('nothing about a card is kept', async () => {
    const kept = (await page.evaluate(`(async () => {
      const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href]
      for (const name of await caches.keys()) {
        const keys = await (await caches.open(name)).keys()
        texts.push(...keys.map((request) => request.url))
      }
      const names = (await indexedDB.databases()).map((database) => database.name)
      return { text: texts.join(' '), names }
    })()`)) as { text: string; names: string[] }
    assert.deepEqual(kept.names, ['sentra-verifier'])
    assert.notInclude(kept.text, 'HC1:')
  })
})

test('the camera finds the card by itself, and is off again when the answer is there', async () => {
  const modules = encode(example.cards.local, { ecc: 'M', border: 0 }).data
  const withCamera = await launchBrowser({ camera: [qrFrame(modules)] })
  const server = await startStaticServer(everything(example.files))
  try {
    const page = await withCamera.openPage({ viewport: phone })
    await page.goto(`${server.address}${folder}verify/`)
    await ready(page)
    await page.click('#scan')
    await expectVerdict(page, 'valid-local', 'good')
    assert.isNull(await page.evaluate(`document.querySelector('video').srcObject`))
  } finally {
    await withCamera.close()
    await server.stop()
  }
})

describe('trust', () => {
  test('no request tells who was checked', async () => {
    const server = await startStaticServer(everything(example.files))
    const page = await visit(server)
    const before = server.requests.length
    await paste(page, example.cards.local)
    await expectVerdict(page, 'valid-local', 'good')
    await paste(page, example.cards.withdrawn)
    await expectVerdict(page, 'withdrawn', 'stop')
    assert.deepEqual(server.requests.slice(before), [])
    await server.stop()
  })

  test('an older bundle is refused, a newer one taken', async () => {
    const files = everything(example.files)
    const server = await startStaticServer(files)
    const page = await visit(server)
    files[`${folder}trust/bundle.cwt`] = example.bundle(2)
    await update(page, 'lebih lama')
    assert.include(await page.innerText('#settings'), 'nomor 3')
    files[`${folder}trust/bundle.cwt`] = example.bundle(4)
    await update(page, 'Sudah yang terbaru')
    assert.include(await page.innerText('#settings'), 'nomor 4')
    await server.stop()
  })

  test('another root key is refused aloud until the person removes the old one', async () => {
    const files = everything(example.files)
    const server = await startStaticServer(files)
    const page = await visit(server)
    const stranger = exampleTrust(new Date())
    Object.assign(files, inFolder(stranger.files))
    await page.reload()
    await page.waitForSelector('.notice-grave')
    assert.include(await page.innerText('#notices'), 'kunci akar LAIN')
    await capture(page, 'root-changed')
    await paste(page, example.cards.local)
    await expectVerdict(page, 'valid-local', 'good')
    await paste(page, stranger.cards.local)
    await expectVerdict(page, 'not-genuine', 'stop')

    await page.click('#open-settings')
    await page.click('text=Hapus data kepercayaan')
    await capture(page, 'reset')
    await page.click('text=Ya, hapus')
    await page.waitForSelector('.notice-grave', { state: 'detached' })
    await paste(page, stranger.cards.local)
    await expectVerdict(page, 'valid-local', 'good')
    await server.stop()
  })

  test('lists past their date: signature good, status as of …, never red', async () => {
    const old = new Date(Date.now() - 9 * 86_400_000)
    const files = everything({ ...example.files, [example.localListPath]: example.localListAsOf(old) })
    const server = await startStaticServer(files)
    const page = await visit(server)
    await paste(page, example.cards.local)
    await expectVerdict(page, 'valid-local', 'unsure')
    assert.include(await page.innerText('#verdict'), 'Status per')
    await capture(page, 'status-old')
    await server.stop()
  })

  test('with no trust data it says so, and files from a stick are enough', async () => {
    const server = await startStaticServer(everything({}))
    const page = await visit(server)
    await page.waitForSelector('.notice-grave')
    assert.include(await page.innerText('#notices'), 'belum dapat memeriksa')
    await capture(page, 'no-trust')
    await page.click('#open-settings')
    const stick = Object.entries(example.files).filter(([path]) => path !== 'status/index.json')
    await page.setInputFiles(
      '#import-files',
      stick.reverse().map(([path, file]) => ({
        name: path.split('/').pop()!,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(file),
      })),
    )
    await waitForAnswer(page, '4 berkas diterima')
    await capture(page, 'settings')
    await page.click('#close-settings')
    await paste(page, example.cards.exchanged)
    await expectVerdict(page, 'exchanged', 'replaced')
    await server.stop()
  })
})

describe('for everyone', () => {
  test('no barrier that axe can find, in both themes, and nothing wider than 320 px', async () => {
    const server = await startStaticServer(everything(example.files))
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.openContext({ viewport: { width: 320, height: 640 }, colorScheme })
      const page = await context.newPage()
      await page.goto(`${server.address}${folder}verify/`)
      await ready(page)
      await expectNoBarrier(page, `welcome ${colorScheme}`)
      await capture(page, `welcome-320-${colorScheme}`)
      for (const name of Object.keys(example.cards) as (keyof typeof example.cards)[]) {
        await paste(page, example.cards[name])
        await page.waitForSelector('#verdict:not([hidden])')
        await expectNoBarrier(page, `${name} ${colorScheme}`)
      }
      await page.click('#open-settings')
      await expectNoBarrier(page, `settings ${colorScheme}`)
      const width = await page.evaluate('document.documentElement.scrollWidth')
      assert.isAtMost(width as number, 320)
      await context.close()
    }
    await server.stop()
  })
})
