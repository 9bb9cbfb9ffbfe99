import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/**
 * A day with two outages: PCare, which only people see, and the hub, which the laptop sees. The coordinator says
 * the one, is told of the other, sends by USB what cannot go by line, and hands the report on.
 */
const hall = new Hall()
let desks: Desks
let page: Page

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  page = await desks.of('C-01', 'Koordinator')
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

const rowOf = (target: string) => page.locator(`li[data-target="${target}"]`)

/** The same screen plain, in sunlight and dark. */
async function lookInEveryLight(name: string): Promise<void> {
  for (const light of ['plain', 'sunlight', 'dark']) {
    await desks.look(page, `${name}-${light}`)
    await page.getByRole('button', { name: /^Terang layar/ }).click()
  }
}

test('on a quiet day the page says so', async () => {
  await page.getByRole('tab', { name: 'Jaringan' }).click()
  await page.getByText('Belum ada gangguan yang tercatat').waitFor()
  await rowOf('hub').getByText('menjawab').waitFor()
  await rowOf('pcare').getByText('tidak dipantau otomatis').waitFor()
  await desks.look(page, 'outages-none')
})

test('PCare cannot be used: the coordinator says so, with what is seen and nothing about people', async () => {
  await page.getByRole('button', { name: 'Nyatakan gangguan' }).click()
  const form = page.getByRole('form', { name: 'Nyatakan gangguan' })
  await form.getByRole('button', { name: 'Nyatakan gangguan mulai sekarang' }).click()
  await form.getByText('Wajib diisi').waitFor()
  await form.getByRole('radio', { name: 'data tidak tersimpan' }).click()
  await form.getByLabel('Catatan').fill('NIK 3215000508900001 gagal disimpan')
  await form.getByRole('button', { name: 'Nyatakan gangguan mulai sekarang' }).click()
  await form.getByText(/Hapus NIK/).waitFor()
  await desks.look(page, 'outage-declare')
  await form.getByLabel('Catatan').fill('galat 502 sejak 10.15')
  await form.getByRole('button', { name: 'Nyatakan gangguan mulai sekarang' }).click()
  await rowOf('pcare').getByText('Dinyatakan').waitFor()
  await page.getByText('galat 502 sejak 10.15').waitFor()
})

test('the hub falls: detected, told apart from what was declared, and everything is shown that waits', async () => {
  await hall.killHub()
  const byHand = new ByHand(hall)
  const vialId = await byHand.openVial()
  await byHand.vaccinated(someone(1), vialId)
  await rowOf('hub').getByText('Terdeteksi').waitFor()
  await rowOf('hub').getByText('sambungan ditolak').waitFor()
  expect(await rowOf('pcare').getByText('Terdeteksi').count()).toBe(0)
  await page.getByText(/dari \d+ catatan sudah diterima hub/).waitFor()
  await page.getByRole('group').getByText('Berhari-hari tanpa jaringan').click()
  await lookInEveryLight('outages-down')
})

test('without a line for days the records go by USB, and the receipt comes back on it', async () => {
  const writing = page.waitForEvent('download')
  await page.getByRole('button', { name: /Tulis bundel/ }).click()
  const written = await writing
  expect(written.suggestedFilename()).toMatch(/^krw-01-\d{4}-\d\d-\d\d\.age$/)
  const bundle = readFileSync((await written.path())!)
  expect(bundle.toString('latin1', 0, 21)).toBe('age-encryption.org/v1')
  await page.getByText(`sentra hub import-bundle ${written.suggestedFilename()}`).waitFor()

  const chooser = page.locator('input[type=file]')
  await chooser.setInputFiles({ name: 'krw.age', mimeType: 'application/octet-stream', buffer: bundle })
  await page.getByText(/bukan balasan untuk sentra ini/).waitFor()

  await hall.startHub()
  const answer = await fetch(`${hall.hubUrl}/v1/bundles`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: Uint8Array.from(bundle),
  })
  expect(answer.status).toBe(200)
  const reply = Buffer.from(await answer.arrayBuffer())
  await chooser.setInputFiles({ name: 'krw.reply.age', mimeType: 'application/octet-stream', buffer: reply })
  await page.getByText(/Tanda terima atas \d+ catatan/).waitFor()
})

test('the hub is back: its outage ended by itself, the declared one goes on until a person ends it', async () => {
  // The hub was started for the bundle: the site meets it by itself.
  await rowOf('hub').getByText('Terdeteksi').waitFor({ state: 'hidden', timeout: 30_000 })
  await page.getByRole('button', { name: 'Akhiri gangguan PCare' }).click()
  await page.getByText('diakhiri C-01').waitFor()
  const waiting = async () => (await hall.staff('C-01').ask('status')).link.waiting
  await expect.poll(waiting, { timeout: 20_000 }).toBe(0)
  await lookInEveryLight('outage-report')
})

test('the report goes along as a paper and as a table', async () => {
  for (const [button, extension] of [
    ['Unduh PDF', 'pdf'],
    ['Unduh tabel (CSV)', 'csv'],
  ] as const) {
    const loading = page.waitForEvent('download')
    await page.getByRole('button', { name: button }).click()
    const file = await loading
    expect(file.suggestedFilename()).toMatch(new RegExp(`^outages-krw-01-.*\\.${extension}$`))
    const bytes = readFileSync((await file.path())!)
    if (extension === 'csv') expect(bytes.toString('utf8')).toContain('"galat 502 sejak 10.15"')
    else expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-')
  }
})

test('the same in English', async () => {
  await page.getByRole('button', { name: 'EN: English' }).click()
  await page.getByRole('heading', { name: 'Outage report' }).waitFor()
  await page.getByText('records are not saved').waitFor()
  await desks.look(page, 'outage-report-english')
})
