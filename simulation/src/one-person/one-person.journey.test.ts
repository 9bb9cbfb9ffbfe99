import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/**
 * One person from the gate to the exchanged card, each desk another person in a browser of their own, the hub
 * killed before the injection and back for the exchange. With SENTRA_SCREENSHOTS=<folder> it keeps pictures.
 */
const hall = new Hall()
let desks: Desks

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
}, 120_000)
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

const deskOf = (staffId: string, station: string) => desks.of(staffId, station)
const look = (page: Page, name: string) => desks.look(page, name)

let localCardText = ''
let ticketNumber = ''

test('the gate gives a ticket with a large number', async () => {
  const page = await deskOf('G-01', 'Gerbang')
  await page.getByLabel('Nama lengkap').fill('Warga Contoh')
  await look(page, 'gate')
  await page.getByRole('button', { name: /Beri tiket/ }).click()
  const number = page.getByText(/^U-\d{3}$/).first()
  await number.waitFor()
  ticketNumber = (await number.textContent())!
  await look(page, 'gate-ticket')
})

test('registration calls the number and reads birth date and sex out of the NIK', async () => {
  const page = await deskOf('R-01', 'Pendaftaran')
  await page.getByRole('button', { name: /Panggil berikutnya/ }).click()
  await page.getByText(ticketNumber).first().waitFor()
  await page.getByLabel('NIK', { exact: true }).fill('3215000508909901')
  await page.getByText(/Menurut NIK: lahir 5 Agustus 1990/).waitFor()
  await look(page, 'registration')
  await page.getByRole('button', { name: /Daftarkan/ }).click()
  await page.getByText('Arahkan ke skrining.').waitFor()
})

test('screening measures, asks, advises, and the clinician decides', async () => {
  const page = await deskOf('S-01', 'Skrining')
  await page.getByRole('button', { name: /Panggil berikutnya/ }).click()
  await page.getByLabel(/Suhu/).fill('36,6')
  await page.getByLabel(/sistolik/i).fill('120')
  await page.getByLabel(/diastolik/i).fill('80')
  await page.getByRole('button', { name: /tidak semua/ }).click()
  await page.getByText(/setuju divaksinasi/).click()
  await look(page, 'screening')
  await page.getByRole('button', { name: /Simpan keputusan/ }).click()
  await page.getByText('Arahkan ke vaksinasi.').waitFor()
})

test('with the hub killed the dose is recorded all the same, and the desk says so calmly', async () => {
  await hall.killHub()
  const page = await deskOf('V-01', 'Vaksinasi')
  await page
    .getByText(/Pusat tidak terjangkau/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: /Buka vial berikutnya/ }).click()
  await page.getByText(/Sisa 10 dari 10 dosis/).waitFor()
  await page.getByRole('button', { name: /Panggil berikutnya/ }).click()
  await page.getByRole('button', { name: /Lengan kiri/ }).waitFor()
  await look(page, 'vaccination')
  await page.getByRole('button', { name: /Lengan kiri/ }).click()
  await page.getByText(/Arahkan ke observasi, 15 menit/).waitFor()
})

test('observation counts the minutes', async () => {
  const page = await deskOf('O-01', 'Observasi')
  await page.getByText(ticketNumber).first().waitFor()
  await look(page, 'observation')
})

test('the card desk issues a local card, because the outage is a recorded fact', async () => {
  const page = await deskOf('K-01', 'Meja kartu')
  await page.getByText('Warga Contoh').first().click()
  await page.getByRole('button', { name: 'Terbitkan kartu lokal' }).waitFor()
  await look(page, 'card-desk')
  await page.getByRole('button', { name: 'Terbitkan kartu lokal' }).click()
  await page.getByText(/Selesai\. Cetak kartu/).waitFor()
  await look(page, 'card-local')
  const found = await page.request.post(`${hall.siteUrl}/v1/people/find`, { data: { query: 'Warga Contoh' } })
  const { visits } = (await found.json()) as {
    visits: { cards: { cardId: string; kind: string; text: string }[] }[]
  }
  const [card] = visits[0]!.cards
  expect(card?.kind).toBe('local')
  localCardText = card!.text
  const paper = await page.request.get(`${hall.siteUrl}/v1/cards/${card!.cardId}/paper.pdf?size=id1`)
  expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-')
})

test('the board shows numbers and no names; the coordinator sees the outage and what waits', async () => {
  const board = await desks.page()
  await board.goto(`${hall.siteUrl}/board`)
  await board.getByText(ticketNumber).first().waitFor()
  expect(await board.getByText('Warga Contoh').count()).toBe(0)
  await look(board, 'board')
  const page = await deskOf('C-01', 'Koordinator')
  await page.getByText(/1 dari 40 dosis hari ini/).waitFor()
  await look(page, 'coordinator')
  await page.getByRole('tab', { name: 'Jaringan' }).click()
  await page.getByText(/masih berlangsung/).waitFor()
  await look(page, 'coordinator-link')
})

async function checkCard(text: string): Promise<string> {
  const page = await desks.page({ phone: true })
  await page.goto(`${hall.siteUrl}/verify/`)
  await page.getByRole('button', { name: 'Tempel' }).click()
  await page.getByLabel(/Teks QR/).fill(text)
  await page.getByRole('button', { name: 'Periksa', exact: true }).click()
  const verdict = page.locator('#verdict')
  await verdict.getByText(/./).first().waitFor()
  const words = await verdict.innerText()
  await page.close()
  return words
}

test('anybody can check the local card on the LAN while the hub is away', async () => {
  const words = await checkCard(localCardText)
  expect(words).toMatch(/berlaku/i)
  expect(words).toContain('Warga Contoh')
})

test('with the hub back the card is exchanged, one for one, and the old paper verifies as exchanged', async () => {
  await hall.bringHubBack()
  const page = await deskOf('K-01', 'Meja kartu')
  await page.getByRole('button', { name: 'Orang berikutnya' }).click()
  // A hand scanner is a keyboard: the text and Enter.
  await page.getByLabel('Kartu atau tiket').fill(localCardText)
  await page.getByLabel('Kartu atau tiket').press('Enter')
  await page.getByRole('radio', { name: 'Diterima dan dilubangi' }).click()
  await look(page, 'card-exchange')
  await page.getByRole('button', { name: 'Tukar dan serahkan kartu nasional' }).click()
  await page.getByText(/Selesai\. Cetak kartu/).waitFor()
  await look(page, 'card-exchanged')
  // The site fetches the hub's lists on its own time.
  await expect.poll(() => checkCard(localCardText), { timeout: 60_000, interval: 3_000 }).toMatch(/ditukar/i)
})
