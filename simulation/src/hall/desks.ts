import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { desktop, launchBrowser, phone, type TestBrowser } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import type { Hall } from './hall.ts'

/**
 * The desks of a hall, each a person in a browser profile of their own, in Indonesian. Whatever a page
 * throws fails the story at its next look. With SENTRA_SCREENSHOTS=<folder> each look keeps a picture.
 */
export class Desks {
  private readonly hall: Hall
  private readonly browser: TestBrowser
  private readonly pages = new Map<string, Page>()
  private readonly faults: string[] = []

  private constructor(hall: Hall, browser: TestBrowser) {
    this.hall = hall
    this.browser = browser
  }

  static async at(hall: Hall): Promise<Desks> {
    return new Desks(hall, await launchBrowser())
  }

  /** A page nobody is signed in on: the board, the verifier, a phone. */
  async page(options: { phone?: boolean } = {}): Promise<Page> {
    return this.watched(
      await this.browser.openPage({
        reducedMotion: 'reduce',
        ...(options.phone ? { viewport: phone } : {}),
      }),
    )
  }

  /** The desk of one member of staff, signed in as at the beginning of a shift. */
  async of(staffId: string, station: string): Promise<Page> {
    return this.at(this.hall, staffId, station)
  }

  /** The same at another site. */
  async at(hall: Hall, staffId: string, station: string): Promise<Page> {
    const key = `${hall === this.hall ? '' : 'other '}${staffId} ${station}`
    const known = this.pages.get(key)
    if (known) return known
    const page = await this.page()
    await page.goto(hall.siteUrl)
    await page.getByLabel('Kode petugas').fill(staffId)
    await page.getByLabel('PIN', { exact: true }).fill(hall.pinOf(staffId))
    await page.getByRole('button', { name: 'Masuk' }).click()
    await openStation(page, station)
    this.pages.set(key, page)
    return page
  }

  /** The shift is over by the clock: the same person signs in on top of the page, which stays. */
  async signInAgain(staffId: string, station: string): Promise<Page> {
    const page = await this.of(staffId, station)
    const dialog = page.getByRole('dialog', { name: /Masuk lagi/ })
    await dialog.getByLabel('PIN', { exact: true }).fill(this.hall.pinOf(staffId))
    await dialog.getByRole('button', { name: 'Masuk' }).click()
    await dialog.waitFor({ state: 'hidden' })
    return page
  }

  /** No accessibility fault on the screen as it stands, and a picture of it at both widths. */
  async look(page: Page, name: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)
    if (found.length > 0) throw new Error(`${name}: not accessible\n${found.join('\n')}`)
    if (this.faults.length > 0) throw new Error(`${name}: the page failed\n${this.faults.join('\n')}`)
    if (!pictures) return
    mkdirSync(pictures, { recursive: true })
    for (const [width, size] of [
      ['desktop', desktop],
      ['phone', phone],
    ] as const) {
      await page.setViewportSize(size)
      await page.waitForTimeout(250)
      await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true })
    }
    await page.setViewportSize(desktop)
  }

  /** Ends the browser; with pictures wanted, also those of how each desk was left. */
  async close(): Promise<void> {
    if (pictures)
      for (const [desk, page] of this.pages)
        await page
          .screenshot({ path: join(pictures, `left-${desk.replaceAll(' ', '-')}.png`) })
          .catch(() => {})
    await this.browser.close()
  }

  private watched(page: Page): Page {
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => this.faults.push(String(error)))
    return page
  }
}

/** From the list of my stations to the desk. Stations that call people say to which desk. */
export async function openStation(page: Page, station: string): Promise<void> {
  const choice = page.locator('form', { has: page.getByRole('heading', { name: station, exact: true }) })
  await choice.waitFor()
  const deskName = choice.getByLabel('Nama meja')
  if ((await deskName.count()) > 0) await deskName.fill('Meja 1')
  await choice.getByRole('button', { name: `Buka ${station}` }).click()
  await page.getByRole('heading', { level: 1, name: station }).waitFor()
}

const pictures = process.env.SENTRA_SCREENSHOTS
