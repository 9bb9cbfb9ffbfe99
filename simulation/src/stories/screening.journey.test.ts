import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/** Where the form stops and the clinician decides: pregnancy, a second measurement, another decision, "not today". */
const hall = new Hall()
const byHand = new ByHand(hall)
let desks: Desks
let page: Page

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  page = await desks.of('S-01', 'Skrining')
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

/** Registered, and called by the button of this desk. */
async function call(index: number): Promise<string> {
  const admitted = await byHand.admit(someone(index))
  const visitId = await byHand.register(admitted)
  await page.getByRole('button', { name: /Panggil berikutnya/ }).click()
  await page.getByText(admitted.number).first().waitFor()
  return visitId
}

async function measure(temperature: string, systolic: string, diastolic: string): Promise<void> {
  await page.getByLabel(/Suhu/).fill(temperature)
  await page.getByLabel(/sistolik/i).fill(systolic)
  await page.getByLabel(/diastolik/i).fill(diastolic)
}

const consent = () => page.getByText(/setuju divaksinasi/).click()
const decisionOf = async (visitId: string) =>
  (await hall.staff('S-01').ask('visit', { path: { visitId } })).screening?.decision

test('a pregnant woman is asked the form for pregnant women, and her answers so far stay', async () => {
  const visitId = await call(1)
  await measure('36,6', '110', '70')
  await page.getByRole('radiogroup', { name: /hamil/i }).getByRole('radio', { name: 'Ya' }).click()
  await page.getByRole('button', { name: /tidak semua/ }).click()
  await page.getByText('Untuk ibu hamil ada formulir tersendiri.').waitFor()
  await desks.look(page, 'screening-pregnant-ask')
  await page.getByRole('button', { name: 'Buka formulir ibu hamil' }).click()
  await page.getByRole('heading', { name: 'Ibu hamil' }).waitFor()
  expect(await page.getByLabel(/Suhu/).inputValue()).toBe('36,6')
  await page.getByRole('button', { name: /tidak semua/ }).click()
  // Too early in the pregnancy, then what she really meant.
  await page.getByLabel('Usia kehamilan (minggu)').fill('10')
  await page.getByRole('button', { name: 'Simpan: tidak divaksinasi hari ini' }).waitFor()
  await page.getByLabel('Usia kehamilan (minggu)').fill('24')
  await desks.look(page, 'screening-pregnant-form')
  await consent()
  await page.getByRole('button', { name: 'Simpan keputusan' }).click()
  await page.getByText('Arahkan ke vaksinasi.').waitFor()
  expect(await decisionOf(visitId)).toBe('PROCEED')
})

test('high blood pressure: sit down, measure again, and both measurements count', async () => {
  const visitId = await call(2)
  await measure('36,5', '190', '100')
  await page.getByRole('button', { name: /tidak semua/ }).click()
  await page.getByText(/Persilakan duduk tenang/).waitFor()
  expect(await page.getByRole('button', { name: /^Simpan/ }).isDisabled()).toBe(true)
  await desks.look(page, 'screening-remeasure')
  await page.getByRole('button', { name: 'Ukur ulang' }).click()
  await page.getByLabel(/sistolik/i).fill('150')
  await page.getByLabel(/diastolik/i).fill('90')
  await page.getByText('Pengukuran kedua; yang pertama tetap tercatat.').waitFor()
  await consent()
  await page.getByRole('button', { name: /Simpan keputusan/ }).click()
  await page.getByText('Arahkan ke vaksinasi.').waitFor()
  expect(await decisionOf(visitId)).toBe('PROCEED')
})

test('the clinician decides otherwise, with the reason', async () => {
  const visitId = await call(3)
  await measure('36,5', '120', '80')
  await page.getByRole('button', { name: /tidak semua/ }).click()
  await consent()
  await page.getByRole('button', { name: 'Putuskan lain dari saran formulir' }).click()
  await page.getByRole('radio', { name: /Rujuk/ }).click()
  // Without a reason nothing is saved: least of all what the form had advised.
  await page.getByRole('button', { name: 'Simpan: tidak divaksinasi hari ini' }).click()
  await page.getByText('Tulis alasan, paling sedikit tiga huruf').waitFor()
  await page.getByLabel('Alasan').fill('nyeri dada sejak tadi pagi')
  await desks.look(page, 'screening-override')
  await page.getByRole('button', { name: 'Simpan: tidak divaksinasi hari ini' }).click()
  await page.getByText(/Dosisnya kembali untuk orang lain/).waitFor()
  expect(await decisionOf(visitId)).toBe('REFER')
})

test('fever: not today, the dose goes back to the pool', async () => {
  const before = (await hall.staff('C-01').ask('status')).today.placesLeft
  const visitId = await call(4)
  await measure('38,2', '120', '80')
  await page.getByRole('button', { name: /tidak semua/ }).click()
  await page.getByTestId('advice').waitFor()
  await consent()
  await page.getByRole('button', { name: 'Simpan: tidak divaksinasi hari ini' }).click()
  await page.getByTestId('screened').waitFor()
  await desks.look(page, 'screening-deferred')
  expect(await decisionOf(visitId)).toBe('POSTPONE')
  expect((await hall.staff('C-01').ask('status')).today.placesLeft).toBe(before)
})

test('without consent nothing is recorded, and the form says where', async () => {
  await call(5)
  await measure('36,5', '120', '80')
  await page.getByRole('button', { name: /tidak semua/ }).click()
  await page.getByRole('button', { name: /Simpan keputusan/ }).click()
  const box = page.getByRole('checkbox', { name: /setuju divaksinasi/ })
  await expect.poll(() => box.getAttribute('aria-invalid')).toBe('true')
  await desks.look(page, 'screening-no-consent')
})
