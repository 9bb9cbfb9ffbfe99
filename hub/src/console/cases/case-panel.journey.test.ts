import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { launchBrowser, type TestBrowser } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { afterAll, assert, beforeAll, test } from 'vitest'
import { doseWithLocalCard } from '../../testing/local-card.ts'
import { eventually, startTestHub, type TestHub } from '../../testing/test-hub.ts'
import { testPatients } from '../../testing/test-people.ts'
import { TestSite } from '../../testing/test-site.ts'
import { verifyFromPublicFiles } from '../../testing/verify-offline.ts'

/** Two administrators, two browsers, one copied card. */
const repository = join(import.meta.dirname, '../../../..')
const pictures = process.env.SENTRA_SCREENSHOTS
let hub: TestHub
let browser: TestBrowser
let nationalCardText: string

beforeAll(async () => {
  if (!existsSync(join(repository, 'console/dist/index.html'))) {
    const { build } = await import('vite')
    await build({ root: join(repository, 'console'), logLevel: 'error' })
  }
  hub = await startTestHub()
  browser = await launchBrowser()
  nationalCardText = await cardPresentedTwice()
})
afterAll(async () => {
  await browser?.close()
  await hub?.stop()
})

test('a case is found, looked at, decided by two people, and is then read in its history', async () => {
  const page = await signedIn('administrator', hub.password, { width: 390, height: 844 })
  await page.getByLabel('Nama pengguna baru').fill('Dewi')
  await page.getByRole('button', { name: 'Tambah orang' }).click()
  const password = await page.locator('output').innerText()

  // Filters that hide it, and the way back.
  await page.getByLabel('Jenis').selectOption('site-forked')
  await page.getByText('Tidak ada kasus yang cocok.').waitFor()
  await expectNoBarrier(page, 'nothing found')
  await page.getByRole('button', { name: 'Hapus saringan' }).click()
  await page.getByLabel('Cari kata atau nomor').fill('ditunjukkan lagi')
  await page.getByRole('button', { name: 'Periksa: Kartu berselisih' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/^Kartu lokal \S+ ditunjukkan lagi di halaman untuk umum/).waitFor()
  await dialog.getByText('Kartu dari dosis ini').waitFor()
  await dialog.getByRole('button', { name: 'Putuskan' }).click()
  await dialog.getByText('Pilih satu keputusan.').waitFor()
  await dialog.getByText('Tulis alasan, paling sedikit 10 huruf.').waitFor()
  await dialog
    .getByLabel(/^Cabut kartu/)
    .last()
    .click()
  await dialog.getByText('sesudah administrator lain menyetujui').waitFor()
  await dialog.getByLabel('Alasan').fill('Salinan dijual di gerbang pasar.')
  await expectNoBarrier(page, 'decision')
  await capture(page, 'decision')
  await dialog.getByRole('button', { name: 'Minta persetujuan' }).click()
  await dialog.getByText('Anda hanya dapat menarik').waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Setuju, cabut' }).count(), 0)
  await expectNoBarrier(page, 'waiting')

  const other = await signedIn('Dewi', password, { width: 1280, height: 800 })
  await other.locator('.cases').getByText('Menunggu orang kedua').waitFor()
  await other.getByRole('button', { name: 'Periksa: Kartu berselisih' }).click()
  await other.getByText('Salinan dijual di gerbang pasar.').first().waitFor()
  await other.getByLabel('Alasan').fill('Saya juga melihat salinannya.')
  await capture(other, 'agree')
  await other.getByRole('button', { name: 'Setuju, cabut' }).click()
  await other.getByText('Kasus ini sudah diputuskan.').waitFor()
  await expectNoBarrier(other, 'decided')
  await eventually(
    async () => (await verifyFromPublicFiles(hub.url, nationalCardText, new Date())).kind === 'withdrawn',
    'verifiers hear of it',
  )
  await other.keyboard.press('Escape')
  await other.getByText('Tidak ada yang perlu diperiksa orang.').waitFor()
  await other.getByLabel('Keadaan').selectOption('closed')
  await other.getByRole('button', { name: 'EN: English' }).click()
  await other.getByRole('button', { name: 'Look: Card conflict' }).click()
  const history = other.locator('.case-history')
  await history.getByText('Dewi').waitFor()
  await history.getByText('administrator').waitFor()
  await expectNoBarrier(other, 'history')
  await capture(other, 'history')

  // Somebody leaves: their page ends with their access, and the last administrator stays.
  await other.keyboard.press('Escape')
  await other.getByRole('button', { name: 'End access: administrator' }).click()
  await other.getByRole('button', { name: 'Yes, end access of administrator' }).click()
  await other.getByText('Has left').waitFor()
  await expectNoBarrier(other, 'somebody has left')
  await capture(other, 'people')
  await page.getByLabel('Kata sandi').waitFor()
  await other.getByRole('button', { name: 'End access: Dewi' }).click()
  await other.getByRole('button', { name: 'Yes, end access of Dewi' }).click()
  await other.getByText('This is the last administrator. Add a successor first.').waitFor()
})

async function cardPresentedTwice(): Promise<string> {
  const site = new TestSite({ siteId: 'krw-01', url: hub.url, now: () => new Date() })
  assert.equal((await site.enrol(await hub.enrolmentCode())).status, 200)
  const { text } = await doseWithLocalCard(site, testPatients(91, 1)[0]!)
  assert.equal((await site.put(1)).status, 200)
  const present = (exchangeId: string) =>
    fetch(`${hub.url}/v1/exchanges`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ exchangeId, localCardText: text }),
    })
  const granted = await eventually(async () => {
    const response = await present('019a0000-0000-7000-8000-000000000001')
    return response.ok && ((await response.json()) as { nationalCardText: string })
  }, 'the card is exchanged')
  assert.equal((await present('019a0000-0000-7000-8000-000000000002')).status, 409)
  return granted.nationalCardText
}

async function signedIn(name: string, password: string, viewport: { width: number; height: number }) {
  const page = await browser.openPage({ viewport })
  page.on('pageerror', (error) => assert.fail(`the page failed: ${error.message}`))
  await page.goto(hub.url)
  await page.getByLabel('Nama pengguna').fill(name)
  await page.getByLabel('Kata sandi').fill(password)
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByRole('heading', { name: 'Kasus' }).waitFor()
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
  await page.screenshot({ path: join(pictures, `console-case-${name}.png`) })
}
