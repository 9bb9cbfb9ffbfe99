import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { TestBrowser } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { assert } from 'vitest'
import { qrPhoto } from './qr-photo.ts'
import type { Files, StaticServer } from './static-server.ts'

/** Any path on any server: this one lies two folders deep. */
export const folder = 'dinkes/karawang/'
export const phone = { width: 390, height: 844 }
const pictures = process.env.SENTRA_SCREENSHOTS

/** The built page and trust files, as one web server has them. */
export function servedWith(built: Files, trust: Files): Files {
  const page = Object.fromEntries(
    Object.entries(built).map(([path, file]) => [`${folder}verify/${path}`, file]),
  )
  return { ...page, ...inFolder(trust) }
}

export function inFolder(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [`${folder}${path}`, file]))
}

/** A first visit, until the page is ready for flight mode. Fails at the first error of the page. */
export async function visitPage(browser: TestBrowser, server: StaticServer): Promise<Page> {
  const page = await browser.openPage({ viewport: phone })
  page.on('pageerror', (error) => assert.fail(`the page failed: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) assert.fail(message.text())
  })
  await page.goto(`${server.address}${folder}verify/`)
  await ready(page)
  return page
}

export async function ready(page: Page): Promise<void> {
  await page.waitForSelector('html[data-offline=ready]', { timeout: 15_000 })
}

export async function update(page: Page, answer: string): Promise<void> {
  if (!(await page.locator('#settings').isVisible())) await page.click('#open-settings')
  await page.click('text=Perbarui sekarang')
  await waitForAnswer(page, answer)
}

export async function waitForAnswer(page: Page, answer: string): Promise<void> {
  await page.waitForSelector(`.settings-answer:has-text("${answer}")`, { timeout: 10_000 })
}

export async function paste(page: Page, text: string): Promise<void> {
  await page.click('#open-paste')
  await page.fill('#pasted', text)
  await page.click('#check-pasted')
}

export async function photograph(page: Page, text: string): Promise<void> {
  await page.setInputFiles('#photo', { name: 'photo.png', mimeType: 'image/png', buffer: qrPhoto(text) })
}

export async function expectVerdict(page: Page, kind: string, tone: string): Promise<void> {
  await page.waitForSelector(`#verdict[data-kind="${kind}"][data-tone="${tone}"]:not([hidden])`, {
    timeout: 20_000,
  })
}

export async function expectNoBarrier(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  assert.deepEqual(found, [], where)
}

/** With SENTRA_SCREENSHOTS=<directory>: a picture of the screen as it is now, for people to look at. */
export async function capture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
