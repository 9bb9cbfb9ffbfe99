import { launchBrowser, type TestBrowser } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { afterAll, assert, beforeAll, describe, test } from 'vitest'
import { buildPage } from './build-page.ts'
import { exampleTrust } from './example-cards.ts'
import {
  capture,
  expectNoBarrier,
  expectVerdict,
  folder,
  paste,
  phone,
  ready,
  servedWith,
  waitForAnswer,
} from './page-driver.ts'
import { qrPhoto } from './qr-photo.ts'
import { type Files, type StaticServer, startStaticServer } from './static-server.ts'

/** Hands, eyes and ears: what a person at a gate feels, hears, presses and drops. */
const example = exampleTrust(new Date())
let browser: TestBrowser
let server: StaticServer
let bare: StaticServer

beforeAll(async () => {
  const built: Files = await buildPage()
  server = await startStaticServer(servedWith(built, example.files))
  bare = await startStaticServer(servedWith(built, {}))
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await bare?.stop()
})

describe('sound and vibration', () => {
  test('each answer has its own rhythm and melody, and silence when the person chose it', async () => {
    const page = await open(server, {}, stubs)
    const felt = new Map<string, string>()
    for (const [name, kind, tone] of [
      ['local', 'valid-local', 'good'],
      ['exchanged', 'exchanged', 'replaced'],
      ['suspended', 'suspended', 'pause'],
      ['withdrawn', 'withdrawn', 'stop'],
    ] as const) {
      await page.evaluate('window.signals = []')
      await paste(page, example.cards[name])
      await expectVerdict(page, kind, tone)
      felt.set(tone, JSON.stringify(await page.evaluate('window.signals')))
    }
    assert.equal(new Set(felt.values()).size, felt.size, 'no two answers feel alike')
    for (const signals of felt.values()) assert.match(signals, /vibrate.*hertz/)

    await page.click('#open-settings')
    await page.uncheck('text=Suara')
    await page.uncheck('text=Getar')
    await page.click('#close-settings')
    await page.evaluate('window.signals = []')
    await paste(page, example.cards.local)
    await expectVerdict(page, 'valid-local', 'good')
    assert.deepEqual(await page.evaluate('window.signals'), [])
  })
})

describe('trust data without a network', () => {
  test('several files dropped on the page are taken, and a picture among them is a card', async () => {
    const page = await open(bare)
    await page.waitForSelector('.notice-grave')
    const files = Object.entries(example.files).filter(([path]) => path !== 'status/index.json')
    await drop(
      page,
      files.map(([path, bytes]) => ({ name: path.split('/').pop()!, type: '', bytes })),
    )
    await waitForAnswer(page, '4 berkas diterima')
    await page.click('#close-settings')
    await drop(page, [
      { name: 'card.png', type: 'image/png', bytes: new Uint8Array(qrPhoto(example.cards.national)) },
    ])
    await expectVerdict(page, 'valid-national', 'good')
  })

  test('a dropped file that is none of ours is named, and changes nothing', async () => {
    const page = await open(server)
    await drop(page, [{ name: 'holiday.txt', type: 'text/plain', bytes: new Uint8Array([1, 2, 3]) }])
    await waitForAnswer(page, 'Berkas tidak dikenal')
    await page.click('#close-settings')
    await paste(page, example.cards.local)
    await expectVerdict(page, 'valid-local', 'good')
  })
})

test('the page offers to be installed when the browser would, and asks once', async () => {
  const page = await open(server)
  assert.isFalse(await page.locator('#install').isVisible())
  await page.evaluate(`{
    window.asked = 0
    const offer = new Event('beforeinstallprompt', { cancelable: true })
    offer.prompt = async () => { window.asked += 1 }
    dispatchEvent(offer)
    window.kept = offer.defaultPrevented
  }`)
  assert.isTrue((await page.evaluate('window.kept')) as boolean)
  await capture(page, 'install')
  await page.click('#install')
  assert.equal(await page.evaluate('window.asked'), 1)
  assert.isFalse(await page.locator('#install').isVisible())
})

describe('eyes and hands', () => {
  test('no barrier in sunlight either, with every answer and a stack', async () => {
    const page = await open(server)
    await page.click('#open-settings')
    await page.selectOption('#theme', 'bright')
    await expectNoBarrier(page, 'settings, sunlight')
    await page.click('#close-settings')
    for (const name of Object.keys(example.cards) as (keyof typeof example.cards)[]) {
      await paste(page, example.cards[name])
      await page.waitForSelector('#verdict:not([hidden])')
      await expectNoBarrier(page, `${name}, sunlight`)
    }
    await page.click('#language')
    await page.keyboard.press('Escape')
    await page.click('#open-stack')
    for (const name of Object.keys(example.cards) as (keyof typeof example.cards)[]) {
      await paste(page, example.cards[name])
    }
    await page.waitForSelector('.stack-line >> nth=5')
    await expectNoBarrier(page, 'stack, sunlight')
  })

  test('on a small cheap phone the answer, the name and the birth date are seen together', async () => {
    const page = await browser.openPage({ viewport: { width: 360, height: 640 } })
    await page.goto(`${server.address}${folder}verify/`)
    await ready(page)
    for (const name of ['local', 'national'] as const) {
      await paste(page, example.cards[name])
      await page.waitForSelector(`#verdict[data-kind=valid-${name}]:not([hidden])`)
      const bar = (await page.locator('nav.actions').boundingBox())!
      for (const fact of await page
        .locator('.compare .fact-large')
        .all()
        .then((all) => all.slice(0, 2))) {
        const place = (await fact.boundingBox())!
        assert.isAtMost(place.y + place.height, bar.y, `${name}: ${await fact.innerText()}`)
      }
    }
    // Only a card that counts is held beside the identity card.
    await paste(page, example.cards.withdrawn)
    await page.getByText('Tertulis di kartu ini').waitFor()
    assert.equal(await page.locator('.compare').count(), 0)
    await page.context().close()
  })

  test('nothing moves for those whom motion troubles', async () => {
    for (const reducedMotion of ['reduce', 'no-preference'] as const) {
      const page = await open(server, { reducedMotion })
      await page.evaluate(`document.addEventListener('animationstart', () => (window.moved = true))`)
      await paste(page, example.cards.local)
      await expectVerdict(page, 'valid-local', 'good')
      await page.waitForTimeout(300)
      assert.equal((await page.evaluate('window.moved')) === true, reducedMotion === 'no-preference')
    }
  })

  test('everything can be done with a keyboard alone', async () => {
    const page = await open(server)
    await tabTo(page, 'open-paste')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText(example.cards.local)
    await page.keyboard.press('Enter')
    await expectVerdict(page, 'valid-local', 'good')
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H2', 'the answer is read out')
    await page.keyboard.press('Escape')
    assert.isTrue(await page.locator('#welcome').isVisible())
    await tabTo(page, 'open-settings')
    await page.keyboard.press('Enter')
    assert.isTrue(await page.locator('#settings').isVisible())
    await page.keyboard.press('Escape')
    assert.isFalse(await page.locator('#settings').isVisible())
    await tabTo(page, 'open-stack')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate('document.activeElement.id'), 'close-stack')
  })
})

async function open(from: StaticServer, context = {}, script?: string): Promise<Page> {
  const opened = await browser.openContext({ viewport: phone, ...context })
  if (script) await opened.addInitScript(script)
  const page = await opened.newPage()
  await page.goto(`${from.address}${folder}verify/`)
  await ready(page)
  return page
}

async function drop(page: Page, files: { name: string; type: string; bytes: Uint8Array }[]): Promise<void> {
  const packed = files.map(({ name, type, bytes }) => ({ name, type, bytes: Array.from(bytes) }))
  await page.evaluate(`{
    const transfer = new DataTransfer()
    for (const { name, type, bytes } of ${JSON.stringify(packed)})
      transfer.items.add(new File([new Uint8Array(bytes)], name, { type }))
    for (const kind of ['dragover', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }),
      )
  }`)
}

async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if ((await page.evaluate('document.activeElement?.id')) === id) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`#${id} cannot be reached with the Tab key`)
}

/** The platform's vibration and sound, written down instead of felt and heard. */
const stubs = `{
  window.signals = []
  Object.defineProperty(navigator, 'vibrate', {
    value: (rhythm) => { window.signals.push({ vibrate: rhythm }); return true },
  })
  const parameter = (name) => ({
    set value(value) { window.signals.push({ [name]: value }) },
    setValueAtTime() {},
    exponentialRampToValueAtTime() {},
  })
  window.AudioContext = class {
    state = 'running'
    currentTime = 0
    destination = {}
    createOscillator() {
      return {
        frequency: parameter('hertz'),
        connect: (next) => next,
        start: (at) => window.signals.push({ start: at }),
        stop: (at) => window.signals.push({ stop: at }),
      }
    }
    createGain() { return { gain: parameter('gain'), connect: (next) => next } }
  }
}`
