import type { EventData } from '@sentra/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/**
 * The promise of Karawang: sent home on the first day with a return ticket, called before every walk-in
 * on the next, and away with the national card because the hub was up. The days pass on a rehearsal clock.
 */
const hall = new Hall({ startAt: '2026-03-02T01:05:00.000Z' }) // 08.05 in Karawang
const byHand = new ByHand(hall)
let desks: Desks
let returnNumber = ''

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  // Two vials are left of twenty: ten doses for today, ten for all the days after.
  const today = { localDate: '2026-03-02' }
  await hall
    .staff('C-01')
    .must('stock.waste', { lotNumber: 'CONTOH01', vials: 18, reason: 'cold-chain', note: 'uji' })
  await hall.staff('C-01').must('quota.replan', { ...today, cause: 'loss' })
  for (let index = 0; index < 10; index += 1) await byHand.admit(someone(index))
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

test('when the quota is promised away, the gate gives a return ticket that holds a dose of tomorrow', async () => {
  const page = await desks.of('G-01', 'Gerbang')
  await expect.poll(() => page.getByLabel('Angka hari ini').innerText()).toMatch(/^0\n/)
  await page.getByLabel('Nama lengkap').fill('Warga Janji')
  await page.getByRole('button', { name: /Beri tiket/ }).click()
  await page.getByRole('heading', { name: 'Tiket kembali', exact: true }).waitFor()
  await page.getByText(/Kembali Selasa, 3 Maret 2026 mulai pukul 08:00/).waitFor()
  returnNumber = await page.getByText(/^K-\d{3}$/).innerText()
  await desks.look(page, 'return-ticket')
  // The promise has its paper: the first key prints it.
  const [paper] = await Promise.all([
    page.context().waitForEvent('request', (request) => request.url().endsWith('/paper.pdf')),
    page.keyboard.press('F9'),
  ])
  const pdf = await page.request.get(paper.url())
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
})

test('the coordinator closes the day, and opens the next one', async () => {
  const page = await desks.of('C-01', 'Koordinator')
  await page.getByRole('button', { name: 'Tutup sesi' }).click()
  await page.getByRole('button', { name: 'Ya, tutup sesi hari ini' }).click()
  // Ten people stand in the line: nobody is sent home with a worthless ticket by accident.
  await page.getByText(/Masih ada 10 orang dalam antrean/).waitFor()
  await desks.look(page, 'close-with-a-line')
  await page.getByRole('button', { name: 'Sudah diperiksa: mereka sudah pergi. Tutup sesi' }).click()
  await page.getByText('Sesi hari ini sudah ditutup').waitFor()
  hall.clock?.moveTo(Date.parse('2026-03-03T01:05:00.000Z'))
  await desks.signInAgain('C-01', 'Koordinator')
  await page.getByRole('button', { name: 'Buka sesi hari ini' }).click()
  await page.getByText(/0 dari 10 dosis hari ini/).waitFor()
  await page.getByText('0/1').waitFor()
  await desks.look(page, 'next-day-open')
})

test('the holder comes after a walk-in, and is called before', async () => {
  await byHand.admit(someone(20))
  const gate = await desks.of('G-01', 'Gerbang')
  await gate.getByRole('button', { name: /Orang berikutnya/ }).click()
  await gate.getByLabel('Tiket', { exact: true }).fill(returnNumber)
  await gate.getByLabel('Tiket', { exact: true }).press('Enter')
  // Yesterday's shift is over: signed in again, the number is shown once more.
  await desks.signInAgain('G-01', 'Gerbang')
  await gate.getByLabel('Tiket', { exact: true }).fill(returnNumber)
  await gate.getByLabel('Tiket', { exact: true }).press('Enter')
  await gate.getByText(/Tercatat hadir/).waitFor()
  await desks.look(gate, 'return-ticket-checked-in')

  const registration = await desks.of('R-01', 'Pendaftaran')
  await registration.getByRole('button', { name: /Panggil berikutnya/ }).click()
  await registration.getByText(returnNumber).first().waitFor()
  await registration.getByLabel('NIK', { exact: true }).fill('3215004508909901')
  await registration.getByRole('button', { name: /Daftarkan/ }).click()
  await registration.getByText('Arahkan ke skrining.').waitFor()
})

test('dose, then the national card at once: no local one was ever made', async () => {
  const { visit } = await hall.staff('R-01').ask('findTicket', { body: { ticket: { number: returnNumber } } })
  const visitId = visit?.visitId ?? ''
  await byHand.screen(visitId)
  const vaccination = await desks.of('V-01', 'Vaksinasi')
  await vaccination.getByRole('button', { name: /Buka vial berikutnya/, disabled: false }).waitFor()
  await vaccination.keyboard.press('F4')
  await vaccination.getByText(/Sisa 10 dari 10 dosis/).waitFor()
  await vaccination.getByRole('button', { name: /Panggil berikutnya/ }).click()
  await vaccination.getByText(returnNumber).first().waitFor()
  await vaccination.getByRole('button', { name: /Lengan kanan/ }).click()
  await vaccination.getByText(/Arahkan ke observasi/).waitFor()

  const cards = await desks.of('K-01', 'Meja kartu')
  await cards
    .getByRole('button', { name: /Warga Janji/ })
    .first()
    .click()
  await cards.getByRole('button', { name: /Serahkan kartu nasional/ }).click()
  await cards.getByText('Selesai. Cetak kartu di bawah dan serahkan.').waitFor()
  await desks.look(cards, 'national-card-handed-over')
  const after = await hall.staff('K-01').ask('visit', { path: { visitId } })
  expect(after.cards.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['national live'])
  const status = await hall.staff('C-01').ask('status')
  expect(status.today.returnTicketsHonouredToday).toBe(1)
  expect((after.immunization as EventData<'immunization.recorded'> | null)?.lotNumber).toBe('CONTOH01')
})
