import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import {
  launchBrowser,
  makeTempDir,
  type StartedProcess,
  startProcess,
  type TestBrowser,
} from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { busyCases, busySummary } from './busy-summary.ts'

const repository = join(import.meta.dirname, '../../..')
const pictures = process.env.SENTRA_SCREENSHOTS
const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }

let hub: StartedProcess
let browser: TestBrowser
let address: string
let password: string
const directory = makeTempDir('console')

beforeAll(async () => {
  for (const app of ['console', 'verifier']) {
    if (!existsSync(join(repository, app, 'dist/index.html'))) await buildApp(app)
  }
  browser = await launchBrowser()
  hub = await startProcess({
    script: join(repository, 'hub/src/main.ts'),
    env: { SENTRA_DATA: directory, SENTRA_HUB_PORT: '0', SENTRA_HUB_HOST: '127.0.0.1' },
    ready: /"ready":true/,
    timeoutSeconds: 120,
  })
  const said = hub.lines.join('\n')
  address = `http://localhost:${/"ready":true.*?"port":(\d+)|"port":(\d+).*?"ready":true/.exec(said)!.slice(1).find(Boolean)}/`
  const [credentials] = JSON.parse(/SENTRA-CREDENTIALS (\[.*\])/.exec(said)![1]!) as [{ pin: string }]
  password = credentials.pin
})
afterAll(async () => {
  await browser?.close()
  await hub?.stop()
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
})

test('a wrong password is refused beside the form, and what was typed stays', async () => {
  const page = await browser.openPage({ viewport: widths.phone })
  await page.goto(address)
  await page.getByLabel('Nama pengguna').fill('administrator')
  await page.getByLabel('Kata sandi').fill('wrong-password')
  await expectNoBarrier(page, 'sign-in')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[role=alert]')
  assert.include(await page.innerText('[role=alert]'), 'kata sandi salah')
  assert.equal(await page.getByLabel('Nama pengguna').inputValue(), 'administrator')
  await capture(page, 'sign-in')
  await page.context().close()
})

test('a new hub shows what is missing and how to begin, and signs out', async () => {
  const page = await signedIn(widths.phone)
  await page.getByText('Belum ada sentra yang terdaftar.').waitFor()
  await expectNoBarrier(page, 'empty')
  await capture(page, 'empty')
  await page.getByRole('button', { name: 'Keluar' }).click()
  await page.getByLabel('Kata sandi').waitFor()
  await page.reload()
  await page.getByLabel('Kata sandi').waitFor()
  await page.context().close()
})

test('an enrolment code is made and shown once, with how to use it', async () => {
  const page = await signedIn(widths.desktop)
  await page.getByRole('button', { name: 'Buat kode' }).click()
  await page.getByText('Isi nama sentra.').waitFor()
  await page.getByLabel('Nama sentra').fill('Puskesmas Klari')
  await page.keyboard.press('Enter')
  const code = await page.locator('output').innerText()
  assert.match(code, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  await expectNoBarrier(page, 'code')
  await capture(page, 'code')
  await page.getByRole('button', { name: 'Selesai' }).click()
  assert.notInclude(await page.content(), code)
  await page.context().close()
})

test('a busy province fits a phone and a desk, in both languages and all three brightnesses', async () => {
  for (const [name, viewport] of Object.entries(widths)) {
    const page = await signedIn(viewport, async (fresh) => {
      await fresh.route('**/v1/console/summary', (route) => route.fulfill({ json: busySummary }))
      await fresh.route('**/v1/console/cases/find', (route) => route.fulfill({ json: { cases: busyCases } }))
    })
    await page.locator('.cases').getByText('Dosis ganda').waitFor()
    for (const brightness of ['plain', 'sunlight', 'dark']) {
      await expectNoBarrier(page, `${name} ${brightness}`)
      await capture(page, `busy-${name}-${brightness}`)
      await page.getByRole('button', { name: /^Terang layar/ }).click()
    }
    const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number
    assert.isAtMost(wide, viewport.width)
    await page.getByRole('button', { name: 'EN: English' }).click()
    await page.getByText('Live local cards').waitFor()
    await page.context().close()
  }
})

test('when the hub falls silent the figures stay, with the time they are from', async () => {
  const page = await signedIn(widths.phone)
  await page.getByText('Belum ada sentra').waitFor()
  await page.route('**/v1/console/summary', (route) => route.abort())
  await page.getByText(/Hub tidak menjawab\. Angka di bawah/).waitFor({ timeout: 20_000 })
  await page.getByText('Belum ada sentra').waitFor()
  await page.context().close()
})

test('the hub serves the verifier under its own policy, and its trust files are taken', async () => {
  const page = await browser.openPage({ viewport: widths.phone })
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) assert.fail(message.text())
  })
  await page.goto(`${address}verify/`)
  await page.waitForSelector('html[data-offline=ready]', { timeout: 20_000 })
  assert.include(await page.innerText('#ages'), 'Data diperbarui')
  await page.context().close()
})

async function signedIn(
  viewport: { width: number; height: number },
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const page = await browser.openPage({ viewport })
  page.on('pageerror', (error) => assert.fail(`the page failed: ${error.message}`))
  await page.goto(address)
  await page.getByLabel('Nama pengguna').fill('administrator')
  await page.getByLabel('Kata sandi').fill(password)
  await prepare(page)
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByRole('heading', { name: 'Daftarkan sentra' }).waitFor()
  return page
}

async function expectNoBarrier(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  assert.deepEqual(found, [], where)
}

/** With SENTRA_SCREENSHOTS=<directory>: a picture of the screen as it is now, for people to look at. */
async function capture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `console-${name}.png`), fullPage: true })
}

async function buildApp(app: string): Promise<void> {
  const { build } = await import('vite')
  await build({ root: join(repository, app), logLevel: 'error' })
}
