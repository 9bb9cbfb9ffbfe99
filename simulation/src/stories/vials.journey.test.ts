import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ByHand, someone } from '../hall/by-hand.ts'
import { Desks } from '../hall/desks.ts'
import { Hall } from '../hall/hall.ts'

/**
 * A vial gives what it gives: the eleventh dose is stated, what is left over is wastage with its reason.
 * Near closing the desk is told whether another vial is worth opening.
 */
const hall = new Hall({ startAt: '2026-03-02T06:30:00.000Z' }) // 13.30, half an hour before closing
const byHand = new ByHand(hall)
let desks: Desks
let page: Page

beforeAll(async () => {
  await hall.open()
  desks = await Desks.at(hall)
  page = await desks.of('V-01', 'Vaksinasi')
  const vialId = await byHand.openVial()
  for (let index = 0; index < 10; index += 1) await byHand.vaccinated(someone(index), vialId)
})
afterAll(async () => {
  await desks?.close()
  await hall.close()
})

const stock = () => hall.staff('V-01').ask('stock')
const callNext = async (name: string) => {
  await page.getByRole('button', { name: /Panggil berikutnya/ }).click()
  await page.getByText(name).first().waitFor()
}

test('an eleventh dose from a ten-dose vial is given only when it is stated', async () => {
  const person = await byHand.screened(someone(11))
  await callNext(person.fullName)
  await page.getByText(/Tidak ada vial terbuka yang masih berisi/).waitFor()
  await page
    .getByRole('button', { name: /Vial 1/ })
    .first()
    .click()
  const arm = page.getByRole('button', { name: 'Lengan kiri' })
  expect(await arm.isDisabled()).toBe(true)
  await page.getByRole('checkbox', { name: /Dosis ke-11 dari vial 10 dosis/ }).check()
  await desks.look(page, 'extra-dose')
  await arm.click()
  await page.getByText(/Arahkan ke observasi/).waitFor()
  const { lots, balanced } = await stock()
  expect([lots[0]?.extraDoses, balanced]).toEqual([1, true])
})

test('an empty vial is closed as empty', async () => {
  await page.getByRole('button', { name: 'Tutup vial 1' }).click()
  await page.getByRole('button', { name: 'Kosong, tutup' }).click()
  await page.getByText('Belum ada vial terbuka').waitFor()
  expect((await stock()).lots[0]?.dosesWasted).toBe(0)
})

test('after closing time, with one person waiting, the desk is advised to wait, and may open all the same', async () => {
  hall.clock?.moveTo(Date.parse('2026-03-02T07:05:00.000Z'))
  const person = await byHand.screened(someone(12))
  await page.getByText(/^Tunggu: diperkirakan/).waitFor()
  await desks.look(page, 'vial-advice')
  await page.getByRole('button', { name: /Buka vial berikutnya/ }).click()
  await page.getByText(/Sisa 10 dari 10 dosis/).waitFor()
  await callNext(person.fullName)
  await page.getByRole('button', { name: 'Lengan kanan' }).click()
  await page.getByText(/Sisa 9 dari 10 dosis/).waitFor()
})

test('what is left in a vial at the end of the session is nine doses wasted, said before and counted after', async () => {
  await page.getByRole('button', { name: 'Tutup vial 2' }).click()
  await page.getByText(/Masih ada 9 dosis/).waitFor()
  await desks.look(page, 'close-vial')
  await page.getByRole('button', { name: 'Akhir sesi' }).click()
  await page.getByText('Belum ada vial terbuka').waitFor()
  const { lots, balanced } = await stock()
  expect([lots[0]?.dosesWasted, balanced]).toEqual([9, true])
})
