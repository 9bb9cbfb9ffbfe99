import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/** A district on a bad day, as its hub shows it: one site told why it was cut off, one is silent, and both lie under one clock. */
const hall = new Hall({ startAt: '2021-08-05T03:00:00.000Z' })
let cikampek: Hall
let desks: Desks
let page: Page
let user: { name: string; password: string }
let token: string

const pass = (minutes: number) => hall.clock!.moveTo(hall.clock!.now() + minutes * 60_000)

beforeAll(async () => {
  await hall.open()
  user = hall.consoleUser()
  cikampek = new Hall({
    under: hall,
    siteEnvironment: {
      SENTRA_SITE_ID: 'krw-02',
      SENTRA_SITE_NAME: 'Sentra Cikampek',
      SENTRA_SIMULATED_CLOCK: hall.clock!.file,
    },
  })
  await cikampek.open()
  desks = await Desks.at(hall)
})
afterAll(async () => {
  await desks?.close()
  await cikampek?.close()
  await hall.close()
})

test('before anything was out the page says so', async () => {
  page = await desks.page()
  // A session of 2021 is no cookie for a browser of today: it carries the token as a program does.
  const session = await fetch(`${hall.hubUrl}/v1/console/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(user),
  })
  token = ((await session.json()) as { token: string }).token
  await page.setExtraHTTPHeaders({ authorization: `Bearer ${token}` })
  await page.goto(hall.hubUrl)
  await page.getByRole('link', { name: 'Semua gangguan pada garis waktu' }).click()
  await page.getByText('Tidak ada gangguan dalam waktu ini').waitFor()
  await page.getByText('Tidak ada sentra yang terganggu').waitFor()
  await desks.look(page, 'console-outages-none')
})

test('an outage of the hub and one of PCare lie on one line, and a silent site is told as silent', async () => {
  await hall.staff('C-01').must('outage.declare', { target: 'pcare', reason: 'cannot-save' })
  pass(40)
  await hall.killHub()
  const byHand = new ByHand(hall)
  await byHand.vaccinated(someone(1), await byHand.openVial())
  pass(75)
  await hall.bringHubBack()
  // Cikampek was cut off too, and says so before it falls silent.
  const rows = page.locator('tr[data-outage]')
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(3)
  await cikampek.killSite()
  pass(20)

  const silent = page.locator('[data-down=krw-02]')
  await silent.getByText(/diam sejak/).waitFor({ timeout: 30_000 })
  const declared = page.locator('[data-down=krw-01]')
  await declared.getByText(/PCare data tidak tersimpan sejak/).waitFor()
  await page.getByText('dinyatakan: data tidak tersimpan').waitFor()
  const ofHub = rows.filter({ hasText: 'sambungan ditolak' }).filter({ hasText: 'Karawang' })
  await ofHub.getByText('1 jam 15 menit').waitFor()
  for (const light of ['plain', 'sunlight', 'dark']) {
    await desks.look(page, `console-outages-${light}`)
    await page.getByRole('button', { name: /^Terang layar/ }).click()
  }
})

test('the picture is a day, a week or a month, and the day before was quiet', async () => {
  const bars = page.locator('.outage-picture .outage-bar')
  const widest = async () =>
    Math.max(...(await bars.evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('width'))))))
  const inWeek = await widest()
  await page.getByRole('radio', { name: 'Hari' }).click()
  await expect.poll(widest).toBeGreaterThan(inWeek * 5)
  await desks.look(page, 'console-outages-day')
  await page.getByRole('button', { name: 'Sebelumnya' }).click()
  await page.getByText('Tidak ada gangguan dalam waktu ini').waitFor()
  await page.getByRole('radio', { name: 'Bulan' }).click()
  await expect.poll(widest).toBeLessThan(inWeek)
})

test('the table goes along, and without signing in nobody gets it', async () => {
  const link = page.getByRole('link', { name: 'Unduh tabel (CSV)' })
  const address = new URL((await link.getAttribute('href'))!, hall.hubUrl)
  const file = await fetch(address, { headers: { authorization: `Bearer ${token}` } })
  // fetch's own text() would swallow the mark that says UTF-8.
  const lines = Buffer.from(await file.arrayBuffer())
    .toString('utf8')
    .trimEnd()
    .split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFF"Sentra";"Nama";"Layanan"/)
  expect(lines).toHaveLength(4)
  expect(lines.filter((line) => line.includes('"PCare";"dinyatakan"'))).toHaveLength(1)
  expect((await fetch(address)).status).toBe(401)
  expect((await fetch(`${hall.hubUrl}/v1/console/outages`)).status).toBe(401)
})

test('the same in English, and back to the overview', async () => {
  await page.getByRole('button', { name: 'EN: English' }).click()
  await page.getByRole('heading', { name: 'Outages of all sites' }).waitFor()
  await desks.look(page, 'console-outages-english')
  await page.getByRole('link', { name: 'Back to the overview' }).click()
  await page.getByRole('heading', { name: 'Sites' }).waitFor()
})
