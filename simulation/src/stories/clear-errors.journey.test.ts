import { phone } from '@sentra/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/** What is typed wrong is said at its field with the remedy, stays typed, and the message goes with its cause. */
const hall = new Hall()
const byHand = new ByHand(hall)
let desks: Desks
let gate: Page

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  gate = await desks.of('G-01', 'Gerbang')
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

const focused = (page: Page) => page.evaluate('document.activeElement?.labels?.[0]?.textContent')
const ticketsToday = async () => (await hall.staff('G-01').ask('status')).today.placesLeft

test('a birth date that does not exist is asked again, not left out of the ticket', async () => {
  const before = await ticketsToday()
  await gate.getByLabel('Nama lengkap').fill('Uji Tanggal')
  await gate.getByLabel(/Tanggal lahir/).fill('32-13-1990')
  await gate.keyboard.press('F2')
  await gate.getByText(/Tanggal ini tidak ada/).waitFor()
  expect(await focused(gate)).toMatch(/Tanggal lahir/)
  expect(await gate.getByLabel(/Tanggal lahir/).inputValue()).toBe('32-13-1990')
  await desks.look(gate, 'gate-impossible-date')
  expect(await ticketsToday()).toBe(before)
})

test('two digits of a NIK are asked again, with how many were read', async () => {
  await gate.getByLabel(/Tanggal lahir/).fill('05-08-1990')
  await gate.getByLabel(/NIK/).fill('99')
  await gate.keyboard.press('F2')
  await gate.getByText(/Di sini 2 angka\. Tulis seluruh 16 angka/).waitFor()
  expect(await focused(gate)).toMatch(/NIK/)
  await gate.getByLabel(/NIK/).fill('990')
  expect(await gate.getByText(/Di sini/).count()).toBe(0)
})

test.each([
  ['desktop', { width: 1280, height: 900 }],
  ['phone', phone],
] as const)('the first touch of the button counts: an error never moves it away (%s)', async (_, size) => {
  await gate.setViewportSize(size)
  await gate.getByLabel(/NIK/).fill('')
  await gate.getByLabel(/Tanggal lahir/).fill('32-13-1990')
  const button = gate.getByRole('button', { name: /Beri tiket/ })
  await button.scrollIntoViewIfNeeded()
  const place = await button.boundingBox()
  if (!place) throw new Error('the button is not on the screen')
  // A finger: down, the field loses the focus, up at the same place.
  await gate.mouse.move(place.x + place.width / 2, place.y + 6)
  await gate.mouse.down()
  await gate.getByText(/Tanggal ini tidak ada/).waitFor()
  // A pressed button sinks by one pixel.
  expect(Math.abs(((await button.boundingBox())?.y ?? 0) - place.y)).toBeLessThanOrEqual(1)
  await gate.mouse.up()
  await expect.poll(() => focused(gate)).toMatch(/Tanggal lahir/)
})

test('mended, the same form gives the ticket', async () => {
  await gate.getByLabel(/Tanggal lahir/).fill('05-08-1990')
  await gate.getByLabel(/NIK/).fill('9905')
  await gate.getByRole('button', { name: /Beri tiket/ }).click()
  await gate.getByTestId('admission-result').waitFor()
  await gate.keyboard.press('F2')
})

test('a message goes when the field it is about is changed, and stays when another one is', async () => {
  await gate.getByLabel('Nama lengkap').fill('Uji Nomor')
  await gate.getByLabel(/NIK/).fill('3215000000000000')
  await gate.keyboard.press('F2')
  const refused = gate.getByText(/Empat angka terakhir NIK tidak pernah 0000/)
  await refused.waitFor()
  await gate.getByLabel('Nama lengkap').fill('Uji Nomor Dua')
  expect(await refused.count()).toBe(1)
  await gate.getByLabel(/NIK/).fill('3215')
  await refused.waitFor({ state: 'detached' })
})

test('"this ticket is not known" goes when the next number is typed', async () => {
  const shown = gate.getByLabel('Tiket', { exact: true })
  await shown.fill('U-999')
  await shown.press('Enter')
  await gate.getByText(/Tiket ini tidak dikenal/).waitFor()
  await shown.fill('U')
  await gate.getByText(/Tiket ini tidak dikenal/).waitFor({ state: 'detached' })
  await shown.fill('')
})

test('a card shown at the gate is told apart from a ticket, and sent where it is of use', async () => {
  const shown = gate.getByLabel('Tiket', { exact: true })
  await shown.fill('HC1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3')
  await shown.press('Enter')
  await gate.getByText(/Ini kartu vaksin, bukan tiket\. Kirim orangnya ke meja kartu/).waitFor()
  await shown.fill('')
})

test('screening asks a man nothing about pregnancy, and asks about a pressure that cannot be', async () => {
  const man = await byHand.admit(someone(21, { sex: 'male' }))
  await byHand.register(man)
  const page = await desks.of('S-01', 'Skrining')
  await page.getByRole('button', { name: /Panggil berikutnya/ }).click()
  await page.getByLabel(/Suhu/).waitFor()
  expect(await page.getByText(/hamil/i).count()).toBe(0)
  await page.getByLabel(/Sistolik/).fill('80')
  await page.getByLabel(/Diastolik/).fill('120')
  await page.getByText(/Sistolik 80 tidak lebih tinggi dari diastolik 120\. Apakah tertukar/).waitFor()
  expect(await page.getByText(/Tekanan darah tinggi|Istirahatkan/).count()).toBe(0)
  await desks.look(page, 'screening-swapped-pressure')
  await page.getByRole('button', { name: 'Sisanya tidak semua' }).click()
  await page.getByLabel(/Sistolik/).fill('120')
  await page.getByLabel(/Diastolik/).fill('80')
  await page.getByRole('checkbox', { name: /menyetujui|setuju/ }).check()
  await page.keyboard.press('F2')
  await page.getByText(/“Suhu” belum diisi/).waitFor()
  expect(await focused(page)).toMatch(/Suhu/)
  await page.getByLabel(/Suhu/).fill('36,6')
  await page.getByText(/“Suhu” belum diisi/).waitFor({ state: 'detached' })
  await page.keyboard.press('F2')
  await page.getByTestId('screened').waitFor()
})

test('an empty sign-in says what is missing, at its field', async () => {
  const page = await desks.page()
  await page.goto(hall.siteUrl)
  await page.getByRole('button', { name: 'Masuk' }).click()
  await page.getByText(/Isi kode petugas/).waitFor()
  await page.getByText(/Isi PIN, 6 angka/).waitFor()
  expect(await focused(page)).toBe('Kode petugas')
  await desks.look(page, 'sign-in-empty')
  await page.getByLabel('Kode petugas').fill('G-01')
  await page.getByLabel('PIN', { exact: true }).fill('12')
  await page.getByRole('button', { name: 'Masuk' }).click()
  expect(await page.getByText(/Isi kode petugas/).count()).toBe(0)
  expect(await focused(page)).toBe('PIN')
})

test('a site that is gone is said within ten seconds, on every screen, and is back by itself', async () => {
  const board = await desks.page()
  await board.goto(`${hall.siteUrl}/board`)
  await board.getByText('Terhubung ke pusat').waitFor()
  await gate.getByText('Terhubung ke pusat').waitFor()
  await hall.killSite()
  for (const page of [gate, board]) {
    await page.getByText('Server di sini diam').waitFor({ timeout: 10_000 })
    expect(await page.getByText('Terhubung ke pusat').count()).toBe(0)
    await page
      .getByRole('alert')
      .filter({ hasText: /Periksa apakah laptop server menyala/ })
      .waitFor()
  }
  await desks.look(gate, 'site-silent')
  await hall.startSite()
  for (const page of [gate, board]) {
    await page.getByText('Server di sini diam').waitFor({ state: 'detached' })
    await page.getByText('Terhubung ke pusat').waitFor()
  }
})
